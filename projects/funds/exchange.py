"""The ledger of funds as a sheet; rows already in the ledger are known by their number and cannot be changed."""

from functools import cached_property

from accounts.policy import Act
from core.changes import change_many
from core.exchange.columns import Choice, Day, Digits, Number, Text, Year
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.funds.actions import check_balance
from projects.funds.filters import FundEntryFilter
from projects.funds.models import FundEntry
from projects.money.models import FundingSource
from projects.register.models import Project


@register
class FundSheet(Sheet):
    kind, title, model = "fund_entries", "资金台账", FundEntry
    columns = (
        Digits("台账号", "id", (), pattern=r"\d{1,12}", words="台账号是数字", help="新的一笔空着"),
        Text("项目", "project_name", ("项目名称",), required=True, width=26),
        Text("资金来源", "source_name", ("来源",), required=True, width=16, example="市级财政"),
        Year("资金年度", "year", ("年度",), required=True, ahead=10, example="2026"),
        Choice("类别", "kind", (), required=True, choices=tuple(FundEntry.Kind.choices), example="到位"),
        Number("金额（万元）", "amount", ("金额",), required=True, help="冲减的填负数", example="300"),
        Day("日期", "dated_on", (), required=True),
        Text("文号（凭证）", "document", ("文号", "凭证"), longest=80),
        Text("说明", "note", ("备注",), longest=200),
    )
    must_have = ("project_name", "source_name", "amount")
    act, list_page, filterset_class = Act.FUND_ENTER, "projects:fund_entries", FundEntryFilter
    own = frozenset({"year", "kind", "amount", "dated_on", "document", "note"})

    @cached_property
    def sources(self):
        return {source.name: source for source in FundingSource.objects.all()}

    def shown(self, rows):
        return rows.select_related("project", "source")

    def existing(self, chunk, lock):
        names = {row.values["project_name"] for row in chunk if "project_name" in row.values}
        seen = Project.objects.visible_to(self.by).filter(name__in=names).select_related("area")
        self.projects = {}
        for project in seen.select_for_update(of=["self"]) if lock else seen:
            self.projects.setdefault(project.name, []).append(project)
        keys = [int(row.values["id"]) for row in chunk if "id" in row.values]
        return FundEntry.objects.visible_to(self.by).select_related("project__area", "source").in_bulk(keys)

    def keys(self, row):
        return [("台账号", row.values["id"])] if "id" in row.values else []

    def find(self, row, known):
        key = row.values.pop("id", None)
        if key and int(key) not in known:
            row.wrong("台账号", f"没有台账号为 {key} 的记录；新的一笔请空着")
        return known.get(int(key)) if key else None

    def fill(self, row):
        super().fill(row)
        name, source = row.values.get("project_name"), row.values.get("source_name")
        found = self.projects.get(name, [])
        if name and len(found) != 1:
            row.wrong(
                "项目", f"没有“{name}”这个项目" if not found else f"有 {len(found)} 个项目都叫“{name}”，请在页面上登记"
            )
        elif name:
            row.obj.project = found[0]
        if source and source not in self.sources:
            row.wrong("资金来源", f"没有“{source}”这种来源，可填：{'、'.join(self.sources)}")
        elif source:
            row.obj.source = self.sources[source]

    def check(self, row):
        entry = row.obj
        if not self.by.may(self.act, entry):
            row.wrong("项目", f"“{entry.project}”不在您的管辖范围（{self.by.scope_label}）")
        if row.before and self.state_of(row) == "changed":
            row.wrong("台账号", "已登记的资金不能改；登记错的，另起一行用负数冲减")

    def write(self, rows, batch):
        """New rows, balances checked one after the other; one that does not balance stops the whole sheet."""
        for row in rows:
            check_balance(row.obj)
            change_many([(row.obj, row.before)], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        names = {"project_name": obj.project.name, "source_name": obj.source.name, "id": str(obj.pk)}
        return names[name] if name in names else super().value(obj, name)
