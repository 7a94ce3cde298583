"""Finding the header row under titles and notes, and telling which column is which."""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from itertools import islice

LOOKED_AT = 30  # rows with content, from the top
CLOSE = 0.6


@dataclass
class Headers:
    """`columns` is {index in the row: Column}; `row` the number of the header's last row."""

    row: int
    columns: dict
    names: dict  # {index: header as the file has it}
    errors: list = field(default_factory=list)  # [(row, column, message)]
    notices: list = field(default_factory=list)


def plain(words):
    """A header without spaces, line breaks, marks of obligation and differences of width."""
    return re.sub(r"[\s*＊:：]|（必填）|\(必填\)", "", unicodedata.normalize("NFKC", str(words or ""))).lower()


def find(source, sheet, mapping=None):
    """The header of a source, or None when no row looks like one. `mapping` {header: column name} overrides."""
    rows = [(number, named(cells)) for number, cells in islice(source.rows(), LOOKED_AT)]
    column_of = matcher(sheet, mapping or {})
    found = [Headers(number, match(names, column_of), names) for number, names in candidates(rows)]
    best = max(found, key=lambda headers: len(headers.columns), default=None)
    return told(best, sheet) if best and len(best.columns) > 1 else None


def named(cells):
    """{index: words} of a row's cells that are not blank."""
    words = (str(cell).strip() for cell in cells)
    return {index: word for index, word in enumerate(words) if word}


def candidates(rows):
    """(number of its last row, {index: header}) of every row by itself, and of every two as one header.

    Of two, a group's header above (merged cells) and the column's below read as one or the other.
    """
    for i, (number, names) in enumerate(rows):
        yield number, names
        for below, lower in rows[i + 1 : i + 2]:
            yield below, dict(sorted((names | lower).items()))


def matcher(sheet, mapping):
    """header → its column of the sheet, or None; what was assigned by hand goes first."""
    known = {plain(header): column for column in sheet.columns for header in column.headers}
    by_name = {column.name: column for column in sheet.columns}

    @cache  # most headers are looked at twice: alone, and with the row above
    def column_of(header):
        return by_name.get(mapping[header]) if header in mapping else known.get(plain(header))

    return column_of


def match(names, column_of):
    matched, taken = {}, set()
    for index, header in names.items():
        column = column_of(header)
        if column is not None and column.name not in taken:
            matched[index] = column.for_header(unicodedata.normalize("NFKC", header))
            taken.add(column.name)
    return matched


def told(headers, sheet):
    """What the clerk should know: columns not recognised, required ones missing."""
    present = {column.name for column in headers.columns.values()}
    missing = [c for c in sheet.columns if c.name not in present]
    names = {plain(h): c for c in missing for h in c.headers}
    for index, header in headers.names.items():
        if index in headers.columns:
            continue
        near = difflib.get_close_matches(plain(header), names, 1, CLOSE)
        if near:
            words = f"没有认出“{header}”这一列，最接近“{names[near[0]].header}”。请改表头，或在页面上指定"
            headers.errors.append((headers.row, header, words))
        else:
            headers.notices.append((headers.row, header, f"没有认出“{header}”这一列，它的内容不导入"))
    for column in missing:
        if column.name in sheet.must_have and not any(column.header in words for _, _, words in headers.errors):
            words = f"缺少“{column.header}”这一列，应有的列见下载的空白表"
            headers.errors.append((headers.row, column.header, words))
    return headers
