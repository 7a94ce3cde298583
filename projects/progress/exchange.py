"""A month's progress of many projects as a sheet: streets fill it in, submit it on the page."""

from accounts.policy import Act
from core.changes import change_many
from core.errors import Refused
from core.exchange.columns import Digits, Number, Text, Whole
from core.exchange.registry import register
from projects.progress import actions
from projects.progress.filters import ProgressFilter
from projects.progress.models import ProgressReport
from projects.register.exchange import CODE_COLUMN, NAME, NamesProject

PERIOD = "月份"


@register
class MonthSheet(NamesProject):
    kind, title, model = "progress", "月度进展", ProgressReport
    columns = (
        CODE_COLUMN,
        Text(NAME, "project_name", ("项目",), longest=120, width=26, example="双桥新村改造项目"),
        Digits(PERIOD, "period", ("期别",), required=True, pattern=r"\d{4}-(0[1-9]|1[0-2])", words="月份形如 2026-10",
               example="2026-10"),
        Number("形象进度（%）", "percent", ("形象进度", "进度"), required=True, places=1, most=100, example="45.5"),
        Number("累计完成投资（万元）", "invested", ("累计投资", "完成投资"), required=True, example="320"),
        Whole("加装电梯（部）", "lifts", ()),
        Whole("停车位（个）", "parking_spaces", ()),
        Whole("充电桩（个）", "charging_points", ()),
        Number("管线（千米）", "pipes_km", ()),
        Whole("服务设施（个）", "service_facilities", ()),
        Text("本月情况", "note", ("情况",), longest=500, width=30),
        Text("存在问题", "problems", ("问题",), longest=500, width=30),
        Text("减少的原因", "reason", ("原因",), longest=200),
        Text("状态", "shown_state", (), longest=20, help="只供核对"),
    )  # fmt: skip
    must_have = ("period", "percent")
    act, list_page, filterset_class = Act.PROGRESS_REPORT, "projects:progress", ProgressFilter
    own = frozenset({*actions.QUANTITIES, "period", "note", "problems", "reason"})

    def shown(self, rows):
        return rows.select_related("project").exclude(state=ProgressReport.State.SUPERSEDED)

    def existing(self, chunk, lock):
        projects = self.load_projects(chunk, lock)
        periods = {row.values["period"] for row in chunk if "period" in row.values}
        rows = ProgressReport.objects.valid().filter(project__in=projects, period__in=periods)
        rows = rows.select_related("project__area")
        return {(m.project_id, m.period): m for m in (rows.select_for_update(of=["self"]) if lock else rows)}

    def identify(self, row):
        row.extra["project"] = self.project_of(row)
        return super().identify(row)

    def keys(self, row):
        project = row.extra["project"]
        return [(PERIOD, (project.name, row.values["period"]))] if project and "period" in row.values else []

    def find(self, row, known):
        return known.get((getattr(row.extra["project"], "pk", None), row.values.get("period")))

    def fill(self, row):
        if row.extra["project"] is not None:
            row.obj.project = row.extra["project"]
        super().fill(row)

    def check(self, row):
        month = row.obj
        if not self.by.may(self.act, month):
            row.wrong(NAME, f"“{month.project}”不归您填报（{self.by.scope_label}）")
        elif self.state_of(row) != "unchanged":
            try:
                actions.check_period(month.project, month.period)
                actions.require_open(month)
                actions.check_fall(month)
            except Refused as refused:
                row.wrong(PERIOD, refused.message)

    def write(self, rows, batch):
        for row in rows:
            row.obj.reported_by_id = self.by.pk
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        plain = {"code": obj.project.code, "project_name": obj.project.name, "shown_state": obj.get_state_display()}
        return plain[name] if name in plain else super().value(obj, name)
