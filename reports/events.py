"""What other systems are told of reports."""

from core.webhooks.events import emit, event

event(
    "report.issued",
    "报告生成",
    report="报告编号",
    kind="种类",
    period="期间",
    area="区划代码",
    sha256="数据校验码",
)


def issued(report):
    """Called in the transaction that issues it."""
    emit(
        "report.issued",
        report=report.pk,
        kind=report.kind,
        period=report.period,
        area=report.area_id,
        sha256=report.snapshot_sha256,
    )
