"""A report as .xlsx, made from its frozen figures: the same report gives the same bytes, totals are real formulas."""

from decimal import Decimal
from io import BytesIO

import xlsxwriter
from django.utils import timezone
from xlsxwriter.utility import xl_col_to_name

from reports.bulletin import bulletin

FIRST_ROW = 4  # row (from 0) of the first place; above it: title, dates, header


def wan(m2):
    return m2 / 10000


def number(text):
    return None if text is None else float(Decimal(text))


# header, how to read a row's number, format, how to total: "sum", ("over", column, column) for rates, None
COLUMNS = [
    ("年度计划小区（个）", lambda r: r["plan"]["communities"], "0", "sum"),
    ("户数（户）", lambda r: r["plan"]["households"], "0", "sum"),
    ("面积（万㎡）", lambda r: wan(r["plan"]["floor_area_m2"]), "0.00", "sum"),
    ("已开工（个）", lambda r: r["started"], "0", "sum"),
    ("开工率", ("over", 3, 0), "0.0%", None),
    ("已启动面积（万㎡）", lambda r: wan(r["started_area_m2"]), "0.00", "sum"),
    ("启动率", ("over", 5, 2), "0.0%", None),
    ("应启动面积（万㎡）", lambda r: wan(r["planned_by_now"]["floor_area_m2"]), "0.00", "sum"),
    ("偏差（个百分点）", lambda r: number(r["deviation"]), "+0.0;-0.0;0.0", None),
    ("已完工（个）", lambda r: r["completed"], "0", "sum"),
    ("完工率", ("over", 9, 0), "0.0%", None),
    ("年度投资计划（万元）", lambda r: number(r["plan"]["investment"]), "0.00", "sum"),
    ("累计完成投资（万元）", lambda r: number(r["invested"]), "0.00", "sum"),
    ("投资完成率", ("over", 12, 11), "0.0%", None),
]
WORDS = [
    ("较上月（个百分点）", lambda r: r.get("start_change") or "—"),
    ("排名", lambda r: str(r["rank"] or "")),
    ("预警", lambda r: r["warning_label"]),
]


def workbook(report):
    """The report's tables as the bytes of a workbook."""
    figures, buffer = report.figures, BytesIO()
    words = bulletin(figures, report.period)
    with xlsxwriter.Workbook(
        buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        created = timezone.localtime(report.issued_at).replace(tzinfo=None, microsecond=0)
        book.set_properties({"title": f"{words['title']}{words['subtitle']}", "created": created})
        write_places(book, figures, words)
        write_problems(book, words)
        write_words(book, words, report)
    return buffer.getvalue()


def styles(book):
    edge = {"border": 1, "font_size": 10, "valign": "vcenter"}
    return {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
        "note": book.add_format({"font_size": 9, "font_color": "#586771"}),
        "head": book.add_format({**edge, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#e7f1f4"}),
        "text": book.add_format({**edge, "text_wrap": True}),
        "number": {form: book.add_format({**edge, "num_format": form}) for _, _, form, _ in COLUMNS},
        "total": {form: book.add_format({**edge, "num_format": form, "bold": True}) for _, _, form, _ in COLUMNS},
    }


def write_places(book, figures, words):
    sheet, style = book.add_worksheet("各地情况"), styles(book)
    last = 2 + len(COLUMNS) + len(WORDS) - 1
    sheet.merge_range(0, 0, 0, last, f"{words['title']}{words['subtitle']}", style["title"])
    sheet.write_string(1, 0, f"截至{words['as_of']}　{words['basis']}", style["note"])
    sheet.write_string(2, 0, words["definition"], style["note"])
    heads = ["序号", words["place_word"], *(c[0] for c in COLUMNS), *(c[0] for c in WORDS)]
    for column, head in enumerate(heads):
        sheet.write_string(FIRST_ROW - 1, column, head, style["head"])
    rows = words["rows"]
    for place, row in enumerate(rows):
        write_row(sheet, FIRST_ROW + place, row, str(place + 1), row["name"], style, style["number"])
    total = FIRST_ROW + len(rows)
    write_row(sheet, total, {**figures, "rank": ""}, "", "合计", style, style["total"], summed=bool(rows))
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 1, 16)
    sheet.set_column(2, last, 11)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def write_row(sheet, at, row, order, name, style, formats, summed=False):
    """One place; the total row sums the rows above, rates divide cells of their own row."""
    sheet.write_string(at, 0, order, style["text"])
    sheet.write_string(at, 1, name, style["text"])
    values = []
    for column, (_, read, form, total) in enumerate(COLUMNS, 2):
        if isinstance(read, tuple):
            formula, value = share(read, values, at + 1)
        else:
            formula, value = above(column, at) if summed and total else None, read(row)
        values.append(value)
        if formula:
            sheet.write_formula(at, column, formula, formats[form], "" if value is None else value)
        elif value is None:
            sheet.write_string(at, column, "—", style["text"])
        else:
            sheet.write_number(at, column, value, formats[form])
    for column, (_, read) in enumerate(WORDS, 2 + len(COLUMNS)):
        sheet.write_string(at, column, read(row), style["text"])


def share(over, values, line):
    """Formula and value of one column over another in the same line; nothing over zero."""
    _, top, base = over
    top_cell, base_cell = (f"{xl_col_to_name(2 + column)}{line}" for column in (top, base))
    return f'=IF({base_cell}=0,"",{top_cell}/{base_cell})', values[top] / values[base] if values[base] else None


def above(column, at):
    name = xl_col_to_name(column)
    return f"=SUM({name}{FIRST_ROW + 1}:{name}{at})"


def write_problems(book, words):
    sheet, style = book.add_worksheet("存在问题"), styles(book)
    sheet.write_string(0, 0, words["difficulties"], style["note"])
    for column, head in enumerate(("序号", "项目", "街道（镇、乡）", "建设单位", "问题", "情况")):
        sheet.write_string(2, column, head, style["head"])
    for place, late in enumerate(words["late"], 1):
        cells = (str(place), late["project"], late["area"], late["owner"], late["problem"], late["words"])
        for column, text in enumerate(cells):
            sheet.write_string(2 + place, column, text, style["text"])
    sheet.set_column(1, 5, 22)


def write_words(book, words, report):
    sheet, style = book.add_worksheet("说明"), styles(book)
    lines = [*words["progress"], words["places"], words["difficulties"], words["definition"], words["basis"]]
    for row, line in enumerate([*filter(None, lines), f"数据校验码：{report.snapshot_sha256}"]):
        sheet.write_string(row, 0, line, style["text"])
    sheet.set_column(0, 0, 110)
