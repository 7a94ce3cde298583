"""A report as the file that somebody downloads: always from its frozen figures."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from reports import charts
from reports.bulletin import bulletin, level, text_of
from reports.exchange import workbook
from reports.papers import heads
from reports.papers.annexes import annexes
from reports.papers.bulletin_docx import bulletin_docx
from reports.papers.printing import printed

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEMO_MARK = "演示数据"


def document(request, report, form):
    """The report as docx, xlsx or html (a page to print)."""
    if form == "xlsx":
        return attachment(workbook(report), heads.filename(report, form), XLSX)
    if form == "docx":
        return attachment(bulletin_docx(report, mark()), heads.filename(report, form), DOCX)
    if form == "html":
        return HttpResponse(render_to_string("reports/document.html", paper(report), request))
    raise Http404("没有这种格式")


def mark():
    """What keeps a document of demo data from passing for an official one."""
    return DEMO_MARK if settings.DEMO else ""


def attachment(content, name, content_type):
    """A download under a Chinese name (RFC 5987)."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def paper(report):
    """Context of the report's sheet of paper: what the .docx says, for the screen and the printer."""
    drawing = charts.plan_and_actual(report.figures["months"], f"{report.figures['year']}年")
    area = report.figures["area"]
    return {
        "report": report,
        "words": bulletin(report.figures, report.period),
        "organ": heads.organ(area),
        "number": heads.number(report),
        "paper_title": heads.title(report),
        "recipients": heads.recipients(area),
        "copies": heads.copies(area),
        "day": heads.day(report),
        "paragraphs": [(level(text), text) for text in text_of(report)],
        "annexes": [(title, printed(table)) for title, table in annexes(report)],
        "drawing": drawing.get("wide", ""),
    }
