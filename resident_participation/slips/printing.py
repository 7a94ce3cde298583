"""投票单 eight to an A4 sheet, with a QR code of the ballot page. Made by the worker, never kept in clear."""

import segno
from django.template.loader import render_to_string

from resident_participation.slips import codes

PER_SHEET = 8


def sheet(batch, made, site, progress):
    """The print page of a batch: `made` is [(seat, plain code)], `site` the portal's address."""
    slips = []
    for done, (seat, code) in enumerate(made, 1):
        slips.append({"seat": seat, "code": codes.shown(code), "qr": qr(f"{site}/b/{code}")})
        if done % 100 == 0:
            progress(done)
    sheets = [slips[n : n + PER_SHEET] for n in range(0, len(slips), PER_SHEET)]
    found = {"batch": batch, "round": batch.round, "sheets": sheets, "site": site.split("//")[-1]}
    return render_to_string("resident_participation/slips_print.html", found)


def qr(words):
    """A QR code as inline SVG, medium error correction: a creased slip can still be read."""
    return segno.make(words, error="m").svg_inline(omitsize=True, border=2, dark="#000")
