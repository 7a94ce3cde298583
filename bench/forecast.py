"""Forecasts of the finish of 699 simulated projects, seen at 20 %, 35 %, 50 % and 75 % of their planned time.

Error: |forecast duration − actual duration| / actual duration, averaged over the projects not finished by then.
- plan: the approved baseline.
- past: planned duration × median overrun of the other projects of the same kind.
- earned: planned duration / SPI(t), Lipke's forecast; at most five times the plan.
- by calendar: earned and past mixed, earned weighing elapsed share / 0.5, at most 1.
- ours: `projects.progress.earned.forecast`; "inside" is how often its interval held the finish (60 % is meant).

A project keeps a pace of its own, drawn around its kind's, which wanders from week to week; it may begin late, stand
still for one to five weeks, and the percent reported errs. In "calm" the plan errs by about 21 %, as in the planning
trial; "rough" wanders twice as much, and three of four projects stand still at least once. No servers, no database.
"""

import math
import random
import statistics
from bisect import bisect
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from projects.progress.curve import Curve
from projects.progress.earned import forecast, spi_t

PROJECTS, START = 699, date(2026, 3, 1)
KINDS = [(1.05, 0.16), (1.20, 0.20), (1.35, 0.24)]  # median overrun, spread of its logarithm
SEEN = [Decimal("0.20"), Decimal("0.35"), Decimal("0.50"), Decimal("0.75")]  # shares of planned time


@dataclass(frozen=True)
class World:
    wander: float  # of the pace, week by week
    late: float  # days of a late beginning, spread
    stops: tuple[int, ...]  # how often a project stands still, one drawn


@dataclass(frozen=True)
class Past:
    """A simulated project: its plan, the (day, planned days worked off) of its weeks, and how long it took."""

    kind: int
    plan: Curve
    weeks: list[tuple[float, float]]

    @property
    def took(self):
        return self.weeks[-1][0]

    @property
    def overrun(self):
        return Decimal(round(self.took)) / self.plan.planned_days

    def percent(self, elapsed, rng):
        """What is reported: the truth, a point too much and two points off, in tenths, short of done."""
        at = bisect(self.weeks, (elapsed, math.inf))
        (since, before), (until, after) = self.weeks[at - 1 : at + 1]
        worked = before + (after - before) * (elapsed - since) / (until - since)
        true = float(self.plan.planned_percent(START + timedelta(days=round(worked))))
        return Decimal(str(round(min(max(true + rng.gauss(1, 2), 0), 99), 1)))


def project(world, rng):
    kind = rng.randrange(len(KINDS))
    plan = baseline(rng)
    usual, spread = KINDS[kind]
    return Past(kind, plan, course(plan.planned_days, usual * math.exp(rng.gauss(0, spread)), world, rng))


def baseline(rng):
    """150 to 450 days with four to seven milestones, the first and the last lighter than those between."""
    length, count = rng.randint(150, 450), rng.randint(4, 7)
    days = [*sorted(rng.sample(range(20, length - 10), count - 1)), length]
    weights = [Decimal(rng.randint(4, 12) * (3 if 0 < n < count - 1 else 2)) for n in range(count)]
    shares = [(weight * 100 / sum(weights)).quantize(Decimal(1)) for weight in weights]
    shares[1] += 100 - sum(shares)
    return Curve(START, tuple((START + timedelta(days=day), share) for day, share in zip(days, shares, strict=True)))


def course(length, overrun, world, rng):
    """Weeks of work until `length` planned days are worked off, from the day it really begins."""
    stops = sorted((rng.uniform(0.05, 0.95) * length for _ in range(rng.choice(world.stops))), reverse=True)
    day, worked, wander = max(0.0, rng.gauss(5, world.late)), 0.0, 0.0
    weeks = [(0.0, 0.0), (day, 0.0)] if day else [(0.0, 0.0)]
    while worked < length:
        if stops and worked >= stops[-1]:
            stops.pop()
            day += rng.uniform(7, 35)
            weeks.append((day, worked))
        wander = 0.8 * wander + rng.gauss(0, world.wander)
        speed = math.exp(wander) / overrun
        step = min(7 * speed, length - worked)
        day, worked = day + step / speed, worked + step
        weeks.append((day, worked))
    return weeks


def errors(past, share, others, rng):
    """{way: error}, and whether the interval held the finish; None when the project was finished before."""
    planned = past.plan.planned_days
    elapsed = round(planned * share)
    if elapsed >= past.took:
        return None
    on, overruns = START + timedelta(days=elapsed), [one.overrun for one in others if one is not past]
    percent = past.percent(elapsed, rng)
    usual = planned * float(statistics.median(overruns))
    earned = planned / max(float(spi_t(past.plan, percent, on)), 0.2)
    weight = min(float(share) / 0.5, 1)
    ours = forecast(past.plan, percent, on, overruns)
    finish, low, high = ((day - START).days for day in (ours.finish, ours.low, ours.high))
    ways = {"plan": planned, "past": usual, "earned": earned}
    ways |= {"by calendar": weight * earned + (1 - weight) * usual, "ours": finish}
    found = {way: abs(max(days, elapsed) - past.took) / past.took for way, days in ways.items()}
    return found | {"inside": low - 0.5 <= past.took <= high + 0.5}


def main():
    worlds = {"calm": World(0.1, 3, (0,)), "rough": World(0.2, 12, (0, 1, 1, 2))}
    for name, world in worlds.items():
        rng = random.Random(20261123)
        projects = [project(world, rng) for _ in range(PROJECTS)]
        kinds = [[one for one in projects if one.kind == kind] for kind in range(len(KINDS))]
        print(f"\n{name}: median overruns {', '.join(f'{median(kind):.2f}' for kind in kinds)}")
        for share in SEEN:
            found = [e for one in projects if (e := errors(one, share, kinds[one.kind], rng))]
            means = {way: statistics.mean(e[way] for e in found) for way in found[0]}
            print(f"  at {share:.0%}:", "  ".join(f"{way} {mean:.1%}" for way, mean in means.items()))


def median(kind):
    return statistics.median(one.overrun for one in kind)


if __name__ == "__main__":
    main()
