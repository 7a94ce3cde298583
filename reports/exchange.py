"""A report as .xlsx, made from its frozen figures: the same report gives the same bytes, totals are real formulas."""

from io import BytesIO

from reports.bulletin import text_of
from reports.tables import lists, national, places
from reports.tables.source import frozen
from reports.tables.writing import write_xlsx


def workbook(report):
    """The report's tables and its text as the bytes of a workbook."""
    source, buffer = frozen(report), BytesIO()
    tables = [
        ("各地情况", places.t1(source)),
        ("公布表", national.of_figures(source)),
        ("进展情况", places.f2(source)),
        ("改造内容", places.t2(source)),
        ("存在问题", lists.t3(source)),
        ("诉求办理", places.t5(source)),
    ]
    write_xlsx(buffer, tables, [*text_of(report), *source.notes(), f"数据校验码：{report.snapshot_sha256}"])
    return buffer.getvalue()
