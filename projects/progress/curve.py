"""The planned course of a project: what share of it should be done by which day (S-curve).

Pure arithmetic on the approved baseline. Decimals throughout; round where it is printed.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import accumulate

WHOLE = Decimal(100)


@dataclass(frozen=True)
class Curve:
    """An approved baseline: the day it starts at 0 % and the weight in percent of each milestone on its planned day.

    Between two milestones the share grows in proportion to the days. Milestones of one day add up. One without weight
    is an event, not work, and does not bend the curve. One on the first day counts from that day on.

    Raises ValueError when weights do not make 100, one is negative, a milestone lies before the start, or none after.
    """

    start: date
    points: tuple[tuple[date, Decimal], ...]

    def __post_init__(self):
        weights = [weight for _, weight in self.points]
        if any(weight < 0 for weight in weights):
            raise ValueError("节点权重不能是负数")
        if sum(weights) != WHOLE:
            raise ValueError(f"节点权重合计应为 100，现为 {sum(weights)}")
        if any(day < self.start for day, _ in self.points):
            raise ValueError("节点不能早于开始日期")
        if self.planned_days == 0:
            raise ValueError("最后一个有权重的节点应晚于开始日期")

    @classmethod
    def linear(cls, start, finish):
        """The same share every day: for a project whose baseline has no milestones."""
        return cls(start, ((finish, WHOLE),))

    @property
    def finish(self):
        """The day of the last milestone that has a weight: all is done."""
        return max(day for day, weight in self.points if weight)

    @property
    def planned_days(self):
        """Planned duration in days."""
        return (self.finish - self.start).days

    @cached_property
    def course(self):
        """([days since the start], [percent done by then]): the corners of the curve, both growing, (0, 0) first."""
        gains = {}
        for day, weight in sorted(self.points):
            if weight:
                gains[(day - self.start).days] = gains.get((day - self.start).days, 0) + weight
        return [0, *gains], [Decimal(0), *accumulate(gains.values())]

    def planned_percent(self, on):
        """Percent, 0–100, to be done by the end of the day `on`: 0 before the start, 100 from the finish on."""
        elapsed, (days, done) = (on - self.start).days, self.course
        if elapsed < 0:
            return Decimal(0)
        return between(elapsed, days, done, bisect_right(days, elapsed))

    def day_of(self, percent):
        """Days after the start, fractions included, until `percent` should be done: `planned_percent` inverted.

        Raises ValueError outside 0–100.
        """
        if not 0 <= percent <= WHOLE:
            raise ValueError(f"进度应在 0 到 100 之间，现为 {percent}")
        days, done = self.course
        return between(percent, done, days, bisect_left(done, percent))


def between(at, scale, values, after):
    """The value at `at`, on the straight line between the corners before and at `after` of a scale."""
    if after == 0 or after == len(scale):
        return Decimal(values[min(after, len(scale) - 1)])
    share = Decimal(at - scale[after - 1]) * (values[after] - values[after - 1])
    return values[after - 1] + share / (scale[after] - scale[after - 1])
