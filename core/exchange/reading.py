"""Any sheet a street office really has, as a stream of numbered rows: .xlsx, .xls, .csv in UTF-8 or GBK.

Files are known by their content, not by their name. Hidden sheets are left aside with a notice, formulas are found so
that they can be refused where they stand. Row numbers are those the spreadsheet shows.
"""

import csv
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

import python_calamine as calamine

from core.errors import Refused

MOST_BYTES, MOST_ROWS = 60 * 2**20, 200_000
MOST_UNPACKED = 1500 * 2**20  # a sheet of 200,000 rows unpacks to a third of this; a bomb to far more
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
FORMULA = re.compile(rb'<c r="([A-Z]+)(\d+)"[^>]*>\s*<f[\s/>]')
OVERLAP, BLOCK = 400, 1 << 20
NAMESPACE = {
    "m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}


@dataclass
class Source:
    """One sheet of a file: `rows()` yields (number, cells); `formulas` is {(row number, column index)}."""

    name: str
    total: int
    open: object
    formulas: set = field(default_factory=set)
    notices: list = field(default_factory=list)  # sentences about the file

    def rows(self) -> Iterator[tuple[int, list]]:
        return self.open()


def sources(path):
    """The visible sheets of a file, or Refused in words that say what to do."""
    path = Path(path)
    if path.stat().st_size > MOST_BYTES:
        raise Refused("too_large", f"文件超过 {MOST_BYTES // 2**20} MB，请按区县分成几个文件再上传")
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise Refused("empty", "文件是空的")
    if start.startswith(ZIP) or start.startswith(OLE):
        return workbook(path)
    return [text(path)]


def too_much_inside(path):
    """A packed file says beforehand how much it unpacks to."""
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as parts:
        return sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED


def workbook(path):
    if too_much_inside(path):
        raise Refused("too_large", "文件展开以后太大，请按区县分成几个文件再上传")
    try:
        book = calamine.CalamineWorkbook.from_path(str(path))
    except calamine.PasswordError as error:
        raise Refused("password", "文件加了密码，请先在 Excel 里取消密码再上传") from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError) as error:
        raise Refused(
            "unreadable", "打不开这个文件：它不是 Excel 或 CSV 表格，或者已经损坏。请在 Excel 里另存为 .xlsx 再上传"
        ) from error
    visible = [m for m in book.sheets_metadata if m.typ == calamine.SheetTypeEnum.WorkSheet]
    hidden = [m.name for m in visible if m.visible != calamine.SheetVisibleEnum.Visible]
    shown = [m.name for m in visible if m.visible == calamine.SheetVisibleEnum.Visible]
    notices = [f"隐藏的工作表“{name}”没有读取" for name in hidden]
    formulas = formula_cells(path, shown) if zipfile.is_zipfile(path) else {}
    return [one_sheet(book, name, formulas.get(name, set()), notices) for name in shown]


def one_sheet(book, name, formulas, notices):
    sheet = book.get_sheet_by_name(name)
    shift = sheet.start[1] if sheet.start else 0

    def rows():
        for number, cells in enumerate(sheet.iter_rows(), start=1):
            if any(cell != "" for cell in cells):
                yield number, [""] * shift + cells

    return Source(name, sheet.total_height, rows, formulas, list(notices))


def formula_cells(path, names):
    """{sheet name: {(row, column index)}} of the cells that hold formulas; the XML is scanned, not parsed."""
    found = {}
    with zipfile.ZipFile(path) as archive:
        for name, part in sheet_parts(archive).items():
            if name in names:
                with archive.open(part) as file:
                    found[name] = set(scan(file))
    return found


def sheet_parts(archive):
    """{sheet name: its part in the archive}."""
    try:
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, ElementTree.ParseError):
        return {}
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    parts = {}
    for sheet in book.findall("m:sheets/m:sheet", NAMESPACE):
        target = targets.get(sheet.get(f"{{{NAMESPACE['r']}}}id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in archive.namelist():
            parts[sheet.get("name")] = part
    return parts


def scan(file):
    tail = b""
    while block := file.read(BLOCK):
        block = tail + block
        if b"<f" in block:
            for letters, number in FORMULA.findall(block):
                yield int(number), column_index(letters.decode())
        tail = block[-OVERLAP:]


def column_index(letters):
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - 64
    return index - 1


def text(path):
    """A CSV (or tab-separated) file in UTF-8, UTF-16 or GB18030."""
    raw = path.read_bytes()
    if b"\x00" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("unreadable", "打不开这个文件：它不是 Excel 或 CSV 表格")
    content = decode(raw)
    first = content.split("\n", 1)[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","

    def rows():
        lines = csv.reader(content.splitlines(keepends=True), delimiter=delimiter)
        for cells in lines:
            if any(cell.strip() for cell in cells):
                yield lines.line_num, cells

    return Source("CSV", content.count("\n") + 1, rows)


def decode(raw):
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused("unreadable", "认不出这个文件的文字编码，请在 Excel 里另存为 .xlsx 再上传")
