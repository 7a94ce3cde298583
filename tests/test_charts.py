"""Charts are pure functions: plain data in, one well-formed drawing out that says in a sentence what it shows."""

import json
from xml.etree import ElementTree

import pytest

from core.charts import bars, map, trend
from core.charts.svg import picture, tag, text

MONTHS = [f"{n}月" for n in range(1, 13)]
PLAN = [0, 10, 25, 60, 120, 200, 300, 420, 560, 680, 760, 800]
ACTUAL = [0, 8, 20, 50, 100, 190, 310]
EVIL = '"><script>alert(1)</script>'


def parsed(drawing):
    return ElementTree.fromstring(drawing)


def drawn(drawing, name, **attributes):
    found = parsed(drawing).iter(name)
    return [node for node in found if all(node.get(key) == value for key, value in attributes.items())]


@pytest.fixture(scope="module")
def squares(tmp_path_factory):
    """Two square areas side by side, the second one of two parts."""

    def ring(west, south, side=1.0):
        return [[west, south], [west + side, south], [west + side, south + side], [west, south + side], [west, south]]

    features = [
        {
            "properties": {"adcode": 1},
            "geometry": {"type": "Polygon", "coordinates": [ring(120, 29)]},
        },
        {
            "properties": {"adcode": 2},
            "geometry": {"type": "MultiPolygon", "coordinates": [[ring(121, 29)], [ring(121, 30, 0.2)]]},
        },
    ]
    path = tmp_path_factory.mktemp("map") / "squares.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return str(path)


def shapes(**changes):
    first = {"key": "1", "name": "甲区", "fill": map.RAMP[0], "words": "53%", "tip": "甲区 53%", "url": "/?area=1"}
    second = {"key": "2", "name": "乙区", "fill": map.RAMP[4], "where": (121.5, 29.5)}
    return [map.Shape(**first | changes), map.Shape(**second)]


@pytest.mark.parametrize("narrow", [False, True])
def test_the_trend_draws_plan_whole_and_actual_as_far_as_it_is_known(narrow):
    chart = trend.trend(MONTHS, PLAN, ACTUAL, label="计划与实际", tips=MONTHS, narrow=narrow)
    (plan,), (actual,) = drawn(chart, "polyline", **{"class": "plan"}), drawn(chart, "polyline", **{"class": "act"})
    assert (len(plan.get("points").split()), len(actual.get("points").split())) == (12, 7)
    assert len(drawn(chart, "rect", fill="var(--c1)")) == 7  # a bar for each month that has been
    assert len(drawn(chart, "rect", **{"stroke-dasharray": "3 3"})) == 5  # the plan's outline for those to come
    assert [node.get("data-tip") for node in drawn(chart, "rect", fill="transparent")] == MONTHS


def test_the_trend_without_a_past_draws_the_plan_alone():
    chart = trend.trend(MONTHS, PLAN, [], label="计划", tips=MONTHS)
    assert drawn(chart, "polyline", **{"class": "act"}) == []
    assert "实际" not in "".join(parsed(chart).itertext())


def test_lines_lie_where_the_figures_say():
    frame = trend.Frame(700, 400, 46, 96, 16, 74, 12)
    assert (frame.y(0, 800), frame.y(800, 800)) == (frame.base, frame.top)
    assert frame.y(400, 800) == (frame.base + frame.top) / 2
    assert frame.x(1) - frame.x(0) == frame.step


@pytest.mark.parametrize(("value", "top"), [(1, 1), (7, 8), (95, 100), (101, 200), (801, 1000), (1000, 1000)])
def test_axes_end_on_round_numbers(value, top):
    assert trend.nice(value) == top


def test_steps_of_a_cumulative_row():
    assert trend.steps_of([1, 3, 3, 10]) == [1, 2, 0, 7]


def test_the_map_links_and_fills_each_area(squares):
    drawing = map.area_map(squares, shapes(), [(120.5, 29.5), (150, 60)], label="启动率")
    (link,) = drawn(drawing, "a")
    assert (link.get("href"), link.get("data-tip"), link.get("aria-label")) == ("/?area=1", "甲区 53%", "甲区 53%")
    assert [path.get("fill") for path in drawn(drawing, "path")] == [map.RAMP[0], map.RAMP[4]]
    assert drawn(drawing, "path")[1].get("d").count("Z") == 2  # both parts
    assert len(drawn(drawing, "circle")) == 1  # a point outside the picture is not drawn
    assert "乙区" in "".join(parsed(drawing).itertext())


def test_the_inset_repeats_the_crowded_part(squares):
    inset = map.View(120.2, 120.8, 29.2, 29.8, x=400, y=4, width=110, height=110)
    drawing = map.area_map(squares, shapes(where=(120.5, 29.5), in_inset=True), [(120.5, 29.5)], label="", inset=inset)
    assert len(drawn(drawing, "path")) == 4
    assert len(drawn(drawing, "circle")) == 2
    assert "".join(parsed(drawing).itertext()).count("甲区") == 1  # named once, where there is room


def test_a_view_keeps_the_shape_of_the_land(squares):
    view = map.fit(squares, ["1"], width=500, height=500)
    (west, south), (east, north) = view.at((120, 29)), view.at((121, 30))
    assert south - north == pytest.approx(500)
    assert east - west == pytest.approx(500 * view.flat)
    assert view.flat == pytest.approx(0.8704, abs=0.0001)


@pytest.mark.parametrize(("percent", "step"), [(-5, 0), (0, 0), (19.9, 0), (20, 1), (99.9, 4), (100, 4), (130, 4)])
def test_shades(percent, step):
    assert map.shade(percent) == map.RAMP[step]


def test_parts_of_a_whole_fill_the_bar_in_proportion():
    drawing = bars.stacked([("市级", 30), ("区级", 60), ("居民", 10)], label="资金来源", width=100)
    assert [node.get("width") for node in drawn(drawing, "rect")] == ["28", "58", "8"]
    assert [node.get("data-tip") for node in drawn(drawing, "rect")] == ["市级 30", "区级 60", "居民 10"]


@pytest.mark.parametrize("values", [[3], [0, 0, 0], [1, 5, 2]])
def test_a_spark_takes_what_there_is(values):
    assert len(drawn(bars.spark(values, label="走势"), "polyline")[0].get("points").split()) == len(values)


def test_every_drawing_says_what_it_shows():
    for drawing in (
        trend.trend(MONTHS, PLAN, ACTUAL, label="一句话", tips=[]),
        bars.stacked([("甲", 1)], label="一句话"),
        bars.spark([1, 2], label="一句话"),
    ):
        assert (parsed(drawing).get("role"), parsed(drawing).get("aria-label")) == ("img", "一句话")


def test_names_cannot_become_markup(squares):
    for drawing in (
        trend.trend([EVIL], [1], [1], label=EVIL, tips=[EVIL], unit=EVIL),
        map.area_map(squares, shapes(name=EVIL, words=EVIL, tip=EVIL, url=EVIL, where=(120.5, 29.5)), [], label=EVIL),
        bars.stacked([(EVIL, 1)], label=EVIL),
        picture(1, 1, [EVIL, tag("g", EVIL), text(0, 0, EVIL)], label=EVIL),
    ):
        assert "<script" not in drawing
        assert parsed(drawing).get("aria-label") == EVIL
