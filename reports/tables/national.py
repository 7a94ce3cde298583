"""The published national table's look, for the city's districts or for any sheet in its form (DOMAIN §2.3).

序号, place, communities begun, rate of starts; sorted by rate, 全部开工 first, 合计 last, 全部开工 at 100 % and above.
The ministry prints whole percents and sorts by what it does not print: within one printed percent its table of June
2023 keeps neither the order of codes (湖北 江苏 江西) nor of counts (浙江 358, then 辽宁 1,366). Here places are sorted
by the exact rate, equal ones in order of code; a sheet that brings printed rates only keeps its own order among equals.
"""

import csv
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from io import StringIO

from core.errors import Refused
from reports.tables.shape import ALL_BEGUN, Column, Table

STARTED = Column("started", ("新开工小区数（个）",), "whole", summed=True, width=14)
PLANNED = Column("planned", ("计划小区数（个）",), "whole", summed=True, width=14, hidden=True)
RATE = Column("rate", ("开工率",), "rate", over=("started", "planned"), begun=True, total_form="rate", width=12)
ORDER = Column("order", ("序号",), "whole", width=6)
NOTE = "按开工率由高到低排列，相同的按区划代码排列；达到 100% 的记“全部开工”。开工率＝已开工小区数÷计划小区数。"
PLACE_HEADS, RATE_HEADS = ("省份", "地区", "区（县、市）", "街道（镇、乡）"), ("开工率",)
LONGEST = 5000  # lines; the country has fewer than 3,000 counties


def of_figures(source, whole_percents=False):
    """The areas below, as the ministry shows provinces."""
    rows = [
        {"name": row["name"], "code": row["code"], "started": row["started"], "planned": row["plan"]["communities"]}
        for row in source.rows()
    ]
    form = "rate0" if whole_percents else "rate"
    return Table(
        code="G1",
        title=f"{source.year_words}{source.whose}城镇老旧小区改造进展情况",
        subtitle=source.subtitle(),
        columns=columns("地区", form),
        rows=numbered(sorted(rows, key=lambda row: (-share(row), row["code"]))),
        total={"order": "合计", "name": ""},
        notes=[NOTE, *source.notes()],
        as_of=source.as_of,
        number=len(rows),
    )


def columns(place, form):
    return [ORDER, Column("name", (place,), width=16), STARTED, replace(RATE, form=form), PLANNED]


def share(row):
    return Decimal(row["started"]) / row["planned"] if row["planned"] else Decimal(-1)


def numbered(rows):
    return [row | {"order": number} for number, row in enumerate(rows, 1)]


def of_sheet(text, title, as_of, subtitle=""):
    """A CSV in the published form (省份, 新开工小区数（个）, 开工率 or 计划小区数（个）), sorted and numbered."""
    lines = [line for line in csv.reader(StringIO(text.lstrip("\ufeff"))) if any(cell.strip() for cell in line)]
    if not lines or len(lines) > LONGEST:
        raise Refused("bad_sheet", "表里没有内容，或者太长", {"file": ["表里没有内容，或者太长"]})
    place, found = positions(lines[0])
    rows, total = [], {"order": "合计", "name": ""}
    for number, line in enumerate(lines[1:], 2):
        row = read_row(line, found, number)
        if "合计" in (cell.strip() for cell in line):
            total |= {"rate": row["rate"]}
        else:
            rows.append(row)
    planned = "planned" in found
    shown = (
        columns(place, "rate0") if planned else [*columns(place, "rate0")[:3], replace(RATE, over=None, form="text")]
    )
    rate = share if planned else printed_rate
    return Table(
        code="G1",
        title=title,
        subtitle=subtitle,
        columns=shown,
        rows=numbered(sorted(rows, key=lambda row: -rate(row))),
        total=total if not planned else total | {"rate": None},
        notes=[],
        as_of=as_of,
        number=len(rows),
    )


def positions(heads):
    """The heading of the places and {key: column of the sheet}."""
    heads = [head.strip().replace("(", "（").replace(")", "）") for head in heads]
    place = next((head for head in heads if head in PLACE_HEADS), None)
    found = {"name": place, "started": "新开工小区数（个）", "rate": "开工率", "planned": "计划小区数（个）"}
    found = {key: heads.index(head) for key, head in found.items() if head in heads}
    missing = [word for key, word in (("name", "地区"), ("started", "新开工小区数（个）")) if key not in found]
    if not missing and not {"rate", "planned"} & set(found):
        missing = ["开工率或计划小区数（个）"]
    if missing:
        words = f"第一行没有“{'”“'.join(missing)}”这一列"
        raise Refused("bad_sheet", words, {"file": [words]})
    return place, found


def read_row(line, found, number):
    cells = {key: line[at].strip() if at < len(line) else "" for key, at in found.items()}
    try:
        row = {"name": cells["name"], "started": int(cells["started"]), "rate": cells.get("rate") or None}
        if "planned" in cells:
            row["planned"] = int(cells["planned"])
        elif row["rate"]:
            printed_rate(row)
    except (ValueError, InvalidOperation):
        words = f"第 {number} 行的数字读不懂：{'、'.join(line)}"
        raise Refused("bad_sheet", words, {"file": [words]}) from None
    return row


def printed_rate(row):
    """A printed rate as a number to sort by: 全部开工 stands above everything."""
    if row["rate"] is None:
        return Decimal(-1)
    return Decimal("Infinity") if row["rate"] == ALL_BEGUN else Decimal(row["rate"].rstrip("%％"))
