"""Official documents after GB/T 9704-2012 (DOMAIN §9.1): the page, its type area, and the elements one by one.

A4; margins 37 top, 35 bottom, 28 binding side, 26 mm: a type area of 156 × 225 mm with 22 lines of 28 characters. The
number of the page stands 7 mm below it, outside on odd and even pages.
"""

from reports.papers import ooxml
from reports.papers.ooxml import Cell, Face, paragraph, run, twips
from reports.tables.shape import headings, show

MARGINS = (37, 26, 35, 28)  # top, right, bottom, left: mm
WIDTH = twips(156)
LINE, LINES = 579, 22  # 225 mm in 22 lines
GRID = f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/>'
FOOTER = 24.8  # mm from the edge to the foot of the page number's line
RED = "FF0000"
TIGHT = -5  # twips from 16 pt, so that 28 characters are 155.6 mm; word processors disagree about a grid of characters
BODY = Face(spacing=TIGHT)
MARK = "方正小标宋简体"
TITLE = Face(MARK, 44)
BLACK = Face("黑体", spacing=TIGHT)
KAI = Face("楷体_GB2312", spacing=TIGHT)
SMALL = Face(size=28)
NUMBER = Face("宋体", 28, latin="宋体")
HEADINGS = {0: BODY, 1: BLACK, 2: KAI}


def blank(lines=1, keep=False):
    return text("", first=0, keep=keep) * lines


def text(words, face=BODY, *, first=2, align="both", right=0, keep=False):
    return paragraph(run(words, face) if words else "", align=align, line=LINE, first=first, right=right, keep=keep)


def red_head(organ, number, marked=""):
    """发文机关标志 35 mm below the top of the type area, as wide as it may be; the number two lines below; the line.

    What is `marked` stands where the degree of urgency would, top left.
    """
    size = min(88, 2 * int(WIDTH / 20 / (len(organ) + 2)))
    before = twips(35) - (LINE if marked else 0)
    mark = paragraph(run(f"{organ}文件", Face(MARK, size, RED)), align="center", before=before, line=size * 12)
    line = paragraph(run(number, BODY), align="center", line=LINE, extra=ooxml.rule("bottom", 18, RED, space=11))
    return (text(marked, BLACK, first=0) if marked else "") + mark + blank(2) + line


def heading(words):
    """标题: two lines below the red line, broken where the sense allows it."""
    lines = broken(words)
    return (
        blank(2) + "".join(paragraph(run(one, TITLE), align="center", line=640, keep=True) for one in lines) + blank()
    )


def broken(words, longest=20):
    """A title in lines of about the same length, parted where a term begins."""
    if len(words) <= longest:
        return [words]
    places = [at for term in ("城镇老旧小区", "进展情况") if (at := words.find(term)) > 0]
    at = min(places, key=lambda place: abs(place - len(words) / 2), default=longest)
    return [words[:at], *broken(words[at:], longest)]


def signature(organ, day):
    """署名 and 成文日期 with a seal: the date four characters from the right, the name centred over it."""
    wide = width(day)
    right = 4 + wide / 2 - width(organ) / 2
    shift = max(0, -right)
    name = text(organ, first=0, align="right", right=max(0, right), keep=True)
    return blank(2, keep=True) + name + text(day, first=0, align="right", right=4 + shift)


def width(words):
    """In characters of the grid: digits take half."""
    return sum(0.5 if character.isascii() else 1 for character in words)


def attachments(titles):
    """附件说明: a line below the text; several are numbered and stand under one another. Kept with the signature."""
    if not titles:
        return ""
    if len(titles) == 1:
        return blank(keep=True) + text(f"附件：{titles[0]}", keep=True)
    lines = [f"{number}. {title}" for number, title in enumerate(titles, 1)]
    rest = "".join(text(line, first=5, keep=True) for line in lines[1:])
    return blank(keep=True) + text(f"附件：{lines[0]}", keep=True) + rest


def annex(label, title, table):
    """附件 on a new page: its label, its title, the table."""
    start = "<w:pageBreakBefore/>"
    head = paragraph(run(label, BLACK), align="left", line=LINE, extra=start)
    name = paragraph(run(title, Face(MARK, 36)), align="center", line=LINE, keep=True)
    dated = paragraph(run(table.subtitle, Face(size=21)), align="center", line=400, keep=True) if table.subtitle else ""
    return head + name + dated + grid_table(table, WIDTH, 19) + notes(table)


def notes(table):
    return "".join(paragraph(run(f"注：{note}", Face(size=18)), line=280, before=40, free=True) for note in table.notes)


def grid_table(table, wide, size):
    """A table of `reports.tables` as wide as asked, headings repeated on each page."""
    columns = table.shown
    parts = sum(column.width for column in columns)
    widths = [wide * column.width // parts for column in columns]
    heads = headings(columns)
    face, strong = Face(size=size), Face("黑体", size)
    lines = head_lines(heads, widths, strong)
    lines += [body_line(columns, widths, row, face) for row in table.body()]
    if table.total is not None:
        lines.append(body_line(columns, widths, table.total_row(), strong, total=True))
    return ooxml.table(lines, widths, len(heads))


def head_lines(heads, widths, face):
    """Cells of the heading; what reaches down is continued by empty cells in the lines below."""
    lines = [[] for _ in heads]
    for cells in heads:
        for cell in cells:
            wide = sum(widths[cell.place : cell.place + cell.places])
            for step in range(cell.lines):
                merge = "" if cell.lines == 1 else "continue" if step else "restart"
                said = small(cell.text if not step else "", face, "center")
                lines[cell.line + step].append((cell.place, Cell(said, cell.places, merge, wide)))
    return [[cell for _, cell in sorted(line, key=lambda one: one[0])] for line in lines]


def body_line(columns, widths, row, face, total=False):
    return [
        Cell(small(show(column, row, total), face, "center" if column.numeric else "left"), width=wide)
        for column, wide in zip(columns, widths, strict=True)
    ]


def small(words, face, align):
    return paragraph(run(words, face), align=align, line=face.size * 13, before=20, after=20, free=True)


def imprint(copies, organ, day):
    """版记 on the last lines of the page: first and last line thick (0.35 mm), the middle one thin (0.25 mm)."""
    thick, thin, none = 8, 6, 0
    halves = (WIDTH // 2, WIDTH - WIDTH // 2)
    above = Cell(paragraph(""), 2, width=WIDTH, edges=(("bottom", thick),))
    told = Cell(imprinted(copies, "left", left=1), 2, width=WIDTH, edges=(("top", thick), ("bottom", thin)))
    edges = (("top", thin), ("bottom", thick))
    last = [
        Cell(imprinted(organ, "left", left=1), width=halves[0], edges=edges),
        Cell(imprinted(f"{day}印发", "right", right=1), width=halves[1], edges=edges),
    ]
    heights = (LINE * (LINES - 2) - 60, LINE, LINE)
    return ooxml.table([[above], [told], last], halves, 0, heights, edge=none) + paragraph("", line=20, free=True)


def imprinted(words, align, **indents):
    return paragraph(run(words, SMALL), align=align, line=LINE, **indents)


def footers():
    """{relation: page number}: outside, one character from the edge; none on the page of the imprint."""
    shown = run("— ", NUMBER) + ooxml.field("PAGE", NUMBER) + run(" —", NUMBER)
    return {
        "footer1": paragraph(shown, align="right", line=360, right=1),
        "footer2": paragraph(shown, align="left", line=360, left=1),
        "footer3": paragraph("", line=360),
    }


def numbered(kind="nextPage"):
    """The section of the text: page numbers right on odd, left on even pages."""
    refs = {"default": "footer1", "even": "footer2"}
    return ooxml.section(refs, margins=MARGINS, grid=GRID, footer=FOOTER, kind=kind)


def last_page():
    """The imprint is on an even page (the back of the last sheet), which carries no number."""
    refs = {"default": "footer3", "even": "footer3"}
    return ooxml.section(refs, margins=MARGINS, grid=GRID, footer=FOOTER, kind="evenPage")
