"""Finding the header row under titles and notes, and telling which column is which."""

import difflib
import re
import unicodedata
from dataclasses import dataclass, field

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
    rows = []
    for number, cells in source.rows():
        rows.append((number, cells))
        if len(rows) >= LOOKED_AT:
            break
    best, most = None, 1
    for i in range(len(rows)):
        for height in (1, 2):
            if i + height > len(rows):
                continue
            names = joined([cells for _, cells in rows[i : i + height]])
            matched = match(names, sheet, mapping or {})
            if len(matched) > most:
                best, most = (rows[i + height - 1][0], names, matched), len(matched)
    if best is None:
        return None
    return told(Headers(best[0], best[2], best[1]), sheet)


def joined(rows):
    """{index: header}: a group's header above (merged cells) and the column's below read as one or the other."""
    width = max(len(cells) for cells in rows)
    names = {}
    for index in range(width):
        parts = [str(cells[index]).strip() for cells in rows if index < len(cells) and str(cells[index]).strip()]
        if parts:
            names[index] = parts[-1]
    return names


def match(names, sheet, mapping):
    known = {plain(header): column for column in sheet.columns for header in column.headers}
    by_name = {column.name: column for column in sheet.columns}
    matched, taken = {}, set()
    for index, header in names.items():
        column = by_name.get(mapping.get(header)) if header in mapping else known.get(plain(header))
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
