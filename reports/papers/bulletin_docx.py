"""The monthly bulletin as .docx in the layout of an official document; the same snapshot gives the same bytes."""

from reports.bulletin import level, text_of
from reports.papers import heads, layout, ooxml
from reports.papers.annexes import annexes


def bulletin_docx(report, marked=""):
    """The bytes of the document; `marked` is printed at its head (demo data must not pass for an official paper)."""
    area, own = report.figures["area"], annexes(report)
    organ, day = heads.organ(area), heads.day(report)
    *before, last = text_of(report)
    tables = [
        layout.annex(f"附件{number if len(own) > 1 else ''}", title, table)
        for number, (title, table) in enumerate(own, 1)
    ]
    parts = [
        layout.red_head(organ, heads.number(report), marked),
        layout.heading(heads.title(report)),
        layout.text(heads.recipients(area), first=0),
        *[body(paragraph) for paragraph in before],
        body(last, keep=True),  # the signature never stands on a page without text (GB/T 9704-2012, 7.3.5)
        layout.attachments([title for title, _ in own]),
        layout.signature(organ, day),
        *tables,
        ooxml.section_end(layout.numbered()),
        layout.imprint(heads.copies(area), organ, day),
        layout.last_page(),
    ]
    created = f"{report.figures['as_of']}T00:00:00Z"
    return ooxml.package("".join(parts), title=heads.title(report), created=created, footers=layout.footers())


def body(paragraph, keep=False):
    at = level(paragraph)
    return layout.text(paragraph, layout.HEADINGS[at], keep=keep or bool(at))
