"""参与卡 eight to an A4 sheet, with a QR code of the household's page."""

from django.template.loader import render_to_string

from resident_participation.slips import codes
from resident_participation.slips.printing import PER_SHEET, qr


def sheet(batch, made, site, progress):
    """The print page of a batch: `made` is [(roll row, plain code)], `site` the portal's address."""
    cards = []
    for done, (row, code) in enumerate(made, 1):
        cards.append({"row": row, "code": codes.shown(code), "qr": qr(f"{site}/h/{code}")})
        if done % 100 == 0:
            progress(done)
    sheets = [cards[n : n + PER_SHEET] for n in range(0, len(cards), PER_SHEET)]
    found = {"community": batch.community, "sheets": sheets, "site": site.split("//")[-1]}
    return render_to_string("resident_participation/cards_print.html", found)
