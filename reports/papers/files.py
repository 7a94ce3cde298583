"""A statutory table as a file: at once when it is short, by the worker when it is long."""

from core.exchange.exports import AT_ONCE
from core.exchange.views import made
from core.jobs import enqueue
from reports.documents import DOCX, XLSX, attachment
from reports.papers.table_docx import table_docx
from reports.tables.writing import write_csv, write_xlsx

WRITE = "reports.table"
FORMS = ("csv", "xlsx", "docx")
CSV = "text/csv; charset=utf-8"


def filename(table, form):
    return f"{table.title}{table.as_of:%Y%m%d}.{form}"


def write(path, table, form):
    if form == "csv":
        with open(path, "w", encoding="utf-8", newline="") as file:  # noqa: PTH123 (a path as the others take it)
            write_csv(file, table)
    else:
        write_xlsx(str(path), [(table.code, table)])


def long(table, form):
    return form != "docx" and (table.number or 0) > AT_ONCE


def download(table, form):
    """The file as an answer."""
    if form == "docx":
        return attachment(table_docx(table), filename(table, form), DOCX)
    return made(lambda path: write(path, table, form), filename(table, form), CSV if form == "csv" else XLSX)


def order(code, data, form, *, by):
    """Have the worker write it; the person gets the file from the job's page."""
    params = {"code": code, "data": {key: str(value) for key, value in data.items()}, "form": form}
    return enqueue(WRITE, by=by, params=params, title=f"统计表 {code}")
