"""What an uploaded file is. Its content says so, never its name or the browser; each kind is opened to be sure.

Pillow opens photos (core.files.pictures), zipfile the Office files of today, olefile those of before 2007.
"""

import re
import zipfile
import zlib
from dataclasses import dataclass

import olefile

from core.errors import Refused

HEAD = 1024
HEIC = re.compile(rb"....ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif)", re.DOTALL)
MARKUP = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(\?xml|!doctype|!--|svg|html|head|body|script)", re.IGNORECASE)
DWG = re.compile(rb"AC10[0-3][0-9]")
OFFICE = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True)
class Format:
    name: str  # as people call it
    suffix: str
    content_type: str


PHOTO = Format("照片", ".jpg", "image/jpeg")  # as it is kept, whatever came
PDF = Format("PDF", ".pdf", "application/pdf")
DOCX = Format("Word", ".docx", f"{OFFICE}wordprocessingml.document")
XLSX = Format("Excel", ".xlsx", f"{OFFICE}spreadsheetml.sheet")
DOC = Format("Word", ".doc", "application/msword")
XLS = Format("Excel", ".xls", "application/vnd.ms-excel")
DRAWING = Format("DWG", ".dwg", "image/vnd.dwg")
FORMATS = {kind.content_type: kind for kind in (PHOTO, PDF, DOCX, XLSX, DOC, XLS, DRAWING)}

WELCOME = "照片请用 JPG、PNG 或 WebP，文件请用 PDF、Word、Excel 或 DWG"
NO_HEIC = (
    "这是 HEIC 照片，暂时不能用。苹果手机请打开“设置—相机—格式”，选“兼容性最佳”再拍；"
    "安卓手机请在相机设置里关闭“高效图片格式”再拍"
)
NO_SCRIPT = "这是网页或矢量图，里面可能带有程序，不能上传。请另存为图片或 PDF 再传"
NO_MACRO = "这个文件带有宏或脚本，不能上传。请另存为不带宏的文件（或打印成 PDF）再传"
NO_PASSWORD = "这个文件设了打开密码，别人看不了。请取消密码再传"
NO_PHOTO = "文件名像照片，内容却不是照片，请换一张。照片可以是 JPG、PNG 或 WebP"
NOTHING_KNOWN = f"这种文件不能上传。{WELCOME}"
BROKEN = "这个文件打不开，可能已损坏。请在电脑上打开看看，另存一份再传"
PHOTO_NAME = re.compile(r"\.(jpe?g|png|webp|gif|bmp|heic|heif)$", re.IGNORECASE)


def recognise(file):
    """The Format of an upload that is welcome; Refused `bad_file` with what to do for any other."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(0)
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (head[:4], head[8:12]) == (b"RIFF", b"WEBP"):
        return PHOTO
    if b"%PDF-" in head:
        return pdf(file)
    if head.startswith(b"PK\x03\x04"):
        return office(file)
    if head.startswith(olefile.MAGIC):
        return old_office(file)
    if DWG.match(head):
        return DRAWING
    return unknown(head, file.name or "")


def unknown(head, name):
    if HEIC.match(head):
        refuse(NO_HEIC)
    if MARKUP.match(head):
        refuse(NO_SCRIPT)
    refuse(NO_PHOTO if PHOTO_NAME.search(name) else NOTHING_KNOWN)


def refuse(words):
    raise Refused("bad_file", words, {"file": [words]})


MOST_TYPES = 2**20  # bytes of a [Content_Types].xml


def office(file):
    """A zip whose table of contents names Word or Excel, without macros or controls."""
    try:
        with zipfile.ZipFile(file) as parts:
            about = parts.getinfo("[Content_Types].xml")
            types = parts.read(about) if about.file_size <= MOST_TYPES else b""
            names = " ".join(parts.namelist())
    except (KeyError, zipfile.BadZipFile, OSError, EOFError, ValueError, zlib.error, RuntimeError):
        refuse(NOTHING_KNOWN)
    if b"macroEnabled" in types or "vbaProject" in names or "activeX" in names:
        refuse(NO_MACRO)
    for found in (DOCX, XLSX):
        if f"{found.content_type}.main+xml".encode() in types:
            return found
    return refuse(NOTHING_KNOWN)


def old_office(file):
    """A compound file that holds a Word or Excel document, without macros."""
    try:
        with olefile.OleFileIO(file) as parts:
            names = {part for path in parts.listdir(streams=True, storages=True) for part in path}
    except (OSError, ValueError, IndexError, TypeError):
        refuse(BROKEN)
    if "EncryptedPackage" in names:
        refuse(NO_PASSWORD)
    if names & {"VBA", "Macros", "_VBA_PROJECT_CUR"}:
        refuse(NO_MACRO)
    if "WordDocument" in names:
        return DOC
    if names & {"Workbook", "Book"}:
        return XLS
    return refuse(NOTHING_KNOWN)


ACTIVE = re.compile(rb"/(JavaScript|Launch)\b")
PACKED = re.compile(rb"/ObjStm[^>]{0,400}>>\s{0,4}stream\r?\n")
MOST_PACKED, MOST_UNPACKED = 4 * 2**20, 64 * 2**20  # bytes of one packed part, of all of them unpacked


def pdf(file):
    """A PDF that ends as one and starts no script or program by itself, in plain or in packed objects."""
    whole = file.read()
    file.seek(0)
    if b"%%EOF" not in whole[-2048:]:
        refuse(BROKEN)
    if ACTIVE.search(whole) or any(ACTIVE.search(part) for part in unpacked(whole)):
        refuse(NO_MACRO)
    return PDF


def unpacked(whole):
    """The packed objects, as far as they unpack to a bearable size."""
    room = MOST_UNPACKED
    for found in PACKED.finditer(whole):
        try:
            part = zlib.decompressobj().decompress(whole[found.end() : found.end() + MOST_PACKED], max(1, room))
        except zlib.error:
            continue
        room -= len(part)
        yield part
