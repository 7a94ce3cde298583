"""The works of one group as a model for CP-SAT: where each may begin, and what a schedule costs, level by level.

Clashes, entries and disturbance depend on how two works lie to each other: on the days from the start of the one to the
start of the other. So the model knows one statement, "b starts at most so many days after a" (`at_most`), and says all
else with it; what is always or never true inside the windows becomes no variable. Costs are bounded from below only:
the solver, which minimises them, makes them exact.
"""

from collections import Counter
from datetime import timedelta
from itertools import combinations

from ortools.sat.python import cp_model

from projects.special_works.clashes import spans
from projects.special_works.schedule import by_place, length, starts_of

CROWDED = 10  # works at one place


class Model:
    """One group; `levels` are the costs of `proposals.objective`, in its order, as linear expressions."""

    def __init__(self, works, places, rules, gap):
        self.model, self.works, self.gap = cp_model.CpModel(), works, gap
        self.base = min(starts_of(w)[0] for w in works)
        self.window = {w.id: [(day - self.base).days for day in starts_of(w)] for w in works}
        self.begin = {key: self.model.new_int_var(*window, "") for key, window in self.window.items()}
        self.said, self.joined, self.covered = {}, {}, {}
        self.crowds = crowds(works, places)
        self.levels = [
            self.clashes(spans(works, places, rules, gap)),
            sum(self.periods([w for w in own if w.excavates]) * count for own, count, _ in self.crowds),
            sum(self.periods(own) * count for own, count, _ in self.crowds),
            sum(self.days(own) * households for own, _, households in self.crowds if households),
            sum(self.shift(w) for w in works),
        ]

    # -- solving

    def least(self, level, start_from, seconds):
        """({work id: first day} or None, whether no lesser cost exists) at a level, with those held before."""
        if isinstance(self.levels[level], int):
            return None, True
        if seconds <= 0:
            return None, False
        self.model.minimize(self.levels[level])
        self.hint(start_from)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_time_in_seconds = seconds
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, False
        found = {w.id: self.base + timedelta(days=solver.value(self.begin[w.id])) for w in self.works}
        return found, status == cp_model.OPTIMAL

    def hint(self, starts):
        self.model.clear_hints()
        for key, day in starts.items():
            self.model.add_hint(self.begin[key], (day - self.base).days)

    def hold(self, level, value):
        """From now on the cost of a level is no more than this."""
        if not isinstance(self.levels[level], int):
            self.model.add(self.levels[level] <= value)

    # -- how two works lie to each other

    def at_most(self, a, b, days):
        """Whether b starts at most so many days after a: True, False or a literal."""
        (a_low, a_high), (b_low, b_high) = self.window[a.id], self.window[b.id]
        if days >= b_high - a_low:
            return True
        if days < b_low - a_high:
            return False
        if a.id > b.id:
            return ~self.at_most(b, a, -days - 1)
        key = (a.id, b.id, days)
        if key not in self.said:
            literal = self.said[key] = self.model.new_bool_var("")
            apart = self.begin[b.id] - self.begin[a.id]
            self.model.add(apart <= days).only_enforce_if(literal)
            self.model.add(apart > days).only_enforce_if(~literal)
        return self.said[key]

    def between(self, a, b, low, high):
        """The literals that together say that b starts `low` to `high` days after a: [] always, None never."""
        if low > high:
            return None
        upper, lower = self.at_most(a, b, high), self.at_most(a, b, low - 1)
        if upper is False or lower is True:
            return None
        return [*([] if upper is True else [upper]), *([] if lower is False else [~lower])]

    def before(self, a, b, days):
        """`between` for "a starts first, b at most so many days later"; of two on one day the lesser id is first."""
        return self.between(a, b, int(a.id > b.id), days)

    def all_of(self, literals):
        """A literal that may be true only when all these are."""
        if len(literals) < 2:
            return literals[0] if literals else self.model.new_constant(1)
        key = tuple(one.index for one in literals)
        if key not in self.joined:
            self.joined[key] = self.model.new_bool_var("")
            for one in literals:
                self.model.add_implication(self.joined[key], one)
        return self.joined[key]

    # -- costs

    def clashes(self, found):
        """How many of the spans the works fall into."""
        total = 0
        for (a, b, low, high), count in Counter((s.first, s.then, s.low, s.high) for s in found).items():
            literals = self.between(a, b, low, high)
            if literals is None:
                continue
            clash = literals[0] if len(literals) == 1 else 1
            if len(literals) == 2:
                clash = self.model.new_bool_var("")
                self.model.add_bool_or([clash, *(~one for one in literals)])
            total += clash * count
        return total

    def periods(self, own):
        """In how many periods works lie: each that no earlier one leads up to begins one."""
        if len(own) < 2:
            return len(own)
        heads = []
        for work in own:
            ways = [self.before(other, work, length(other) + self.gap + 1) for other in own if other is not work]
            head = self.model.new_bool_var("")
            self.model.add_bool_or([head, *(self.all_of(way) for way in ways if way is not None)])
            heads.append(head)
        self.model.add_at_least_one(heads)
        return sum(heads)

    def days(self, own):
        """On how many days any of these works goes on: the days of each, less those that the best of the works begun
        before it covers as well."""
        saved = 0
        for work in own:
            ways = [(other, self.before(other, work, length(other))) for other in own if other is not work]
            saved += self.best_of([self.overlap(other, work, way) for other, way in ways if way is not None])
        total = sum(length(w) + 1 for w in own) - saved
        self.at_least_what_some_take(own, total)
        return total

    def at_least_what_some_take(self, own, total):
        """Some of the works take no fewer days than theirs less the overlaps of each two (Bonferroni).

        It follows from the rest, but the solver does not see it: with it most knots of twenty works are proven in
        seconds, without it few in a minute. Five at a time, three where many works meet, keep the model small.
        """
        for size in range(2, 6 if len(own) <= CROWDED else 4):
            for some in combinations(own, size):
                pairs = [(a.id, b.id) for one in combinations(some, 2) for a, b in (one, one[::-1])]
                shared = sum(self.covered[pair] for pair in pairs if pair in self.covered)
                self.model.add(total >= sum(length(w) + 1 for w in some) - shared)

    def overlap(self, a, b, way):
        """Days on which both a and b, begun after it, go on; 0 unless all the literals of `way` hold."""
        if (a.id, b.id) not in self.covered:
            both = self.covered[a.id, b.id] = self.model.new_int_var(0, min(length(a), length(b)) + 1, "")
            when = self.all_of(way)
            left = self.begin[a.id] + length(a) - self.begin[b.id] + 1
            self.model.add(both <= left).only_enforce_if(when)
            self.model.add(both == 0).only_enforce_if(~when)
        return self.covered[a.id, b.id]

    def best_of(self, overlaps):
        """No more than the largest of these."""
        if len(overlaps) < 2:
            return sum(overlaps)
        chosen = [self.model.new_bool_var("") for _ in overlaps]
        parts = []
        for both, choice in zip(overlaps, chosen, strict=True):
            most = both.proto.domain[-1]
            part = self.model.new_int_var(0, most, "")
            self.model.add(part <= both)
            self.model.add(part <= most * choice)
            parts.append(part)
        self.model.add_at_most_one(chosen)
        return sum(parts)

    def shift(self, work):
        """By how many days a work is moved."""
        low, high = self.window[work.id]
        if low == high:
            return 0
        present = (work.start - self.base).days
        days = self.model.new_int_var(0, high - low, "")
        self.model.add(days >= self.begin[work.id] - present)
        self.model.add(days >= present - self.begin[work.id])
        return days


def crowds(works, places):
    """[(works, number of places, households there)]: places with the very same works count together."""
    found = {}
    for key, own in by_place(works).items():
        crowd = found.setdefault(tuple(w.id for w in own), [own, 0, 0])
        crowd[1] += 1
        crowd[2] += places[key].households
    return list(found.values())
