"""Works along time and the curve of progress: every length on the drawing is a number of days or a percent."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from core.charts.days import Days, day_words, month_whole, months_on
from core.charts.gantt import HEAD, NAMES, ROW, WIDTH, Bar, Diamond, Mark, Row, gantt
from core.charts.scurve import planned_at, scurve, shown
from core.charts.svg import cut, length
from tests.test_charts import EVIL, drawn, parsed

STARTS, ENDS, TODAY = date(2026, 7, 1), date(2027, 6, 30), date(2026, 9, 30)
DAY = (WIDTH - 8 - NAMES) / 365  # the drawing's units in a day
PLAN = [(date(2026, 3, 1), 0), (date(2026, 5, 30), 30), (date(2026, 10, 27), 100)]
DONE = [(date(2026, 3, 31), Decimal("6.25")), (date(2026, 7, 29), Decimal("50.00"))]
FORECAST = (date(2026, 7, 29), Decimal(50), date(2026, 11, 15), date(2026, 11, 27), date(2026, 12, 9))


def works(*bars, diamonds=(), **options):
    options = {"starts": STARTS, "ends": ENDS, "today": TODAY, "label": "工程时间表"} | options
    return gantt([Row("雨污分流", "排水公司", bars, diamonds)], **options)


def curve(**changes):
    return scurve(**{"planned": PLAN, "actual": DONE, "today": date(2026, 8, 3), "label": "进度"} | changes)


def words(chart):
    return ["".join(node.itertext()) for node in parsed(chart).iter("text")]


def groups(chart, kind):
    return [node for node in parsed(chart).iter() if kind in (node.get("class") or "").split()]


def place(chart, said):
    (node,) = [node for node in parsed(chart).iter("text") if node.text == said]
    return float(node.get("x"))


def span(box):
    return float(box.get("x")), float(box.get("width"))


def corners(line):
    return [tuple(map(float, pair.split(","))) for pair in line.get("points").split()]


def near(*values):
    return pytest.approx(values if len(values) > 1 else values[0], abs=0.06)  # what rounding to one decimal may take


def test_a_bar_lies_from_the_morning_of_its_first_day_to_the_evening_of_its_last():
    chart = works(Bar(date(2026, 7, 11), date(2026, 9, 18), "支管", "doing", done_percent=Decimal("40")))
    bar, strip = groups(chart, "is-doing")[0].findall("rect")
    assert span(bar) == near(NAMES + 10 * DAY, 70 * DAY)
    assert span(strip) == near(NAMES + 10 * DAY, 28 * DAY)


def test_what_begins_before_or_ends_after_the_drawing_is_cut_and_what_lies_outside_is_left_out():
    chart = works(
        Bar(STARTS - timedelta(100), STARTS + timedelta(99), "旧", "doing", done_percent=75),
        Bar(ENDS - timedelta(9), ENDS + timedelta(300), "新", "planned"),
        Bar(ENDS + timedelta(1), ENDS + timedelta(30), "以后", "planned"),
        diamonds=[Diamond(STARTS - timedelta(1), "以前")],
    )
    old, strip = groups(chart, "is-doing")[0].findall("rect")
    assert span(old) == near(NAMES, 100 * DAY)
    assert span(strip) == near(NAMES, 50 * DAY)  # of 200 days 150 are done, 100 of them before the drawing
    (new,) = groups(chart, "is-planned")
    assert span(new.find("rect")) == near(WIDTH - 8 - 10 * DAY, 10 * DAY)
    assert groups(chart, "stone") == []


def test_words_stand_inside_a_bar_that_has_room_else_on_the_side_that_has():
    first = date(2026, 10, 1)
    chart = works(Bar(first, first + timedelta(60), "双桥路主管"))
    assert place(chart, "双桥路主管") == near(NAMES + 92 * DAY + 7)
    chart = works(Bar(first, first + timedelta(10), "双桥路主管"))
    assert place(chart, "双桥路主管") == near(NAMES + 103 * DAY + 5)
    chart = works(Bar(ENDS - timedelta(10), ENDS, "双桥路主管"))
    assert place(chart, "双桥路主管") == near(WIDTH - 8 - 11 * DAY - 5 - 60)


def test_words_too_long_for_either_side_are_shortened_and_whole_in_the_tip():
    long = "双桥路北段雨污水主管迁改" * 6
    chart = works(Bar(date(2026, 12, 1), date(2026, 12, 20), long))
    (bar,) = groups(chart, "is-planned")
    assert bar.get("data-tip") == long
    assert bar.find("text").text.endswith("…")
    assert long.startswith(bar.find("text").text[:-1])


def test_what_overlaps_stands_in_lanes_and_every_row_stays_as_high_as_the_fullest():
    one = Bar(date(2026, 8, 1), date(2026, 10, 31), "雨污分流", "planned")
    other = Bar(date(2026, 9, 1), date(2026, 11, 30), "建议", "proposed")
    rows = [Row("一", bars=[one, other]), Row("二", bars=[one])]
    chart = gantt(rows, starts=STARTS, ends=ENDS, today=TODAY, label="")
    heights = [group.find("rect") for kind in ("is-planned", "is-proposed") for group in groups(chart, kind)]
    upper, alone, lower = [(float(r.get("y")), float(r.get("y")) + float(r.get("height"))) for r in heights]
    row = (alone[0] + alone[1]) / 2 - HEAD
    assert HEAD < upper[0] < upper[1] < lower[0] < lower[1] < HEAD + row / 1.5
    assert float(parsed(chart).get("viewBox").split()[3]) > float(parsed(works(one)).get("viewBox").split()[3]) + ROW
    after = Bar(date(2026, 11, 1), date(2026, 12, 31), "道路恢复", "planned")
    assert len({group.find("rect").get("y") for group in groups(works(one, after), "is-planned")}) == 1


def test_milestones_close_together_keep_their_words():
    days = [date(2027, 1, 3), date(2027, 1, 10), date(2027, 1, 17), date(2027, 1, 24)]
    chart = works(diamonds=[Diamond(on, f"第{n}次联合验收") for n, on in enumerate(days)])
    boxes = []
    for group in groups(chart, "stone"):
        label = group.find("text")
        x, y = float(label.get("x")), float(label.get("y"))
        boxes.append((x, x + length(label.text), y))
    assert len(boxes) == 4
    for n, (left, right, y) in enumerate(boxes):
        assert not any(a < right and left < b for a, b, height in boxes[n + 1 :] if height == y)


def test_a_milestone_says_by_its_shape_whether_it_is_confirmed_and_late():
    on = [STARTS + timedelta(60 * n) for n in range(1, 5)]
    flags = [(True, False), (False, False), (True, True), (False, True)]
    chart = works(diamonds=[Diamond(day, "完工", yes, late) for day, (yes, late) in zip(on, flags, strict=True)])
    stones = groups(chart, "stone")
    assert [("is-confirmed" in s.get("class"), "is-late" in s.get("class")) for s in stones] == flags
    assert ["!" in "".join(s.itertext()) for s in stones] == [False, False, True, True]
    xs = [x for x, _ in corners(stones[0].find("polygon"))]
    assert (min(xs) + max(xs)) / 2 == near(NAMES + 60 * DAY)


def test_late_is_not_said_by_colour_alone():
    assert "! 支管" in words(works(Bar(STARTS, ENDS, "支管", "late")))


def test_a_clash_hatches_its_rows_and_days_and_carries_its_number():
    rows = [Row(name) for name in "一二三"]
    mark = Mark(7, 1, 2, date(2026, 7, 11), date(2026, 7, 30), "clash", "路面恢复之后再次开挖")
    chart = gantt(rows, starts=STARTS, ends=ENDS, today=TODAY, label="", marks=[mark])
    hatch, disc = groups(chart, "is-clash")
    box = hatch.find("rect")
    assert span(box) == near(NAMES + 10 * DAY, 20 * DAY)
    assert (float(box.get("y")), float(box.get("height"))) == (HEAD + ROW + 3, 2 * ROW - 6)
    assert {hatch.get("data-tip"), disc.get("data-tip")} == {"路面恢复之后再次开挖"}
    assert (disc.find("text").text, float(disc.find("circle").get("cx"))) == ("7", near(NAMES + 30 * DAY))
    left, right, bottom = NAMES + 10 * DAY, NAMES + 30 * DAY, HEAD + 3 * ROW - 3
    ends = [tuple(map(float, p.split(","))) for p in re.findall(r"[\d.]+,[\d.]+", hatch.find("path").get("d"))]
    assert all(left - 0.1 <= x <= right + 0.1 and HEAD + ROW + 3 <= y <= bottom for x, y in ends)


def test_numbers_do_not_cover_each_other():
    marks = [Mark(n, 0, 0, date(2026, 8, 1), date(2026, 8, 20 + n), "chance") for n in range(1, 5)]
    chart = works(marks=marks)
    xs = sorted(float(node.get("cx")) for node in drawn(chart, "circle"))
    assert all(b - a >= 20 for a, b in zip(xs, xs[1:], strict=False))
    assert works(marks=[Mark(1, 0, 0, ENDS + timedelta(1), ENDS + timedelta(9))]) == works()


def test_months_are_named_as_far_as_their_words_have_room():
    year = [w for w in words(works()) if w.endswith(("月", "年"))]
    assert year == [*(f"{(6 + n) % 12 + 1}月" for n in range(12)), "2026年", "2027年"]
    long = words(works(starts=date(2025, 1, 1), ends=date(2027, 12, 31)))
    assert long[:4] == ["1—3月", "4—6月", "7—9月", "10—12月"]
    decade = words(works(starts=date(2020, 7, 1), ends=date(2030, 6, 30), today=STARTS + timedelta(3650)))
    assert decade == [*(f"{year}年" for year in range(2021, 2030)), "雨污分流", "排水公司"]  # half a year is too narrow


def test_today_has_a_flag_with_the_date_inside_the_drawing_or_none():
    assert "今天 9月30日" in words(works())
    assert groups(works(today=ENDS + timedelta(1)), "today") == []
    (flag,) = groups(works(today=ENDS), "today")
    left, wide = span(flag.find("rect"))
    assert left + wide <= WIDTH


def test_links_are_found_by_keyboard_and_only_then_the_picture_is_a_group():
    chart = works(Bar(STARTS, ENDS, "支管", href="/works/1/", tip="雨污分流支管"))
    (link,) = drawn(chart, "a")
    assert (link.get("href"), link.get("aria-label"), link.get("data-tip")) == (
        "/works/1/",
        "雨污分流支管",
        "雨污分流支管",
    )
    assert (parsed(chart).get("role"), parsed(works()).get("role")) == ("group", "img")
    assert parsed(works()).get("aria-label") == "工程时间表"


def test_a_title_without_room_is_whole_in_its_tip():
    chart = gantt(
        [Row("三线上改下及合杆整治工程（含公共照明）", "供电")], starts=STARTS, ends=ENDS, today=TODAY, label=""
    )
    (label,) = [g for g in parsed(chart).iter("g") if g.get("data-tip")]
    assert label.get("data-tip").split() == ["三线上改下及合杆整治工程（含公共照明）", "供电"]
    assert all(length(node.text, 13) <= NAMES for node in label.iter("text"))


def test_a_drawing_without_rows_and_one_with_days_reversed():
    assert "今天 9月30日" in words(gantt([], starts=STARTS, ends=ENDS, today=TODAY, label=""))
    with pytest.raises(ValueError, match="lies before"):
        works(starts=ENDS, ends=STARTS)


def test_lines_of_progress_lie_where_days_and_percents_say():
    chart = curve(forecast=FORECAST, baseline=[(date(2026, 3, 1), 0), (date(2026, 9, 30), 100)])
    (plan,), (actual,) = drawn(chart, "polyline", **{"class": "plan"}), drawn(chart, "polyline", **{"class": "act"})
    (first, _, last), (one, other) = corners(plan), corners(actual)
    days = Days(date(2026, 3, 1), date(2026, 12, 31), 46, 680)
    assert (first[0], last[0]) == near(days.x(PLAN[0][0]), days.x(PLAN[2][0]))
    assert one[0] == near(days.x(DONE[0][0]))
    floor, top = first[1], last[1]
    assert (one[1], other[1]) == near(floor - (floor - top) * 0.0625, (floor + top) / 2)
    (band,), (dotted,) = drawn(chart, "polygon", **{"class": "band"}), drawn(chart, "polyline", **{"class": "fc"})
    assert corners(band) == [other, near(days.x(FORECAST[2]), top), near(days.x(FORECAST[4]), top)]
    assert corners(dotted) == [other, near(days.x(FORECAST[3]), top)]
    assert len(drawn(chart, "polyline", **{"class": "was"})) == 1


@pytest.mark.parametrize("narrow", [False, True])
def test_ends_are_named_without_covering_each_other(narrow):
    chart = curve(forecast=FORECAST, baseline=[(date(2026, 3, 1), 0), (date(2026, 10, 20), 100)], narrow=narrow)
    ends = ("计划 10月27日", "预计 11月27日（11月15日—12月9日）", "原计划 10月20日")
    assert set(ends) <= set(words(chart))
    boxes = [node for node in parsed(chart).iter("text") if node.text in ends]
    assert len({node.get("y") for node in boxes}) == 3
    wide = float(parsed(chart).get("viewBox").split()[2])
    assert all(0 <= float(n.get("x")) and float(n.get("x")) + length(n.text) <= wide for n in boxes)


def test_every_known_point_says_its_day_and_percent():
    tips = [node.get("data-tip") for node in drawn(curve(), "circle")]
    assert tips[:3] == ["3月1日 计划 0%", "5月30日 计划 30%", "10月27日 计划 100%"]
    assert tips[3:] == ["3月31日 实际 6.3%", "7月29日 实际 50%", "计划 10月27日"]
    assert "3月31日 完成 6.3%" in curve(names=("目标", "完成", "预计", "原目标"))


def test_a_forecast_without_a_range_has_no_band():
    finish = date(2026, 11, 27)
    chart = curve(forecast=(*FORECAST[:2], finish, finish, finish))
    assert drawn(chart, "polygon", **{"class": "band"}) == []
    assert "预计 11月27日" in words(chart)


@pytest.mark.parametrize("percent", [20, 90])
def test_the_latest_percent_stands_on_the_side_where_the_plan_does_not_run(percent):
    chart = curve(actual=[(date(2026, 8, 1), percent)])
    (state,) = [node for node in parsed(chart).iter("text") if "state" in (node.get("class") or "")]
    (dot,) = drawn(chart, "circle", **{"class": "dot"})
    assert state.text == f"实际 {percent}%"
    assert (float(state.get("y")) > float(dot.get("cy"))) == (percent < planned_at(PLAN, date(2026, 8, 1)))


def test_a_curve_takes_what_there_is():
    assert drawn(curve(actual=[]), "polyline", **{"class": "act"}) == []
    assert drawn(curve(planned=[], actual=[]), "polyline") == []
    assert "计划" not in "".join(words(curve(planned=PLAN[:2])))  # a plan that stops halfway has no finish to name
    assert max(y for _, y in corners(drawn(curve(actual=[(TODAY, -5), (TODAY, 140)]), "polyline")[1])) <= 360 - 66


def test_a_day_of_another_year_is_written_with_it():
    assert (day_words(TODAY, STARTS), day_words(ENDS, STARTS)) == ("9月30日", "2027年6月30日")


def test_months_counted_on():
    assert (months_on(date(2026, 12, 31), 1), months_on(date(2026, 1, 1), 12)) == (date(2027, 1, 1), date(2027, 1, 1))
    assert month_whole(date(2028, 2, 5), date(2028, 2, 7)) == (date(2028, 2, 1), date(2028, 2, 29))


def test_planned_percent_between_and_beyond_the_points():
    days = [date(2026, 2, 1), date(2026, 4, 15), date(2026, 5, 30), date(2027, 1, 1)]
    assert [planned_at(PLAN, day) for day in days] == [0, 15, 30, 100]
    assert planned_at([], TODAY) == 0


@pytest.mark.parametrize(("value", "words"), [(50, "50%"), (Decimal("56.65"), "56.7%"), (0.04, "0%"), (100.0, "100%")])
def test_percents_are_rounded_half_up(value, words):
    assert shown(value) == words


def test_widths_of_words():
    assert (length("双桥路"), length("A1"), length("双A", 10)) == pytest.approx((36, 14.4, 16))
    assert (cut("双桥路", 36), cut("双桥路", 35), cut("双桥路", 24), cut("双桥路", 20)) == ("双桥路", "双…", "双…", "")


def test_drawings_are_the_same_each_time_without_noise_and_take_no_markup():
    def both():
        bar = Bar(date(2026, 7, 4), date(2026, 9, 9), EVIL, "late", 33.333, href=EVIL, tip=EVIL)
        mark = Mark(EVIL, 0, 0, STARTS, TODAY, tip=EVIL)
        rows = [Row(EVIL, EVIL, [bar], [Diamond(TODAY, EVIL, late=True)])]
        yield gantt(rows, starts=STARTS, ends=ENDS, today=TODAY, label=EVIL, marks=[mark])
        yield curve(label=EVIL, names=(EVIL,) * 4, forecast=FORECAST, baseline=PLAN)

    assert [*both()] == [*both()]
    for chart in both():
        assert "<script" not in chart
        assert parsed(chart).get("aria-label") == EVIL
        assert not re.search(r"\d\.\d{2}", chart)
