"""Sheets out: exports with constant memory, blank templates, rejected rows with their reasons."""

import csv
from decimal import Decimal
from pathlib import Path

import xlsxwriter

OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,  # a cell that begins with = is text, never a formula
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def export_xlsx(path, sheet, objects):
    """All objects (an iterator) under the sheet's headers. Returns how many."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        page = begin(book, sheet.title, sheet.columns)
        count = 0
        for count, obj in enumerate(objects, start=1):
            write_row(page, count, sheet.cells(obj))
        return count


def export_csv(file, sheet, objects):
    """The same as CSV with a mark that makes Excel read it as UTF-8; dangerous beginnings are made harmless."""
    file.write("\ufeff")
    lines = csv.writer(file)
    lines.writerow([column.header for column in sheet.columns])
    for obj in objects:
        lines.writerow([harmless(cell) for cell in sheet.cells(obj)])


def export_csv_file(path, sheet, objects):
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        export_csv(file, sheet, objects)


def harmless(cell):
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(DANGEROUS) else cell


def template(path, sheet):
    """A blank sheet with the headers, an example row on a second page and what each column wants."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        begin(book, sheet.title, sheet.columns)
        notes = book.add_worksheet("填表说明")
        notes.set_column(0, 2, 30)
        for n, line in enumerate([("列", "说明", "例"), *((c.header, describe(c), c.example) for c in sheet.columns)]):
            write_row(notes, n, line)


def describe(column):
    words = ["必填" if column.required else "选填"]
    if getattr(column, "choices", ()):
        words.append("可填：" + "、".join(str(label) for _, label in column.choices))
    return "；".join([*words, column.help]).strip("；")


def rejected(path, sheet, source, found, reasons):
    """The rejected rows as they were, with a column that says why; `reasons` is {row number: [(header, message)]}."""
    with xlsxwriter.Workbook(str(path), OPTIONS) as book:
        tint = book.add_format({"bg_color": "#FCEDEB"})
        why = book.add_format({"bg_color": "#FCEDEB", "font_color": "#A8201A"})
        page = book.add_worksheet("不能导入的行")
        indexes = sorted(found.names)
        heads = [found.names[i] for i in indexes]
        write_row(page, 0, [*heads, "错误原因"])
        line = 0
        for number, cells in source.rows():
            if number not in reasons:
                continue
            line += 1
            wrong = {header for header, _ in reasons[number]}
            for place, index in enumerate(indexes):
                column = found.columns.get(index)
                cell = cells[index] if index < len(cells) else ""
                page.write(line, place, as_cell(cell), tint if column and column.header in wrong else None)
            words = "；".join(f"{header}：{message}" if header else message for header, message in reasons[number])
            page.write_string(line, len(indexes), words, why)


def begin(book, title, columns):
    page = book.add_worksheet(title[:31])
    head = book.add_format({"bold": True, "bg_color": "#E7F1F4", "bottom": 1})
    page.freeze_panes(1, 1)
    for n, column in enumerate(columns):
        page.set_column(n, n, column.width)
        page.write_string(0, n, column.header, head)
    return page


def write_row(page, number, cells):
    for n, cell in enumerate(cells):
        if cell is not None and cell != "":
            page.write(number, n, as_cell(cell))


def as_cell(cell):
    """Decimals as numbers, everything else as it is."""
    return float(cell) if isinstance(cell, Decimal) else cell
