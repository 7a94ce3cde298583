"""Tables as files: CSV as printed, .xlsx with totals and rates as formulas. The same table gives the same bytes.

Rows pass through one by one, so memory does not grow with the table.
"""

import csv
from datetime import date, datetime, time
from decimal import Decimal

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from core.exchange.writing import OPTIONS, harmless
from reports.tables.shape import NONE, RATES, headings, show, value

FONT = {"font_name": "宋体"}
EDGE = {**FONT, "border": 1, "font_size": 10, "valign": "vcenter"}
FORMATS = {
    "text": "@",
    "whole": "0",
    "wan": "0.00",
    "money": "0.00",
    "km": "0.00",
    "tenth": "0.0",
    "points": '+0.0;"−"0.0;0.0',
    "rate": "0.0%",
    "rate0": "0%",
}
BEGUN = '[>=1]"全部开工";'


def write_csv(file, table):
    """Headings joined to one line, cells as they are printed, a mark that makes Excel read it as UTF-8."""
    file.write("\ufeff")
    lines = csv.writer(file)
    lines.writerow([column.label for column in table.shown])
    for row in table.body():
        lines.writerow(cells(table, row))
    if table.total is not None:
        lines.writerow(cells(table, table.total_row(), total=True))


def cells(table, row, total=False):
    said = [(column, show(column, row, total)) for column in table.shown]
    return [text if column.numeric else harmless(text) for column, text in said]


def write_xlsx(target, tables, lines=()):
    """A workbook (a path or an open file) of one sheet per (name, table); `lines` of text go to a last sheet."""
    with xlsxwriter.Workbook(target, OPTIONS) as book:
        day = tables[0][1].as_of
        book.set_properties({"title": tables[0][1].title, "created": datetime.combine(day, time())})
        for name, table in tables:
            Sheet(book, name, table).write()
        if lines:
            page, look = book.add_worksheet("说明"), book.add_format({**FONT, "font_size": 11, "text_wrap": True})
            page.set_column(0, 0, 110)
            for line, text in enumerate(lines):
                page.write_string(line, 0, text, look)


class Sheet:
    """One table on one sheet of A4 landscape, heading repeated on each page."""

    def __init__(self, book, name, table):
        self.book, self.table, self.page = book, table, book.add_worksheet(name)
        self.columns, self.formats = table.columns, {}
        self.letters = {column.key: xl_col_to_name(place) for place, column in enumerate(table.columns)}
        self.heads = headings(table.columns)
        self.top = 3 + len(self.heads)  # line (from 0) of the first row

    def write(self):
        self.set_up()
        last = len(self.table.shown) - 1
        self.banner(0, last, self.table.title, {**FONT, "bold": True, "font_size": 16, "align": "center"})
        self.banner(1, last, self.table.subtitle, {**FONT, "font_size": 10, "align": "center"})
        unit = f"单位：{self.table.unit}" if self.table.unit else ""
        self.banner(2, last, unit, {**FONT, "font_size": 10, "align": "right"})
        self.write_heads()
        line = self.top
        for row in self.table.body():
            self.write_row(line, row)
            line += 1
        if self.table.total is not None:
            self.write_row(line, self.table.total_row(), total=True)
            line += 1
        note = self.format({**FONT, "font_size": 9})
        for text in self.table.notes:
            self.page.write_string(line, 0, f"注：{text}", note)
            line += 1

    def set_up(self):
        page = self.page
        for place, column in enumerate(self.columns):
            page.set_column(place, place, column.width + 2, None, {"hidden": 1} if column.hidden else {})
        page.set_row(0, 28)
        page.freeze_panes(self.top, 2)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.6, right=0.6, top=0.7, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.repeat_rows(3, self.top - 1)
        page.set_footer("&C— &P —")

    def banner(self, line, last, text, look):
        if last:
            self.page.merge_range(line, 0, line, last, text, self.format(look))
        else:
            self.page.write_string(line, 0, text, self.format(look))

    def write_heads(self):
        """Line by line, as rows pass through; the merged cells are entered beside them."""
        look = self.format({**EDGE, "bold": True, "text_wrap": True, "align": "center", "bg_color": "#e7f1f4"})
        for line in range(len(self.heads)):
            for place in range(len(self.columns)):
                self.page.write_blank(3 + line, place, None, look)
            for cell in self.heads[line]:
                self.page.write_string(3 + line, cell.place, cell.text, look)
        for cell in (cell for cells in self.heads for cell in cells if cell.lines > 1 or cell.places > 1):
            first = 3 + cell.line
            self.page.merge.append([first, cell.place, first + cell.lines - 1, cell.place + cell.places - 1])

    def write_row(self, line, row, total=False):
        for place, column in enumerate(self.columns):
            look = self.look(column, total)
            found, formula = value(column, row), self.formula(column, line, row, total)
            if formula:
                self.page.write_formula(line, place, formula, look, NONE if found is None else float(found))
            elif found is None:
                self.page.write_string(line, place, "" if total else NONE, look)
            elif isinstance(found, (int, Decimal)):
                self.page.write_number(line, place, float(found), look)
            else:
                self.page.write_string(line, place, found.isoformat() if isinstance(found, date) else found, look)

    def formula(self, column, line, row, total):
        """Sums of the rows above; rates of cells of their own line. Nothing for what is a fact."""
        if column.over and all(row.get(key) is not None for key in column.over):
            above, below = (f"{self.letters[key]}{line + 1}" for key in column.over)
            return f'=IFERROR({above}/{below},"{NONE}")'
        if total and column.summed and line > self.top:
            letter = self.letters[column.key]
            return f"=SUM({letter}{self.top + 1}:{letter}{line})"
        return None

    def look(self, column, total):
        form = total and column.total_form or column.form
        code = (BEGUN if column.begun and form in RATES else "") + FORMATS[form]
        return self.format({**EDGE, "num_format": code, "bold": total, "text_wrap": not column.numeric})

    def format(self, look):
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.book.add_format(look)
        return self.formats[key]
