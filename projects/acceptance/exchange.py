"""Findings and assets as sheets: a row with a number is the record of that number, one without is new."""

from datetime import timedelta
from functools import cached_property

from accounts.models import Organisation
from accounts.policy import Act
from communities.models import FacilityKind
from core.changes import change_many
from core.errors import Refused
from core.exchange.columns import Choice, Day, Digits, Number, Text
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.acceptance import handover
from projects.acceptance.filters import AssetFilter, FindingFilter
from projects.acceptance.models import Asset, DefectKind, Finding
from projects.register.models import Project

PROJECT, NUMBER = "项目", "编号"
CHECKED = "只供核对，不会导入"


class OfProjects(Sheet):
    """A sheet of records of projects, told apart by their number."""

    def existing(self, chunk, lock):
        names = {row.values["project_name"] for row in chunk if "project_name" in row.values}
        seen = Project.objects.visible_to(self.by).filter(name__in=names).select_related("area")
        self.projects = {}
        for project in self.with_places(seen):
            self.projects.setdefault(project.name, []).append(project)
        keys = [int(row.values["id"]) for row in chunk if "id" in row.values]
        known = self.shown(self.model.objects.visible_to(self.by).filter(pk__in=keys))
        return {r.pk: r for r in (known.select_for_update(of=["self"]) if lock else known)}

    def with_places(self, projects):
        return projects

    def keys(self, row):
        return [(NUMBER, row.values["id"])] if "id" in row.values else []

    def find(self, row, known):
        key = row.values.pop("id", None)
        if key and int(key) not in known:
            row.wrong(NUMBER, f"没有编号为 {key} 的记录；新的请空着")
        return known.get(int(key)) if key else None

    def fill(self, row):
        super().fill(row)
        name = row.values.get("project_name")
        found = self.projects.get(name, [])
        if name and len(found) != 1:
            row.wrong(PROJECT, f"没有“{name}”这个项目" if not found else f"有 {len(found)} 个项目都叫“{name}”")
        elif name and row.before and row.obj.project_id != found[0].pk:
            row.wrong(PROJECT, f"这条记录属于“{row.obj.project}”，不能换项目")
        elif name:
            row.obj.project = found[0]

    def named(self, row, name, field, table, header, hint):
        """Set what a cell names, or say that there is no such thing."""
        words = row.values.get(name)
        if words and words not in table:
            row.wrong(header, f"“{words}”{hint}")
        elif words:
            setattr(row.obj, field, table[words])

    def mine(self, row):
        """Whether the record may be written; says so when not."""
        if not self.by.may(self.act, row.obj):
            row.wrong(PROJECT, f"“{row.obj.project}”不在您的管辖范围（{self.by.scope_label}）")
            return False
        return True

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)


@register
class FindingSheet(OfProjects):
    kind, title, model = "findings", "检查问题", Finding
    columns = (
        Digits(NUMBER, "id", (), pattern=r"\d{1,12}", words="编号是数字", help="新的空着"),
        Text(PROJECT, "project_name", ("项目名称",), required=True, width=26),
        Day("检查日期", "held_on", (), required=True, help="先登记当天的检查"),
        Text("问题代码", "kind_code", ("检查项",), required=True, example="roof5", help="见检查项清单"),
        Text("问题", "kind_name", (), width=24, help=CHECKED),
        Text("部位", "place", (), required=True, longest=80, example="3幢屋面"),
        Text("情况", "text", ("说明",), longest=200, width=24),
        Day("整改期限", "due_on", ("期限",), help="空着按检查项的天数算"),
        Choice("状态", "state", (), choices=tuple(Finding.State.choices), help=CHECKED),
        Text("整改情况", "answer", (), width=24, help=CHECKED),
        Day("整改日期", "rectified_on", (), help=CHECKED),
        Day("销号日期", "closed_on", (), help=CHECKED),
    )
    must_have = ("project_name", "kind_code", "place")
    act, list_page, filterset_class = Act.INSPECTION_RECORD, "projects:findings", FindingFilter
    own = frozenset({"place", "text", "due_on"})

    @cached_property
    def kinds(self):
        return {kind.code: kind for kind in DefectKind.objects.all()}

    def shown(self, rows):
        return rows.select_related("project__area", "inspection", "kind")

    def with_places(self, projects):
        return projects.prefetch_related("inspections")

    def fill(self, row):
        super().fill(row)
        finding, day = row.obj, row.values.get("held_on")
        self.named(row, "kind_code", "kind", self.kinds, "问题代码", "不在检查项清单里")
        if row.before or row.errors or not day:
            return
        held = next((i for i in finding.project.inspections.all() if i.held_on == day), None)
        if held is None:
            row.wrong("检查日期", f"“{finding.project}”{day:%Y年%m月%d日}没有检查记录，请先登记检查")
            return
        finding.inspection = held
        finding.due_on = finding.due_on or day + timedelta(days=finding.kind.days)

    def check(self, row):
        finding = row.obj
        if not self.mine(row):
            return
        if row.before and finding.state != Finding.State.OPEN and self.state_of(row) == "changed":
            row.wrong(NUMBER, f"现在是“{finding.get_state_display()}”，不能再改")
        if finding.due_on < finding.inspection.held_on:
            row.wrong("整改期限", f"不能早于检查日期 {finding.inspection.held_on:%Y年%m月%d日}")

    def value(self, obj, name):
        plain = {
            "id": str(obj.pk),
            "project_name": obj.project.name,
            "held_on": obj.inspection.held_on,
            "kind_code": obj.kind_id,
            "kind_name": obj.kind.name,
        }
        return plain[name] if name in plain else super().value(obj, name)


@register
class AssetSheet(OfProjects):
    kind, title, model = "assets", "移交资产", Asset
    columns = (
        Digits(NUMBER, "id", (), pattern=r"\d{1,12}", words="编号是数字", help="新的空着"),
        Text(PROJECT, "project_name", ("项目名称",), required=True, width=26),
        Digits("小区编号", "community_code", ("小区代码",), required=True, pattern=r"\d{13,15}",
               words="小区编号是 13 位数字", width=16),
        Text("小区名称", "community_name", ("小区",), help=CHECKED),
        Text("资产", "name", ("资产名称",), required=True, longest=80, width=20, example="健身场地"),
        Text("设施种类", "kind_name", ("种类",), help="给居民用的设施才填，签收后记入公共设施", example="室外健身场地"),
        Number("数量（面积）", "quantity", ("数量", "面积"), required=True, example="180"),
        Text("单位", "measure", ("计量单位",), required=True, longest=10, example="㎡"),
        Text("接收单位", "receiver_name", (), required=True, width=20, help="单位名录里的名称"),
        Text("签收人", "signed_by", (), help=CHECKED),
        Day("签收日期", "signed_on", (), help=CHECKED),
    )  # fmt: skip
    must_have = ("project_name", "community_code", "name")
    act, list_page, filterset_class = Act.ASSET_RECORD, "projects:assets", AssetFilter
    own = frozenset({"name", "quantity", "measure"})

    @cached_property
    def kinds(self):
        return {kind.name: kind for kind in FacilityKind.objects.all()}

    @cached_property
    def firms(self):
        return {firm.name: firm for firm in Organisation.objects.visible_to(self.by)}

    def shown(self, rows):
        return rows.select_related("project__area", "community", "kind", "receiver")

    def with_places(self, projects):
        return projects.prefetch_related("communities")

    def fill(self, row):
        super().fill(row)
        self.named(row, "kind_name", "kind", self.kinds, "设施种类", "不是公共设施的种类")
        self.named(row, "receiver_name", "receiver", self.firms, "接收单位", "单位名录里没有，请核对或先登记")
        if row.obj.project_id and not row.errors and row.obj.project.name in self.projects:
            own = {c.code: c for c in self.projects[row.obj.project.name][0].communities.all()}
            self.named(row, "community_code", "community", own, "小区编号", "不是这个项目的小区")

    def check(self, row):
        asset = row.obj
        if not self.mine(row):
            return
        if row.before and asset.signed_on and self.state_of(row) == "changed":
            row.wrong(NUMBER, "已经签收，不能再改")
        if asset.quantity <= 0:
            row.wrong("数量（面积）", "要大于 0")
        try:
            handover.check_kind(asset)
        except Refused as refused:
            row.wrong("数量（面积）" if "quantity" in refused.fields else "单位", refused.message)

    def value(self, obj, name):
        plain = {
            "id": str(obj.pk),
            "project_name": obj.project.name,
            "community_code": obj.community.code,
            "community_name": obj.community.name,
            "kind_name": obj.kind.name if obj.kind else "",
            "receiver_name": obj.receiver.name,
        }
        return plain[name] if name in plain else super().value(obj, name)
