"""A report as the file that somebody downloads: always from its frozen figures."""

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.http import content_disposition_header

from reports import charts
from reports.bulletin import bulletin
from reports.exchange import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def document(request, report, form):
    """The report as xlsx or html."""
    if form == "xlsx":
        words = bulletin(report.figures, report.period)
        response = HttpResponse(workbook(report), content_type=XLSX)
        name = f"{words['title']}{words['subtitle']}.xlsx"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response
    if form == "html":
        return HttpResponse(render_to_string("reports/document.html", paper(report), request))
    raise Http404("没有这种格式")


def paper(report):
    """Context of the report's sheet of paper."""
    drawing = charts.plan_and_actual(report.figures["months"], f"{report.figures['year']}年")
    return {"report": report, "words": bulletin(report.figures, report.period), "drawing": drawing.get("wide", "")}
