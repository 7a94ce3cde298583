"""How far a project is in time, and when it will be finished: earned schedule (W. Lipke, "Schedule is Different",
The Measurable News, 2003), joined with how long finished projects of like kind took.

Classic SPI (earned value / planned value) ends at 1 however late a project is, because both end at 100 %: never show
it. SPI(t) measures in days and stays below 1 for whoever came late. How the forecast was chosen: docs/dev/forecast.md.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from statistics import median, quantiles

from projects.progress.curve import WHOLE

FEW = 5  # fewer finished projects have no 20th and 80th percentile of their own


def earned_days(curve, percent):
    """Lipke's earned schedule: after how many days the plan wanted what is done now (`percent`, 0–100)."""
    return curve.day_of(percent)


def spi_t(curve, percent, on):
    """Earned days for each day gone by: 1 is on time, 0.8 does four planned days in five. None until a day has passed.

    `on` is the day the percent was true; of a finished project its day of finish, or it would seem to grow later still.
    """
    elapsed = (on - curve.start).days
    return earned_days(curve, percent) / elapsed if elapsed > 0 else None


def deviation(curve, percent, on):
    """Percentage points ahead of the plan (negative: behind it) at the end of the day `on`; warnings rest on it."""
    return percent - curve.planned_percent(on)


@dataclass(frozen=True)
class Forecast:
    """When a project is likely to be finished, in three of five cases between `low` and `high`; `basis` says why."""

    finish: date
    low: date
    high: date
    basis: str


def forecast(curve, percent, on, overruns):
    """The finish as seen on the day `on` with `percent` done; never before `on`.

    `overruns` are actual / planned durations of finished projects of like kind. Their median is the pace expected of
    work not yet seen, days / planned days elapsed the project's own; the own pace counts as much as the share of the
    planned time it has earned. The interval is their 20th to 80th percentile on the days that are left, so it closes.
    With fewer than FEW the plan stands in for them and there is no interval: `low` and `high` are the finish.
    A project that is done (100 %) was finished `on`. Raises ValueError for a percent outside 0–100, an overrun ≤ 0.
    """
    overruns = list(overruns)
    left = curve.planned_days - earned_days(curve, percent)
    if percent == WHOLE:
        return Forecast(on, on, on, "已完工")
    quick, usual, slow = spread(overruns)
    since = max(on, curve.start)
    elapsed = (since - curve.start).days
    # (1 − earned share) × usual + earned share × (elapsed / earned days), without dividing by what may be 0
    pace = (left * usual + elapsed) / curve.planned_days
    days = (left * pace * speed / usual for speed in (usual, quick, slow))
    return Forecast(*(later(since, number) for number in days), basis(percent, overruns, usual))


def spread(overruns):
    """20th percentile, median and 80th percentile, interpolated between values; the plan itself where few are known."""
    if any(ratio <= 0 for ratio in overruns):
        raise ValueError("实际工期与计划工期之比应大于 0")
    if len(overruns) < FEW:
        return Decimal(1), Decimal(1), Decimal(1)
    fifths = quantiles(overruns, n=5, method="inclusive")
    return fifths[0], median(overruns), fifths[-1]


def later(day, number):
    """A day some days later, to the nearest day."""
    return day + timedelta(days=int(number.quantize(Decimal(1), ROUND_HALF_UP)))


def basis(percent, overruns, usual):
    """What a forecast rests on, in words for the page."""
    own = "按目前进度和" if percent else "按"
    if len(overruns) < FEW:
        return f"{own}原计划推算；同类已完工项目不足 {FEW} 个，不给区间"
    times = usual.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return f"{own} {len(overruns)} 个同类已完工项目推算；它们的工期一般是计划的 {times} 倍，区间取其中间六成"
