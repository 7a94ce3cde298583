"""Contracts as a sheet: a row is found by project code and contract number; its tender is the award that fits."""

from functools import cache, cached_property

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import Organisation
from accounts.policy import Act
from core import thresholds
from core.changes import change_many, snapshot
from core.errors import Refused
from core.exchange.columns import Choice, Day, Digits, Number, Text, Whole
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.contracts import figures, rules
from projects.contracts.actions import AGREED, NAMED_AS
from projects.contracts.filters import ContractFilter
from projects.contracts.models import Contract, Payment, Tender, Variation
from projects.register.models import PROJECT_CODE, Project
from projects.register.parties import APART, set_party

PROJECT, FIRM, NUMBER = "项目代码", "承包单位", "合同编号"
CHECKED = "只供核对，不会导入"


@register
class ContractSheet(Sheet):
    kind, title, model = "contracts", "合同", Contract
    columns = (
        Digits(PROJECT, "project_code", (), required=True, pattern=PROJECT_CODE.regex.pattern.strip("^$"),
               words="项目代码形如 2111-330213-04-01-452241", width=26, example="2111-330213-04-01-452241"),
        Text("项目名称", "project_name", ("项目",), help=CHECKED, width=24),
        Text(NUMBER, "number", ("编号",), required=True, longest=60, width=16, example="HT-2026-001"),
        Choice("标的", "subject", (), required=True, choices=tuple(Tender.Subject.choices), example="施工"),
        Text(FIRM, "firm_name", ("单位", "中标单位"), required=True, width=24, help="单位名录里的名称"),
        Number("合同价（万元）", "amount", ("合同价", "合同金额（万元）"), required=True, example="1100"),
        Day("签订日期", "signed_on", ("签约日期",), required=True),
        Day("开工日期", "starts_on", ()),
        Whole("工期（天）", "days", ("工期",)),
        Number("质保金比例（%）", "retention", ("质保金比例",), places=1),
        Number("现合同价（万元）", "current", (), help=f"含已批准的变更；{CHECKED}"),
        Number("已付（万元）", "paid", (), help=CHECKED),
    )  # fmt: skip
    must_have = ("project_code", "number", "firm_name")
    act, list_page, filterset_class = Act.CONTRACT_EDIT, "projects:contract_list", ContractFilter
    own = frozenset({"number", "subject", "amount", "signed_on", "starts_on", "days", "retention"})

    @cached_property
    def firms(self):
        return {firm.name: firm for firm in Organisation.objects.visible_to(self.by)}

    @cached_property
    def ask(self):
        return cache(thresholds.value)

    @cached_property
    def headers(self):
        names = {c.name: c.header for c in self.columns}
        return names | {"organisation": FIRM, "tender": "合同价（万元）"}

    def shown(self, rows):
        return figures.with_money(rows).select_related("project", "organisation")

    def existing(self, chunk, lock):
        """The chunk's projects with their tenders and parties, kept for `fill`, and its contracts."""
        codes = {row.values["project_code"] for row in chunk if "project_code" in row.values}
        projects, contracts = Project.objects.filter(code__in=codes), Contract.objects.filter(project__code__in=codes)
        if lock:
            projects, contracts = (rows.select_for_update(of=["self"]) for rows in (projects, contracts))
        found = projects.select_related("area").prefetch_related("tenders__winner", "tenders__contracts", "parties")
        self.projects = {p.code: p for p in found}
        own = {"contract": OuterRef("pk")}
        follows = Exists(Variation.objects.filter(**own)) | Exists(Payment.objects.filter(**own))
        contracts = contracts.select_related("project__area", "organisation", "tender").annotate(follows=follows)
        return {(c.project.code, c.number): c for c in contracts}

    def keys(self, row):
        code, number = row.values.get("project_code"), row.values.get("number")
        return [(NUMBER, (code, number))] if code and number else []

    def find(self, row, known):
        return known.get((row.values.get("project_code"), row.values.get("number")))

    def fill(self, row):
        super().fill(row)
        contract = row.obj
        for name, field, header, table, hint in (
            ("project_code", "project", PROJECT, self.projects, "没有这个代码的项目，请核对"),
            ("firm_name", "organisation", FIRM, self.firms, "单位名录里没有，请核对或先登记"),
        ):
            words = row.values.get(name)
            if words is not None and words not in table:
                row.wrong(header, f"“{words}”{hint}")
            elif words is not None:
                setattr(contract, field, table[words])
        if not row.before and contract.project_id:
            contract.tender = self.award(contract)

    def award(self, contract):
        """The awarded tender of a new contract's subject that nobody signed yet."""
        waiting = (t for t in contract.project.tenders.all() if t.awarded_on and not t.contracts.all())
        return next((t for t in waiting if t.subject == contract.subject), None)

    def check(self, row):
        contract = row.obj
        if not self.by.may(self.act, contract):
            row.wrong(PROJECT, f"{contract.project}不在您的管辖范围（{self.by.scope_label}）")
            return
        if contract.signed_on > timezone.localdate():
            row.wrong("签订日期", "日期还没有到，不能先填")
        changed = any(row.before.get(name) != value for name, value in agreed(contract).items())
        if row.before and changed and contract.follows:
            row.wrong("合同价（万元）", "合同已有变更或支付，合同价、单位和标的不能再改；增减请登记工程变更")
        if self.both_sides(contract):
            row.wrong(FIRM, "同一个单位不能既施工又监理（《建筑法》第三十四条）")
        try:
            rules.check_contract(contract, self.ask)
        except Refused as refused:
            field = next(iter(refused.fields), "amount")
            row.wrong(self.headers.get(field, NUMBER), refused.message)

    def both_sides(self, contract):
        other = APART.get(NAMED_AS.get(contract.subject))
        return other and any(
            p.role == other and p.organisation_id == contract.organisation_id for p in contract.project.parties.all()
        )

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)
        for row in rows:
            contract, role = row.obj, NAMED_AS.get(row.obj.subject)
            have = {(p.role, p.organisation_id) for p in contract.project.parties.all()}
            if role and (role, contract.organisation_id) not in have:
                set_party(contract.project, by=self.by, role=role, organisation=contract.organisation)

    def value(self, obj, name):
        plain = {"project_code": obj.project.code, "project_name": obj.project.name, "firm_name": obj.organisation.name}
        return plain[name] if name in plain else super().value(obj, name)


def agreed(contract):
    """What cannot change once something rests on it, as the log keeps it."""
    return {name: value for name, value in snapshot(contract).items() if name in AGREED}
