"""Tables with a row per area below, all read from one set of figures: T1, T2, T5, F2, F3 (DOMAIN §2.2, §9.2)."""

from dataclasses import replace
from decimal import Decimal

from reports.tables.shape import Column, Table

PLACE_WORDS = {"city": "区（县、市）", "district": "街道（镇、乡）", "street": "街道（镇、乡）"}


def wan(m2):
    return Decimal(m2) / 10000


def decimal(text):
    return None if text is None else Decimal(text)


def rank_of(row):
    return row.get("rank")


NUMBER = Column("order", ("序号",), "whole", width=5)
INVESTED = Column("invested", ("投资（万元）", "累计完成"), "money", lambda r: Decimal(r["invested"]), True, width=12)
PLAN = [
    Column("planned", ("年度计划", "小区（个）"), "whole", lambda r: r["plan"]["communities"], True, width=8),
    Column("households", ("年度计划", "户数（户）"), "whole", lambda r: r["plan"]["households"], True, width=9),
    Column("area", ("年度计划", "面积（万㎡）"), "wan", lambda r: wan(r["plan"]["floor_area_m2"]), True),
]
STARTED = [
    Column("started", ("开工", "已开工（个）"), "whole", lambda r: r["started"], True, width=8),
    Column("start_rate", ("开工", "开工率"), "rate", over=("started", "planned"), begun=True),
]
STARTED_AREA = [
    Column("started_area", ("启动面积（万㎡）", "已启动"), "wan", lambda r: wan(r["started_area_m2"]), True),
    Column("area_rate", ("启动面积（万㎡）", "启动率"), "rate", over=("started_area", "area"), begun=True),
    Column("due", ("启动面积（万㎡）", "应启动"), "wan", lambda r: wan(r["planned_by_now"]["floor_area_m2"]), True),
    Column("deviation", ("启动面积（万㎡）", "偏差（百分点）"), "points", lambda r: decimal(r["deviation"])),
]
COMPLETED = [
    Column("completed", ("完工", "已完工（个）"), "whole", lambda r: r["completed"], True, width=8),
    Column("completion", ("完工", "完工率"), "rate", over=("completed", "planned"), width=8),
]
MONEY = [
    Column("budget", ("投资（万元）", "年度计划"), "money", lambda r: Decimal(r["plan"]["investment"]), True, width=12),
    INVESTED,
    Column("paid", ("投资（万元）", "完成率"), "rate", over=("invested", "budget"), width=8),
]
STANDING = [
    Column("change", ("较上{span}（百分点）",), "points", lambda r: decimal(r.get("start_change")), width=9),
    Column("rank", ("排名",), "whole", rank_of, width=6),
    Column("warning", ("预警",), "text", lambda r: r["warning_label"] or "—", width=9),
]
BUILT = [
    Column("lifts", ("加装电梯（部）",), "whole", lambda r: r["delivered"]["lifts"], True),
    Column("parking", ("增设停车位（个）",), "whole", lambda r: r["delivered"]["parking_spaces"], True),
    Column("charging", ("电动汽车充电桩（个）",), "whole", lambda r: r["delivered"]["charging_points"], True),
    Column("pipes", ("改造老化管线（公里）",), "km", lambda r: Decimal(r["delivered"]["pipes_km"]), True),
    Column(
        "services",
        ("养老托育等服务设施（处）",),
        "whole",
        lambda r: r["delivered"]["service_facilities"],
        True,
        width=12,
    ),
]


def of_places(code, title, source, columns, unit, notes=(), planned=False):
    """A table of the areas below, best start rate first, ties in order of code (as the figures are sorted)."""
    place = Column("name", (PLACE_WORDS[source.area["level"]],), width=16)
    if source.figures["basis"] != "administrative":
        place = Column("name", ("管理机构",), width=16)
    columns = [NUMBER, place, *(of_span(column, source.span) for column in columns)]
    rows = source.rows(planned)
    return Table(
        code=code,
        title=f"{source.year_words}{source.whose}城镇老旧小区改造{title}",
        subtitle=source.subtitle(),
        unit=unit,
        columns=columns,
        rows=[cells(columns, row, number) for number, row in enumerate(rows, 1)],
        total={"name": "合计"} | standing(columns, source.figures),
        notes=[*(note.format(span=source.span) for note in notes), *source.notes()],
        as_of=source.as_of,
        number=len(rows),
    )


def of_span(column, span):
    """The column with 本周, 本月, 本季度 or 本年 in its headings."""
    return replace(column, head=tuple(words.format(span=span) for words in column.head))


def cells(columns, row, number):
    read = {column.key: column.read(row) for column in columns if column.read}
    return read | {"order": number, "name": row["name"]}


def standing(columns, figures):
    """What the total row says that is no sum: points and the colour of the whole."""
    return {c.key: c.read(figures) for c in columns if c.read and not c.summed and c.key != "rank"}


def t1(source):
    columns = [*PLAN, *STARTED, *STARTED_AREA, *COMPLETED, *MONEY, *STANDING]
    notes = ["排名、较上{span}按启动率（面积）计算，并列的名次相同，按区划代码排列；达到 100% 的记“全部开工”。"]
    return of_places("T1", "进展情况", source, columns, "个、户、万㎡、万元", notes, planned=True)


def t2(source):
    return of_places(
        "T2", "主要改造内容完成情况", source, BUILT, "部、个、公里、处", ["按各项目最近一次核实的进展累计。"]
    )


CASES = [
    Column("received", ("本{span}受理（件）",), "whole", lambda r: r["feedback"]["received"], True),
    Column("closed", ("本{span}办结（件）",), "whole", lambda r: r["feedback"]["closed"], True),
    Column("in_time", ("按期办结", "件数"), "whole", lambda r: r["feedback"]["closed_in_time"], True),
    Column("in_time_rate", ("按期办结", "占比"), "rate", over=("in_time", "closed")),
    Column("open", ("期末在办", "件数"), "whole", lambda r: r["feedback"]["open"], True),
    Column("overdue", ("期末在办", "其中超期"), "whole", lambda r: r["feedback"]["overdue"], True),
]


def t5(source):
    notes = ["按期办结：本{span}办结的诉求中，在答复期限以前答复的。"]
    return of_places("T5", "居民诉求办理情况", source, CASES, "件", notes)


PROGRESS = [
    Column("listed", ("应改造小区（个）",), "whole", lambda r: r["communities"], True, width=9),
    *PLAN,
    *STARTED,
    Column("started_households", ("开工", "涉及户数（户）"), "whole", lambda r: households(r, "numerator"), True),
    Column("household_rate", ("开工", "按户数开工率"), "rate", over=("started_households", "households"), begun=True),
    Column("new", ("开工", "本{span}新开工（个）"), "whole", lambda r: r["started_this_month"]["communities"], True),
    Column("building", ("在建（个）",), "whole", lambda r: r["building"], True, width=8),
    *COMPLETED,
    *MONEY,
]


def households(row, part):
    return row["rates"]["start_by_households"][part]


def f2(source):
    return of_places("F2", "进展情况表", source, PROGRESS, "个、户、万㎡、万元")


EFFECT = [
    Column("started", ("新开工小区（个）",), "whole", lambda r: r["started"], True, width=9),
    Column("started_households", ("惠及居民（户）",), "whole", lambda r: households(r, "numerator"), True),
    Column("started_area", ("建筑面积（万㎡）",), "wan", lambda r: wan(r["started_area_m2"]), True),
    Column("invested", ("完成投资（万元）",), "money", lambda r: Decimal(r["invested"]), True, width=12),
    *BUILT,
]


def f3(source):
    notes = ["累计数。惠及居民、建筑面积按已开工的小区；改造内容按各项目最近一次核实的进展。"]
    return of_places("F3", "效果情况表", source, EFFECT, "个、户、万㎡、万元、部、公里、处", notes)
