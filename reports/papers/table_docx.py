"""Any statutory table as .docx: A4 across, headings repeated, small enough type for its columns."""

from core.errors import Refused
from reports.papers import layout, ooxml
from reports.papers.ooxml import Face, paragraph, run, twips

MARGINS = (28, 35, 26, 37)  # the upright page turned a quarter to the left: its top is the right-hand side
WIDTH = twips(297 - 35 - 37)
LONGEST = 1000  # rows; more is a sheet's work


def table_docx(table):
    if table.number and table.number > LONGEST:
        words = f"这张表有 {table.number} 行，太长了。请缩小区划或年度，或者下载表格"
        raise Refused("too_long", words)
    size = 19 if len(table.shown) <= 12 else 16 if len(table.shown) <= 18 else 14
    parts = [
        paragraph(run(table.title, Face(layout.MARK, 36)), align="center", line=560, keep=True),
        paragraph(run(table.subtitle, Face(size=21)), align="center", line=400, keep=True),
        paragraph(run(f"单位：{table.unit}", Face(size=21)), align="right", line=360, keep=True) if table.unit else "",
        layout.grid_table(table, WIDTH, size),
        layout.notes(table),
        ooxml.section({"default": "footer1", "even": "footer2"}, margins=MARGINS, landscape=True, footer=15),
    ]
    created = f"{table.as_of.isoformat()}T00:00:00Z"
    return ooxml.package("".join(parts), title=table.title, created=created, footers=layout.footers())
