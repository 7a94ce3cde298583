"""Workbooks as street offices send them: titles above, hidden sheets, empty rows, formulas, other units, old names."""

import csv
import io
from pathlib import Path

import openpyxl
import xlsxwriter

HEADERS = ["小区编号", "小区名称", "区（县、市）", "街道（镇、乡）", "建成年份", "建筑面积（㎡）", "户数（户）"]
PLANTED = 40


def workbook(path, rows, headers=HEADERS, *, above=(), hidden=False, empty=0, sheet="台账"):
    """An .xlsx: `above` are merged title rows, `empty` blank formatted rows at the end."""
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        if hidden:
            hide_a_sheet(book, headers)
        page = book.add_worksheet(sheet)
        page.activate()
        for n, title in enumerate(above):
            page.merge_range(n, 0, n, len(headers) - 1, title)
        for n, row in enumerate([headers, *rows], start=len(above)):
            for column, cell in enumerate(row):
                write(page, n, column, cell)
        border = book.add_format({"border": 1})
        for n in range(empty):
            page.write_blank(len(above) + 1 + len(rows) + n, 0, None, border)
    return Path(path)


def hide_a_sheet(book, headers):
    old = book.add_worksheet("旧版")
    old.write_row(0, 0, headers)
    old.write_row(1, 0, ["", "隐藏的小区", "海曙区", "白云街道", 1990, 1000, 10])
    old.hide()


def write(page, row, column, cell):
    if isinstance(cell, str) and cell.startswith("="):
        page.write_formula(row, column, cell, None, 41300)
    elif cell not in ("", None):
        page.write(row, column, cell)


def sheet_csv(path, rows, encoding="gb18030", headers=HEADERS):
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    Path(path).write_bytes(out.getvalue().encode(encoding))
    return Path(path)


def good(n, street="白云街道", district="海曙区"):
    return ["", f"好小区{n}", district, street, 1980 + n % 20, 20000 + n, 200 + n]


# (how many, the cells changed in the n-th row, column of the error, its words); no column: tolerated, with a notice
KINDS = [
    (6, lambda n: {3: f"无此{n}街道"}, "街道（镇、乡）", lambda n: f"没有“无此{n}街道”这个街道"),
    (4, lambda n: {2: "", 3: "中马街道"}, "街道（镇、乡）", lambda n: "“中马街道”已撤销"),
    (4, lambda n: {2: "江东区", 3: "东柳街道"}, None, lambda n: "“江东区东柳街道”现为鄞州区东柳街道"),
    (6, lambda n: {5: 4.1 + n / 10}, "建筑面积（㎡）", lambda n: f"应填 {41000 + n * 1000}"),
    (4, lambda n: {6: f"４１{n}"}, None, lambda n: "按"),
    (4, lambda n: {4: f"199{n}-05-01"}, None, lambda n: f"按 199{n} 年读取"),
    (4, lambda n: {4: "九十年代"}, "建成年份", lambda n: "应是四位数的年份"),
    (4, lambda n: {5: "=SUM(A1:A2)"}, "建筑面积（㎡）", lambda n: "这一格是公式"),
    (4, lambda n: {0: "3302030069001"}, "小区编号", lambda n: "与第 4 行重复"),
]


def forty():
    """(rows, {row number: (column, words)} of errors, {row number: words} of what is tolerated); headers in row 3.

    Forty faults of the kinds of the acceptance list that stand in rows; a good row before and twenty behind them.
    """
    rows, errors, notices = [["3302030069001", *good(99)[1:]]], {}, {}
    for kind, (count, changes, column, words) in enumerate(KINDS):
        for n in range(count):
            row = good(100 + 10 * kind + n)
            for index, cell in changes(n).items():
                row[index] = cell
            rows.append(row)
            told = errors if column else notices
            told[len(rows) + 3] = (column, words(n)) if column else words(n)
    return rows + [good(n) for n in range(20)], errors, notices


def mend(path, out, mended):
    """Open the rejected rows as a clerk would, put them right, save: `mended(headers, cells)` returns the cells."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    for line in page.iter_rows(min_row=2):
        for cell, value in zip(line, mended(heads, [cell.value for cell in line]), strict=False):
            cell.value = value
    book.save(out)
    return Path(out)
