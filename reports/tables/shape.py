"""One kind of table for every statutory table: what it says, apart from how it is written down.

A table knows its words (title, date and 口径, unit, notes), its columns under a tree of headings, and its rows. Values
are exact (integers, decimals, fractions of two columns); only what is printed is rounded, half up (DOMAIN §9.3).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reports.rates import half_up

ALL_BEGUN = "全部开工"
NONE = "—"
PLACES = {
    "whole": "1",
    "wan": "0.01",
    "money": "0.01",
    "km": "0.01",
    "points": "0.1",
    "tenth": "0.1",
    "rate": "0.1",
    "rate0": "1",
}
RATES = ("rate", "rate0")


@dataclass(frozen=True)
class Column:
    """A column: its headings from the top down, what its values are and how its total comes about.

    `form` is "text", "whole" (a count), "wan" (万㎡), "money" (万元), "km", "points" (with a sign), "tenth",
    "rate" (one decimal) or "rate0" (whole percent). A rate is `over` = (numerator's key, denominator's key) of its own
    row, in the total row as well.
    """

    key: str
    head: tuple
    form: str = "text"
    read: Callable | None = None
    summed: bool = False
    over: tuple | None = None
    begun: bool = False  # a rate of starts: at 100 % and above it reads 全部开工 (DOMAIN §2.3)
    total_form: str = ""
    width: int = 10
    hidden: bool = False  # the denominator of a printed rate that is not printed itself

    @property
    def label(self):
        return "".join(self.head)

    @property
    def numeric(self):
        return self.form != "text"


@dataclass
class Table:
    """`rows` are dicts by column key, read once; `total` holds what the total row says beside the sums."""

    code: str
    title: str
    columns: list
    rows: Iterable
    as_of: date
    subtitle: str = ""
    unit: str = ""
    notes: list = field(default_factory=list)
    total: dict | None = None
    number: int | None = None  # how many rows, where that is known without reading them

    def __post_init__(self):
        self.sums = {column.key: 0 for column in self.columns if column.summed}

    def body(self):
        """The rows, added up as they pass, so that a long table is never held in memory."""
        sums = dict.fromkeys(self.sums, 0)
        for row in self.rows:
            for key in sums:
                sums[key] += row.get(key) or 0
            yield row
        self.sums = sums

    def total_row(self):
        """Sums and given words of the total row; right when `body` has been read to its end."""
        return None if self.total is None else {**self.sums, **self.total}

    @property
    def shown(self):
        return [column for column in self.columns if not column.hidden]


@dataclass(frozen=True)
class Heading:
    """A cell of the heading with the columns and lines it spans."""

    text: str
    line: int
    place: int
    lines: int = 1
    places: int = 1


def headings(columns):
    """[[Heading]] line by line: neighbours under the same words share one cell, a short path reaches to the bottom."""
    depth = max(len(column.head) for column in columns)
    lines = []
    for line in range(depth):
        cells, place = [], 0
        while place < len(columns):
            head = columns[place].head
            span = spanned(columns, place, line)
            if line < len(head):
                last = line == len(head) - 1
                cells.append(Heading(head[line], line, place, depth - line if last else 1, span))
            place += span
        lines.append(cells)
    return lines


def spanned(columns, place, line):
    """How many columns from `place` on stand under one heading of a line; a leaf stands alone."""
    head = columns[place].head
    if line >= len(head) - 1:
        return 1
    until = place
    while (
        until < len(columns)
        and len(columns[until].head) > line + 1
        and columns[until].head[: line + 1] == (head[: line + 1])
    ):
        until += 1
    return until - place


def value(column, row):
    """A cell's exact value: a Decimal for rates, None where there is nothing to compare with."""
    if column.over is None:
        return row.get(column.key)
    above, below = (row.get(key) for key in column.over)
    if above is None or not below:
        return row.get(column.key)
    return Decimal(above) / Decimal(below)


def show(column, row, total=False):
    """A cell as it is printed."""
    found = value(column, row)
    form = total and column.total_form or column.form
    if found is None:
        return "" if total and column.over is None else NONE
    if isinstance(found, str):
        return found
    if form in RATES:
        return ALL_BEGUN if column.begun and found >= 1 else f"{half_up(Decimal(found) * 100, PLACES[form])}%"
    return printed(found, form)


def printed(found, form):
    if isinstance(found, date):
        return found.isoformat()
    if form == "points":
        return signed(half_up(found))
    if form in PLACES:
        return str(half_up(found, PLACES[form]))
    return str(found)


def signed(points):
    """Percentage points with their sign; a true minus."""
    return f"+{points}" if points > 0 else str(points).replace("-", "−")
