"""Clusters: reports of one community that speak of the same matter, counted by entrance and by household."""

from collections import Counter
from dataclasses import dataclass, field
from statistics import mean

from resident_participation.alike.likeness import THRESHOLD, compare
from resident_participation.alike.search import message_of

MOST = 400  # newest open reports of a community that are grouped; comparing grows with the square


@dataclass
class Group:
    """Reports in the order of their receipt, each with its Message."""

    members: list = field(default_factory=list)  # [(case, message)]

    @property
    def cases(self):
        return [case for case, _ in self.members]

    @property
    def matter(self):
        """The things and faults that at least half of the reports name, most named first; empty when there is none."""
        named = Counter(
            word for _, message in self.members for word in (*sorted(message.said.things), *sorted(message.said.faults))
        )
        return [word for word, count in named.most_common() if 2 * count >= len(self.members)][:3]

    @property
    def entrances(self):
        """[(place, Tally)], most reports first; reports without a place come last."""
        return by_place(self.members)

    @property
    def tally(self):
        return Tally.of(self.cases)

    @property
    def days(self):
        """Of the first and of the last report."""
        return [self.cases[n].received_at for n in (0, -1)]


@dataclass(frozen=True)
class Tally:
    """Reports, all counted; the households they came from, told apart by telephone; those that left none."""

    reports: int
    households: int
    unknown: int

    @classmethod
    def of(cls, cases):
        phones = [digits(case.contact_phone) for case in cases]
        return cls(len(phones), len({*phones} - {""}), phones.count(""))

    def __str__(self):
        """6 次，4 户，1 次没留电话."""
        parts = [f"{self.reports} 次"]
        parts += [f"{self.households} 户"] if self.households else []
        parts += [f"{self.unknown} 次没留电话"] if self.unknown else []
        return "，".join(parts)


def digits(phone):
    return "".join(c for c in phone if c.isdigit())


def messages(cases):
    """[(case, message)] in the order of receipt."""
    return [(case, message_of(case)) for case in sorted(cases, key=lambda case: (case.received_at, case.pk))]


def grouped(members):
    """Groups of two and more, the largest first.

    Each report joins the group whose reports it is like on average, the likest; else it begins one. On average, not by
    its likest: else 5幢 and 6幢 would meet over a report that names no building. Those that name a place begin.
    """
    groups = []
    for case, message in sorted(members, key=lambda member: not member[1].said.place.buildings):
        scored = [(mean(compare(message, other).score for _, other in group.members), group) for group in groups]
        score, best = max(scored, key=lambda one: one[0], default=(0, None))
        if score < THRESHOLD:
            best = Group()
            groups.append(best)
        best.members.append((case, message))
    for group in groups:
        group.members.sort(key=lambda member: (member[0].received_at, member[0].pk))
    return sorted((g for g in groups if len(g.members) > 1), key=lambda group: -len(group.members))


def by_place(members):
    """[(place, Tally)] by building and stair unit, most reports first; what names none comes last, as an empty text."""
    places = {}
    for case, message in members:
        places.setdefault(str(message.said.place), []).append(case)
    counted = [(place, Tally.of(cases)) for place, cases in places.items()]
    return sorted(counted, key=lambda one: (not one[0], -one[1].reports, one[0]))
