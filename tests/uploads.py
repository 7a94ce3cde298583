"""Uploads of every kind, made on the spot."""

import io
import struct
import zipfile
import zlib

import olefile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, TiffImagePlugin

OFFICE = "application/vnd.openxmlformats-officedocument."
MARKER = b"<?php secret ?>"


def picture(kind="JPEG", size=(640, 480), name="屋面.jpg", mode="RGB"):
    """A photo taken in Ningbo with a phone that tells everything, with something hidden behind it."""
    data, about = io.BytesIO(), Image.Exif()
    about[0x010F], about[0x0112] = "SecretPhone", 6
    about.get_ifd(0x8769)[0x9003] = "2026:09:30 08:12:05"
    degrees = lambda *parts: tuple(TiffImagePlugin.IFDRational(p) for p in parts)  # noqa: E731
    about.get_ifd(0x8825).update({1: "N", 2: degrees(29, 52, 12), 3: "E", 4: degrees(121, 31, 48)})
    Image.new(mode, size, "#8899aa").save(data, kind, exif=about)
    return SimpleUploadedFile(name, data.getvalue() + MARKER, "text/plain")


def upload(name, content):
    return SimpleUploadedFile(name, content, "image/jpeg")


def office(name, main="wordprocessingml.document.main+xml", *more):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Types><Override ContentType="{OFFICE}{main}"/></Types>')
        for part in more:
            parts.writestr(part, "x")
    return upload(name, data.getvalue())


def pdf(inside=b"", name="批复.pdf"):
    return upload(name, b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\n%%EOF\n")


def packed_pdf(inside):
    part = zlib.compress(inside)
    return pdf(
        b">>\nendobj\n2 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n"
        + part
        + b"\nendstream <<"
    )


FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def old_office(name, *streams):
    """A compound file of three sectors at most: head, table, directory with up to three empty streams."""
    head = olefile.MAGIC + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0, 0) + struct.pack("<108I", *[FREE] * 108)
    table = struct.pack("<128I", TABLE, END, *[FREE] * 126)
    rows = [
        ("Root Entry", 5, FREE, 1),
        *((s, 2, n + 2 if n + 1 < len(streams) else FREE, FREE) for n, s in enumerate(streams)),
    ]
    directory = b"".join(entry(*row) for row in rows)
    return upload(name, head + table + directory.ljust(512, b"\0"))


def entry(name, kind, right, child):
    text = name.encode("utf-16-le")
    links = struct.pack("<HBBIII", len(text) + 2, kind, 1, FREE, right, child)
    return text.ljust(64, b"\0") + links + bytes(36) + struct.pack("<IQ", END, 0)
