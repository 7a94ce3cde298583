"""Over the years: what each plan year promised and what became of it, of an area and of the areas below it."""

from decimal import Decimal

from core.charts.lines import pair
from reports import cockpit, figures
from reports.rates import percent
from reports.rollups import store

WAN = 10000


def plan_rows(found):
    """[(name, unit, what it means, [value per year])] of [figures per plan year]."""
    lift, rate = (lambda f, key: f["delivered"][key]), (lambda f, key: f["rates"][key]["percent"])
    area = lambda m2: Decimal(m2) / WAN  # noqa: E731
    table = [
        ("计划小区", "个", "列入当年计划的小区，同一小区只计一次", lambda f: f["plan"]["communities"]),
        ("计划面积", "万㎡", "列入当年计划小区的建筑面积", lambda f: area(f["plan"]["floor_area_m2"])),
        ("已开工小区", "个", "其中实际进场日期已到的", lambda f: f["started"]),
        ("已完工小区", "个", "其中全部项目已竣工验收的", lambda f: f["completed"]),
        ("启动率", "%", "已启动面积÷计划面积", lambda f: rate(f, "start")),
        ("完工率", "%", "已完工面积÷计划面积", lambda f: rate(f, "completion")),
        ("涉及户数", "户", "计划小区的户数", lambda f: f["plan"]["households"]),
        ("计划投资", "亿元", "当年计划项目的计划投资", lambda f: Decimal(f["plan"]["investment"]) / WAN),
        ("完成投资", "亿元", "各项目最近一次核实的累计完成数", lambda f: Decimal(f["invested"]) / WAN),
        ("加装电梯", "部", "核实的月度进展累计", lambda f: lift(f, "lifts")),
        ("增设停车位", "个", "核实的月度进展累计", lambda f: lift(f, "parking_spaces")),
        ("充电桩", "个", "核实的月度进展累计", lambda f: lift(f, "charging_points")),
        ("改造管线", "公里", "核实的月度进展累计", lambda f: lift(f, "pipes_km")),
        ("养老托育等设施", "处", "核实的月度进展累计", lambda f: lift(f, "service_facilities")),
    ]
    return [(name, unit, why, [value(one) for one in found]) for name, unit, why, value in table]


def ledger_rows(parts):
    """The same of what rollups alone know; `parts` is [rollups per year]."""
    money = [cockpit.funds(one) for one in parts]
    said, deep = [cockpit.voices(one) for one in parts], [cockpit.depth(one) for one in parts]
    return [
        ("资金到位率", "%", "当年到位资金÷当年计划资金", [one["arrival"].percent for one in money]),
        ("居民和社会出资", "%", "居民和社会资金÷当年计划资金", [one["others"].percent for one in money]),
        ("功能性投资占比", "%", "功能性÷（功能性＋表面性），按计划投资", [one["functional"].percent for one in deep]),
        ("公布结果的表决和征询", "次", "当年公布结果的", [one["vote"][0] + one["consultation"][0] for one in said]),
        ("诉求按期办结率", "%", "按期办结÷（办结＋到期未办结），当年受理的",
         [percent(*reversed(one["in_time"])) for one in said]),
        ("回访满意率", "%", "满意÷答复了回访的，当年受理的", [percent(*reversed(one["satisfied"])) for one in said]),
    ]  # fmt: skip


def years(today):
    return [year for year in store.years() if year <= today.year]


def trends(area, asked):
    """{"rows", "picture", "places"} of an area over some plan years; a constant number of statements per year."""
    found = [figures.plan(area.pk, year) for year in asked]
    parts = [store.read(area.pk, year, ("funds", "depth", "voices")) for year in asked]
    areas = [[one["plan"]["floor_area_m2"], one["started_area_m2"], one["completed_area_m2"]] for one in found]
    names = ("计划", "启动", "完工")
    lines = [[Decimal(own[n]) / WAN for own in areas] for n in range(3)]
    label = f"{area.name}各计划年度的面积（万㎡），数据见下表"
    return {
        "rows": plan_rows(found) + ledger_rows(parts),
        "picture": pair(lines, [str(year) for year in asked], names, label=label, unit="") if asked else "",
        "places": places(found),
    }


def places(found):
    """[(code, name, [completion rate per year])] of the areas below."""
    below = {}
    for number, one in enumerate(found):
        for row in one["by_area"]:
            below.setdefault(row["code"], (row["name"], [None] * len(found)))[1][number] = row["rates"]["completion"]
    return [(code, name, rates) for code, (name, rates) in sorted(below.items())]
