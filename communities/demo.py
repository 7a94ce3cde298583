"""The demo city's register: 699 invented communities whose totals are exactly those of the proposal (DOMAIN §12.1).

Deterministic: the same `today` gives the same workbook, cell for cell. The workbook is written with the headers a
street office would use and is loaded through the ordinary import.
"""

import math
import random
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

from accounts.models import Area
from accounts.policy import Act
from communities.baselines import demo as baselines
from communities.buildings import demo as buildings
from communities.completeness import demo as completeness
from communities.facilities import demo as facilities
from communities.facilities.models import FacilityKind
from communities.register.models import Community, RenovationUnit
from communities.stock import demo as stock
from communities.strategy import demo as strategy
from communities.surveys import demo as surveys
from communities.units import demo as unit_demo
from core.changes import change_many, snapshot

SEED = 20200710
NEAR = 0.006  # degrees between estates of one unit: some 600 m
TOTAL_M2, TAKEN_UP_M2, THIS_YEAR_M2 = 28_860_000, 4_380_000, 8_012_600
TAKEN_UP, THIS_YEAR = 101, 187
# communities per district (six core districts: 425), and the middle of its built-up area (GCJ-02)
DISTRICTS = {
    "330203": (118, 121.530, 29.868),
    "330205": (62, 121.552, 29.905),
    "330206": (46, 121.845, 29.900),
    "330211": (54, 121.705, 29.958),
    "330212": (121, 121.585, 29.848),
    "330213": (24, 121.405, 29.655),
    "330225": (52, 121.872, 29.478),
    "330226": (58, 121.430, 29.290),
    "330281": (86, 121.155, 30.045),
    "330282": (78, 121.255, 30.175),
}
BUSY = {"330203006": 9, "330212012": 12}  # the demo street offices have something to do
FIRST = "文昌 望湖 曙光 永宁 槐树 桂花 朝晖 丹凤 紫荆 柳岸 安泰 明珠 东湾 西河 南塘 北渡 甬水 江畔 春晓 秋实 翠柏 青林 白鹭 锦绣 双桥 月河 芝兰 和义 惠风 清源 长春 新芝 华光 百合 荷塘 兰亭 樟树 泰安 康宁 友谊".split()  # noqa: E501
LAST = "新村 小区 花园 里 坊 苑 公寓 一村 二村 东区 西区 弄 家园".split()
ROADS = "中山 人民 解放 环城 柳汀 大庆 江东 宁波 兴宁 百丈 曙光 通途 槐树 永丰 丽园".split()
COMPANIES = "甬安物业 明州物业 海晏物业 三江物业 四明物业".split()
HEADERS = [
    "小区编号", "小区名称", "曾用名", "区（县、市）", "街道（镇、乡）", "社区", "地址", "经度", "纬度",
    "建成年份", "建筑面积（㎡）", "楼栋数（幢）", "单元数（个）", "户数（户）", "人口（人）", "60岁以上（人）",
    "结构", "物业模式", "物业单位", "已改造轮次", "历次改造", "状态", "改造方式",
]  # fmt: skip


@dataclass
class Estate:
    """One invented community: its row in the workbook, and the year the programme takes it up."""

    street: Area
    cells: dict
    take_up_year: int


def estates(year):
    """The 699 estates in district order; `year` is the first year of the three-year action."""
    rng = random.Random(SEED)
    streets = [street for code, (count, *_) in DISTRICTS.items() for street in choose_streets(rng, code, count)]
    years = take_up_years(rng, len(streets), year)
    sizes = floor_areas(rng, years, year)
    names, numbers = set(), {}
    return [estate(rng, *row, names, numbers) for row in zip(streets, years, sizes, strict=True)]


def choose_streets(rng, district, count):
    """A street for each of a district's estates: 街道 only, older and inner ones more often."""
    streets = [a for a in Area.objects.today().streets().filter(parent_id=district) if int(a.code[6:]) < 100]
    fixed = [a for a in streets for _ in range(BUSY.get(a.code, 0))]
    weights = [1 / (rank + 4) for rank in range(len(streets))]
    return sorted(fixed + rng.choices(streets, weights, k=count - len(fixed)), key=lambda a: a.code)


def take_up_years(rng, count, year):
    """101 in the two years before, 187 this year, the rest in the two years after."""
    rest = count - TAKEN_UP - THIS_YEAR
    years = [year - 2] * 43 + [year - 1] * (TAKEN_UP - 43) + [year] * THIS_YEAR
    years += [year + 1] * (rest // 2) + [year + 2] * (rest - rest // 2)
    rng.shuffle(years)
    return years


def floor_areas(rng, years, year):
    """Skewed sizes (log-normal, 0.3–25 万㎡), scaled so that each group's sum is exact to the square metre."""
    drawn = [min(max(rng.lognormvariate(10.35, 0.75), 3000), 245_000) for _ in years]
    groups = [
        (TAKEN_UP_M2, [i for i, y in enumerate(years) if y < year]),
        (THIS_YEAR_M2, [i for i, y in enumerate(years) if y == year]),
        (TOTAL_M2 - TAKEN_UP_M2 - THIS_YEAR_M2, [i for i, y in enumerate(years) if y > year]),
    ]
    sizes = [0] * len(years)
    for total, members in groups:
        factor = total / sum(drawn[i] for i in members)
        for i in members:
            sizes[i] = round(drawn[i] * factor)
        middle = sorted(members, key=lambda i: sizes[i])[len(members) // 2]
        sizes[middle] += total - sum(sizes[i] for i in members)
    return sizes


def estate(rng, street, take_up_year, size, names, numbers):
    numbers[street.code] = numbers.get(street.code, 0) + 1
    households = max(round(size / 95 * rng.uniform(0.88, 1.12)), 12)
    buildings = max(round(households / rng.uniform(36, 52)), 1)
    residents = round(households * rng.uniform(2.1, 2.6))
    mode = rng.choices(["专业物业", "社区托管", "居民自管", "业委会自管", "失管"], [34, 30, 14, 8, 14])[0]
    rounds = rng.choices([0, 1, 2], [60, 32, 8])[0]
    longitude, latitude = place(rng, street)
    cells = [
        f"{street.code}{numbers[street.code]:04d}", name(rng, street, names), "", street.parent.name, street.name,
        neighbourhood(rng, street), f"{rng.choice(ROADS)}{rng.choice(['路', '街', '巷'])}{rng.randint(1, 399)}弄",
        longitude, latitude, built_year(rng), size, buildings, buildings * rng.randint(2, 4), households, residents,
        round(residents * rng.uniform(0.24, 0.41)), rng.choices(["砖混", "框架", "混合"], [86, 9, 5])[0], mode,
        rng.choice(COMPANIES) if mode == "专业物业" else "", rounds, "背街小巷整治" if rounds else "", "入库",
        rng.choices(["综合整治", "拆改结合", "自主更新"], [93, 5, 2])[0],
    ]  # fmt: skip
    return Estate(street, dict(zip(HEADERS, cells, strict=True)), take_up_year)


def name(rng, street, names):
    while True:
        new = rng.choice(FIRST) + rng.choice(LAST)
        if (street.parent_id, new) not in names:
            names.add((street.parent_id, new))
            return new


def neighbourhood(rng, street):
    own = [a.name for a in street.children.all() if a.name.endswith("社区居委会")]
    return rng.choice(own) if own else ""


def place(rng, street):
    """Streets lie around the middle of their district, estates around the middle of their street."""
    _, x, y = DISTRICTS[street.parent_id]
    own = random.Random(f"{SEED}{street.code}")
    x, y = x + own.gauss(0, 0.016), y + own.gauss(0, 0.011)
    return round(x + rng.gauss(0, 0.005), 6), round(y + rng.gauss(0, 0.004), 6)


def built_year(rng):
    return min(round(rng.triangular(1978, 2001, 1991)), 2000) if rng.random() < 0.94 else rng.randint(2001, 2004)


def write_workbook(path, rows):
    """The workbook a bureau would send: one sheet, its headers, a row per estate."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "演示数据", "created": datetime(2020, 7, 10)})  # the same bytes every time
        sheet = book.add_worksheet("小区台账")
        for number, row in enumerate([HEADERS, *(e.cells.values() for e in rows)]):
            sheet.write_row(number, 0, list(row))


def finish(rows, *, by):
    """After the import: renovation units of neighbouring estates."""
    communities = {c.code: c for c in Community.objects.all()}
    units(random.Random(SEED + 1), communities, by=by)


def units(rng, communities, *, by):
    """Neighbouring estates of one street taken together by threes or so, for about half of the streets' estates."""
    groups, members = [], []
    by_street = {}
    for c in communities.values():
        by_street.setdefault(c.area_id, []).append(c)
    for street, own in sorted(by_street.items()):
        own.sort(key=lambda c: (c.longitude, c.latitude))
        while len(own) >= 3 and rng.random() < 0.72:
            taken = neighbours(own, min(rng.randint(2, 5), len(own)))
            own = [c for c in own if c not in taken]
            if len(taken) < 2:
                continue
            title = f"{taken[0].name[:2]}—{taken[-1].name[:2]}片区"
            groups.append(RenovationUnit(code=f"PQ{street[:6]}{len(groups) + 1:03d}", name=title, area_id=street))
            members.append(taken)
    distinct(groups)
    change_many([(unit, {}) for unit in groups], by=by, act=Act.UNIT_EDIT, note="演示数据")
    moved, alone = [], [(unit, snapshot(unit)) for unit in groups]
    for unit, taken in zip(groups, members, strict=True):
        for c in taken:
            before = snapshot(c)
            c.unit = unit
            moved.append((c, before))
    change_many(moved, by=by, act=Act.UNIT_EDIT, note="演示数据")
    change_many(alone, by=by, act=Act.UNIT_EDIT, note="演示数据")


def neighbours(own, size):
    """The first estate and those nearest to it, none farther than NEAR."""
    apart = {c.pk: math.dist((own[0].longitude, own[0].latitude), (c.longitude, c.latitude)) for c in own}
    return sorted((c for c in own if apart[c.pk] < NEAR), key=lambda c: (apart[c.pk], c.pk))[:size]


def distinct(groups):
    seen = set()
    for unit in groups:
        while (unit.area_id, unit.name) in seen:
            unit.name = unit.name.replace("片区", "二片区", 1)
        seen.add((unit.area_id, unit.name))


def furnish(*, today, rng, by):
    """What the subjects of this floor know of the demo communities, from the ground up."""
    communities = list(Community.objects.select_related("area", "district").order_by("code"))
    unit_demo.build(today=today, rng=rng, by=by)
    baselines.build(communities, rng=rng, by=by)
    buildings.build(communities, today=today, rng=random.Random(SEED + 4), by=by)
    surveys.build(communities, today=today, rng=rng, by=by)
    completeness.build(communities, today=today, rng=rng, by=by)
    facilities.build(communities, today=today, rng=rng, by=by)
    kinds = set(FacilityKind.objects.values_list("pk", flat=True))
    stock.build(communities, today=today, rng=random.Random(SEED + 5), by=by, kinds=kinds)


def settle(*, today, rng, by):
    """Once the programme has taken communities up: how each of them is renewed."""
    taken_up = Community.objects.exclude(plan_year=None).select_related("district").order_by("code")
    strategy.build(list(taken_up), today=today, rng=rng, by=by)
