"""The figures as pictures: what core.charts draws, told in the words of the programme."""

from decimal import Decimal

from django.conf import settings

from core.charts.lines import pair
from core.charts.map import Shape, View, area_map, outlines, shade
from core.charts.trend import trend
from core.templatetags.house import wan, wan_number

BOUNDARIES = settings.BASE_DIR / "communities" / "data" / "ningbo_districts.geojson"
CORE = View(121.425, 121.735, 29.785, 29.998, x=330, y=4, width=188, height=149)  # where most communities stand
IN_CORE = {
    "330203": (121.49, 29.861),
    "330205": (121.522, 29.956),
    "330211": (121.66, 29.96),
    "330212": (121.65, 29.834),
}
LABELS = IN_CORE | {
    "330206": (121.84, 29.86),
    "330213": (121.33, 29.62),
    "330225": (121.83, 29.42),
    "330226": (121.44, 29.32),
    "330281": (121.12, 29.99),
    "330282": (121.32, 30.2),
}
MARKS = {"red": "▲", "amber": "◆", "blue": "●", "green": "✓"}
NO_PLAN, PALE = "var(--grey-t)", "var(--m1)"


def plan_and_actual(months, word, band=()):
    """{"wide", "narrow"}: the same cumulative chart for a screen and for a phone; empty without months."""
    if not months:
        return {}
    past = [month for month in months if month["actual"] is not None]
    drawing = {
        "labels": [month["label"] for month in months],
        "planned": [Decimal(month["planned_total"]) / 10000 for month in months],
        "actual": [Decimal(month["actual_total"]) / 10000 for month in past],
        "band": [(place, *(Decimal(value) / 10000 for value in values)) for place, *values in band],
        "label": sentence(months, past, word) + outlook(band),
        "tips": [tip(month) for month in months],
    }
    return {"wide": trend(**drawing, unit=" 万㎡"), "narrow": trend(**drawing, narrow=True)}


def sentence(months, past, word):
    whole = f"计划共 {wan(months[-1]['planned_total'])}"
    if not past:
        return f"{word}累计启动面积：{whole}，尚未开始。"
    now = past[-1]
    done = f"到{now['label']}计划 {wan(now['planned_total'])}，实际 {wan(now['actual_total'])}"
    return f"{word}累计启动面积：{done}；{whole}。"


def outlook(band):
    """ "按目前进度到年底预计 781.00 万㎡（752.00 万㎡—806.00 万㎡）。", or nothing."""
    if len(band) < 2:
        return ""
    _, low, middle, high = band[-1]
    return f"按目前进度，到年底预计启动 {wan(middle)}（{wan(low)}—{wan(high)}）。"


def tip(month):
    lines = [f"{month['label']}　累计计划 {wan(month['planned_total'])}"]
    if month["actual"] is not None:
        lines.append(f"累计实际 {wan(month['actual_total'])}")
        lines.append(f"当期 {wan_number(month['actual'])} / 计划 {wan(month['planned'])}")
    else:
        lines.append(f"当期计划 {wan(month['planned'])}")
    return "\n".join(lines)


def two_lines(label, own, other):
    """Cumulative start rates of two places, in % of their plans; `own` and `other` are (name, months)."""
    drawn = []
    for _, months in (own, other):
        past = [month["actual_total"] for month in months if month["actual_total"] is not None]
        whole = months[-1]["planned_total"] if months else 0
        drawn.append([Decimal(value) * 100 / whole for value in past] if whole else [])
    return pair(drawn, [month["label"] for month in (own[1] or other[1])], (own[0], other[0]), label=label)


def area_picture(found, dots, link):
    """The city's districts by start rate, or the district that an area lies in; dots are communities under works."""
    code = found["area"]["code"]
    name = found["area"]["name"]
    if len(code) == 4:
        shapes = [district(row, link) for row in found["by_area"] if row["code"] in outlines(BOUNDARIES)]
        label = f"{name}各地启动率与预警，数据见排名表；点为在改小区"
        return area_map(BOUNDARIES, shapes, dots, label=label, inset=CORE) if shapes else ""
    if code[:6] not in outlines(BOUNDARIES):
        return ""
    own = Shape(code[:6], name, PALE)
    return area_map(BOUNDARIES, [own], dots, label=f"{name}在改小区 {len(dots)} 个的位置")


def district(row, link):
    """A district's shape: darker with its start rate, named with its warning."""
    percent = row["rates"]["start"]["percent"]
    fill = NO_PLAN if percent is None else shade(float(percent))
    words = "" if percent is None else f"{MARKS[row['warning']]} {Decimal(percent):.0f}%"
    return Shape(
        row["code"],
        row["name"],
        fill,
        words=words,
        tip=district_tip(row),
        url=link(row["code"]),
        where=LABELS.get(row["code"]),
        in_inset=row["code"] in IN_CORE,
    )


def district_tip(row):
    if not row["plan"]["communities"]:
        return f"{row['name']}\n没有列入计划的小区"
    return (
        f"{row['name']}　{row['warning_label']}\n"
        f"计划 {wan(row['plan']['floor_area_m2'])}，已启动 {wan(row['started_area_m2'])}\n"
        f"启动率 {row['rates']['start']['percent']}%，偏差 {row['deviation']} 个百分点\n"
        f"在改小区 {row['building']} 个"
    )
