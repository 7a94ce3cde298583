"""What an item of the catalogue counts as, in which unit, and which lacks it mends; ships as a CSV.

`depth` is DOMAIN §1.2: the pilots did façades, greening and roads (surface); what residents lacked was W04–W15 and T
(functional); everything else is basic. `gaps` names the items of completeness, `wanted` the wish of the survey.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "item_depth.csv"
FUNCTIONAL, SURFACE, BASIC = "functional", "surface", "basic"
DEPTHS = {FUNCTIONAL: "功能性", SURFACE: "表面性", BASIC: "基础性"}
BASIC_CLASS = "basic"  # 基础类: every item of it is answered (国办发〔2020〕23号: 应改尽改)


@dataclass(frozen=True)
class Entry:
    depth: str
    measure: str
    gaps: tuple[int, ...]
    wanted: str


UNKNOWN = Entry(BASIC, "", (), "")


@cache
def entries() -> dict[str, Entry]:
    """{code: Entry} in the order of the catalogue."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return {row["code"]: read(row) for row in csv.DictReader(file)}


def read(row):
    gaps = tuple(int(no) for no in row["gaps"].split(";") if no)
    return Entry(row["depth"], row["measure"], gaps, row["wanted"])


def entry(code):
    """Of an item that another place added to the catalogue nothing is known: it counts as basic."""
    return entries().get(code, UNKNOWN)


def codes(depth):
    return [code for code, one in entries().items() if one.depth == depth]
