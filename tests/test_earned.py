"""Planned percent, earned schedule and forecast.

Worked example (docs/dev/forecast.md): start 1 March 2026; 10 % by day 30, 30 % by day 90, 70 % by day 180, all by
day 240. On day 150 (29 July) half of it is done.
"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.progress.curve import Curve
from projects.progress.earned import deviation, earned_days, forecast, spi_t

D = Decimal
START = date(2026, 3, 1)
OVERRUNS = [D("1.40"), D("1.00"), D("1.30"), D("1.10"), D("1.20")]


def day(number):
    return START + timedelta(days=number)


PLAN = Curve(
    START,
    (
        (date(2026, 3, 31), D(10)),
        (date(2026, 5, 30), D(20)),
        (date(2026, 8, 28), D(40)),
        (date(2026, 10, 27), D(30)),
    ),
)
JULY = date(2026, 7, 29)


# ---------------------------------------------------------------- the plan


def test_planned_percent_by_hand():
    known = {-1: 0, 0: 0, 15: 5, 30: 10, 60: 20, 90: 30, 135: 50, 180: 70, 210: 85, 240: 100, 241: 100}
    assert {number: PLAN.planned_percent(day(number)) for number in known} == known
    assert PLAN.planned_percent(JULY).quantize(D("0.01")) == D("56.67")  # 30 + 40 × 60 / 90, not rounded before
    assert PLAN.planned_percent(JULY) * 3 == 170
    assert (PLAN.finish, PLAN.planned_days) == (date(2026, 10, 27), 240)


def test_the_day_of_a_percent_by_hand():
    known = {0: 0, 5: 15, 10: 30, 30: 90, 50: 135, 100: 240}
    assert {percent: PLAN.day_of(D(percent)) for percent in known} == known
    for outside in (D("-0.1"), D("100.1")):
        with pytest.raises(ValueError, match="0 到 100"):
            PLAN.day_of(outside)


def test_milestones_of_one_day_add_up_in_any_order():
    same = Curve(START, ((day(100), D(50)), (day(50), D(20)), (day(50), D(30))))
    assert [same.planned_percent(day(n)) for n in (25, 50, 75, 100)] == [25, 50, 75, 100]
    assert same.day_of(D(50)) == 50


def test_a_milestone_without_weight_does_not_bend_the_curve():
    event = Curve(START, ((day(90), D(0)), (day(100), D(100)), (day(130), D(0))))
    assert event.planned_percent(day(45)) == 45
    assert (event.finish, event.planned_days) == (day(100), 100)


def test_a_milestone_on_the_first_day_counts_from_that_day():
    begun = Curve(START, ((START, D(10)), (day(90), D(90))))
    assert [begun.planned_percent(day(n)) for n in (-1, 0, 45, 90)] == [0, 10, 55, 100]
    assert [begun.day_of(D(p)) for p in (0, 7, 10, 55)] == [0, 0, 0, 45]


def test_linear():
    line = Curve.linear(START, day(200))
    assert (line.planned_percent(day(37)), line.day_of(D("18.5")), line.planned_days) == (D("18.5"), 37, 200)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "现为 0"),
        ([(10, "60"), (20, "39.99")], "合计应为 100，现为 99.99"),
        ([(10, "60"), (20, "60")], "现为 120"),
        ([(10, "120"), (20, "-20")], "不能是负数"),
        ([(-1, "50"), (20, "50")], "不能早于开始日期"),
        ([(0, "100"), (20, "0")], "应晚于开始日期"),
    ],
)
def test_a_baseline_that_is_none_is_refused(points, words):
    with pytest.raises(ValueError, match=words):
        Curve(START, tuple((day(number), D(weight)) for number, weight in points))


@st.composite
def curves(draw):
    """Up to eight milestones in any order, weights in hundredths of a percent, some on one day, some without weight."""
    count = draw(st.integers(1, 8))
    cuts = sorted(draw(st.lists(st.integers(0, 10_000), min_size=count - 1, max_size=count - 1)))
    weights = [D(b - a) / 100 for a, b in zip([0, *cuts], [*cuts, 10_000], strict=True)]
    days = draw(st.lists(st.integers(1, 900), min_size=count, max_size=count))
    return Curve(START, tuple((day(number), weight) for number, weight in zip(days, weights, strict=True)))


PERCENTS = st.decimals(0, 100, places=1)
DAYS = st.integers(-50, 1000)


@given(curves(), DAYS, DAYS)
def test_planned_percent_only_grows(curve, one, other):
    one, other = sorted((one, other))
    assert 0 <= curve.planned_percent(day(one)) <= curve.planned_percent(day(other)) <= 100


@given(curves(), st.integers(0, 900))
def test_the_day_of_a_percent_is_its_inverse(curve, number):
    """Every curve grows from its start to its finish, so the day comes back; only the 28th digit may differ."""
    number = min(number, curve.planned_days)
    assert abs(curve.day_of(curve.planned_percent(day(number))) - number) < D("1e-18")


@given(curves(), PERCENTS, PERCENTS)
def test_more_done_is_more_earned(curve, one, other):
    one, other = sorted((one, other))
    assert 0 <= earned_days(curve, one) <= earned_days(curve, other) <= curve.planned_days
    assert (one < other) == (earned_days(curve, one) < earned_days(curve, other))


# ---------------------------------------------------------------- where it stands


def test_half_done_on_day_150_by_hand():
    assert earned_days(PLAN, D(50)) == 135
    assert spi_t(PLAN, D(50), JULY) == D("0.9")
    assert deviation(PLAN, D(50), JULY).quantize(D("0.01")) == D("-6.67")


def test_spi_t_needs_a_day():
    assert spi_t(PLAN, D(0), day(-1)) is None and spi_t(PLAN, D(0), START) is None
    assert spi_t(PLAN, D(0), day(1)) == 0
    assert spi_t(PLAN, D(10), day(15)) == 2


def test_a_late_project_is_late_to_its_end():
    """Done on day 300 of 240: classic SPI, earned value / planned value, says 1."""
    end = day(300)
    assert D(100) / PLAN.planned_percent(end) == 1
    assert spi_t(PLAN, D(100), end) == D("0.8")


@given(curves(), st.integers(1, 1000))
def test_who_does_what_the_plan_wants_is_on_time(curve, number):
    number = min(number, curve.planned_days)
    percent = curve.planned_percent(day(number))
    assert deviation(curve, percent, day(number)) == 0
    assert abs(spi_t(curve, percent, day(number)) - 1) < D("1e-18")


# ---------------------------------------------------------------- the forecast


def test_forecast_by_hand():
    """105 planned days are left. Median overrun 1.20; pace (105 × 1.20 + 150) / 240 = 1.15; 105 × 1.15 = 120.75 days.

    20th and 80th percentile of the overruns are 1.08 and 1.32: 120.75 × 1.08 / 1.20 = 108.675, × 1.32 / 1.20 = 132.825.
    """
    seen = forecast(PLAN, D(50), JULY, OVERRUNS)
    assert (seen.finish, seen.low, seen.high) == (date(2026, 11, 27), date(2026, 11, 15), date(2026, 12, 9))
    assert seen.basis == "按目前进度和 5 个同类已完工项目推算；它们的工期一般是计划的 1.20 倍，区间取其中间六成"


def test_before_the_start_the_past_speaks_alone():
    """240 × 1.20 = 288, × 1.08 = 259.2, × 1.32 = 316.8 days after the start, whenever it is asked."""
    for on in (day(-30), START):
        seen = forecast(PLAN, D(0), on, OVERRUNS)
        assert (seen.finish, seen.low, seen.high) == (day(288), day(259), day(317))
        assert seen.basis.startswith("按 5 个同类已完工项目推算")


def test_nothing_done_yet_goes_on_from_today():
    """On day 24: pace (240 × 1.20 + 24) / 240 = 1.30, 312 days from then."""
    assert forecast(PLAN, D(0), day(24), OVERRUNS).finish == day(24 + 312)


def test_few_finished_projects_give_no_interval():
    """105 left at a pace of (105 + 150) / 240 = 1.0625: 111.5625 days."""
    seen = forecast(PLAN, D(50), JULY, OVERRUNS[:4])
    assert seen.finish == seen.low == seen.high == day(150 + 112)
    assert seen.basis == "按目前进度和原计划推算；同类已完工项目不足 5 个，不给区间"
    assert forecast(PLAN, D(0), START, []).finish == PLAN.finish


def test_what_is_finished_is_not_forecast():
    for on in (day(200), day(300)):
        seen = forecast(PLAN, D(100), on, OVERRUNS)
        assert (seen.finish, seen.low, seen.high, seen.basis) == (on, on, on, "已完工")


def test_impossible_facts_are_refused():
    with pytest.raises(ValueError, match="0 到 100"):
        forecast(PLAN, D("100.1"), JULY, OVERRUNS)
    with pytest.raises(ValueError, match="大于 0"):
        forecast(PLAN, D(50), JULY, [*OVERRUNS, D(0)])


RATIOS = st.lists(st.decimals("0.3", 4, places=2), max_size=12)


@given(curves(), PERCENTS, DAYS, RATIOS)
def test_a_forecast_lies_in_its_interval_and_never_in_the_past(curve, percent, number, overruns):
    seen = forecast(curve, percent, day(number), overruns)
    assert day(number) <= seen.low <= seen.finish <= seen.high


@given(curves(), PERCENTS, PERCENTS, st.integers(0, 1000), RATIOS)
def test_more_done_by_the_same_day_is_finished_no_later(curve, one, other, number, overruns):
    one, other = sorted((one, other))
    late, early = (forecast(curve, percent, day(number), overruns) for percent in (one, other))
    assert early.finish <= late.finish and early.high <= late.high


@given(curves(), st.integers(0, 900))
def test_who_keeps_the_plan_finishes_by_the_plan(curve, number):
    number = min(number, curve.planned_days)
    seen = forecast(curve, curve.planned_percent(day(number)), day(number), [D(1)] * 5)
    assert seen.finish == seen.low == seen.high == curve.finish


@given(curves(), st.decimals(0, "99.9", places=1), st.integers(0, 1000))
def test_the_interval_closes_as_the_work_is_done(curve, percent, number):
    def width(seen):
        return (seen.high - seen.low).days

    on = day(number)
    assert width(forecast(curve, percent + D("0.1"), on, OVERRUNS)) <= width(forecast(curve, percent, on, OVERRUNS)) + 1
