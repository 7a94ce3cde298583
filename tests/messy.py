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
            old = book.add_worksheet("旧版")
            old.write_row(0, 0, headers)
            old.write_row(1, 0, ["", "隐藏的小区", "海曙区", "白云街道", 1990, 1000, 10])
            old.hide()
        page = book.add_worksheet(sheet)
        if hidden:
            page.activate()
        for n, title in enumerate(above):
            page.merge_range(n, 0, n, len(headers) - 1, title)
        page.write_row(len(above), 0, headers)
        for n, row in enumerate(rows, start=len(above) + 1):
            for column, cell in enumerate(row):
                if isinstance(cell, str) and cell.startswith("=") and not cell.startswith("=text"):
                    page.write_formula(n, column, cell, None, 41300)
                elif cell not in ("", None):
                    page.write(n, column, cell)
        border = book.add_format({"border": 1})
        for n in range(len(above) + 1 + len(rows), len(above) + 1 + len(rows) + empty):
            page.write_blank(n, 0, None, border)
    return Path(path)


def sheet_csv(path, rows, encoding="gb18030", headers=HEADERS):
    out = io.StringIO()
    csv.writer(out).writerows([headers, *rows])
    Path(path).write_bytes(out.getvalue().encode(encoding))
    return Path(path)


def good(n, street="白云街道", district="海曙区"):
    return ["", f"好小区{n}", district, street, 1980 + n % 20, 20000 + n, 200 + n]


def forty():
    """(rows, {row number: (column, words)} of errors, {row number: words} of what is tolerated); headers in row 3.

    Forty faults of the kinds of the acceptance list that stand in rows; between them good rows.
    """
    rows, errors, notices = [], {}, {}

    def plant(row, column=None, words="", told=None):
        rows.append(row)
        number = len(rows) + 3
        if column:
            errors[number] = (column, words)
        if told:
            notices[number] = told

    def base(n, **changes):
        row = good(n)
        for index, value in changes.items():
            row[int(index[1:])] = value
        return row

    for n in range(6):  # unknown area
        plant(base(100 + n, c3=f"无此{n}街道"), "街道（镇、乡）", f"没有“无此{n}街道”这个街道")
    for n in range(4):  # a dissolved area: no successor
        plant(base(110 + n, c2="", c3="中马街道"), "街道（镇、乡）", "“中马街道”已撤销")
    for n in range(4):  # former area names find today's
        plant(base(120 + n, c2="江东区", c3="东柳街道"), told="“江东区东柳街道”现为鄞州区东柳街道")
    for n in range(6):  # 万㎡ for ㎡
        plant(base(130 + n, c5=4.1 + n / 10), "建筑面积（㎡）", f"应填 {41000 + n * 1000}")
    for n in range(4):  # full-width digits
        plant(base(140 + n, c6=f"４１{n}"), told="按")
    for n in range(4):  # dates as text
        plant(base(150 + n, c4=f"199{n}-05-01"), told=f"按 199{n} 年读取")
    for n in range(4):  # text where a number belongs
        plant(base(160 + n, c4="九十年代"), "建成年份", "应是四位数的年份")
    for _ in range(4):  # formulas
        plant(base(170 + len(rows), c5="=SUM(A1:A2)"), "建筑面积（㎡）", "这一格是公式")
    first = len(rows) + 4
    plant(base(180, c0="3302030069001"))
    for n in range(4):  # duplicate codes
        plant(base(181 + n, c0="3302030069001"), "小区编号", f"与第 {first} 行重复")
    for n in range(20):
        rows.append(good(n))
    return rows, errors, notices


def mend(path, out, mended):
    """Open the rejected rows as a clerk would, put them right, save. `mended` gets (headers, cells) and returns cells."""
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    heads = [cell.value for cell in page[1]]
    for line in page.iter_rows(min_row=2):
        for cell, value in zip(line, mended(heads, [cell.value for cell in line]), strict=False):
            cell.value = value
    book.save(out)
    return Path(out)
