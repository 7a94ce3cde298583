"""Communities of annual plans as a sheet: a district enters its list at once, what one lacks stands at its row."""

import re
from functools import cached_property

from accounts.policy import Act
from communities.models import Community
from core.errors import Refused
from core.exchange.columns import Choice, Day, Digits, Text, Year
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.money.models import FundingSource
from projects.plans import actions, entry
from projects.plans.filters import PlanEntryFilter
from projects.plans.models import AnnualPlan, PlanEntry

YEAR, COMMUNITY, FUNDS = "计划年度", "小区编号", "资金安排（万元）"
FACTS = ("plan_kind", "planned_start", "planned_finish", "committed_on", "committed_by", "exemption")


@register
class PlanEntrySheet(Sheet):
    kind, title, model = "plan_entries", "年度计划小区", PlanEntry
    columns = (
        Year(YEAR, "year", ("年度",), required=True, ahead=10, example="2027"),
        Digits(COMMUNITY, "code", ("小区代码",), required=True, pattern=r"\d{13,15}", words="小区编号是 13 位数字",
               width=16, example="3302030060001"),
        Text("小区名称", "community_name", ("小区",), help="只供核对，按小区编号读取"),
        Choice("计划类别", "plan_kind", ("类别",), choices=tuple(PlanEntry.Kind.choices), example="新建"),
        Day("计划开工", "planned_start", (), required=True),
        Day("计划完工", "planned_finish", (), required=True),
        Text(FUNDS, "funds_words", ("资金安排",), required=True, longest=400, width=30,
             help="来源和金额，几个来源用分号隔开", example="市级财政 120；区县财政 260"),
        Day("一次进场承诺日期", "committed_on", ("承诺日期",)),
        Text("承诺单位", "committed_by", (), longest=80, width=18),
        Text("免办依据", "exemption", (), longest=200),
        Text("状态", "shown_state", (), longest=20, help="只供核对；移出在页面上办"),
    )  # fmt: skip
    must_have = ("year", "code")
    act, list_page, filterset_class = Act.PLAN_ENTER, "projects:annual_plans", PlanEntryFilter
    own = frozenset(FACTS)

    @cached_property
    def sources(self):
        return {source.name: source.pk for source in FundingSource.objects.all()}

    @cached_property
    def names(self):
        return {key: name for name, key in self.sources.items()}

    def shown(self, rows):
        return rows.select_related("community", "plan")

    def existing(self, chunk, lock):
        codes = {row.values["code"] for row in chunk if "code" in row.values}
        self.communities = {c.code: c for c in Community.objects.filter(code__in=codes).select_related("area")}
        years = {row.values["year"] for row in chunk if "year" in row.values}
        self.plans = {(p.area_id, p.year): p for p in AnnualPlan.objects.filter(year__in=years).select_related("area")}
        listed = PlanEntry.objects.filter(community__code__in=codes, state=PlanEntry.State.LISTED)
        return {(e.plan.year, e.community.code): e for e in listed.select_related("plan", "community__area")}

    def keys(self, row):
        key = tuple(row.values.get(name) for name in ("year", "code"))
        return [] if None in key else [(COMMUNITY, key)]

    def find(self, row, known):
        return known.get((row.values.get("year"), row.values.get("code")))

    def fill(self, row):
        super().fill(row)
        code, year = row.values.get("code"), row.values.get("year")
        community = self.communities.get(code)
        if code and community is None:
            row.wrong(COMMUNITY, f"没有编号为“{code}”的小区")
        elif code and year:
            row.obj.community, plan = community, self.plans.get((community.area_id[:6], year))
            if plan is None:
                row.wrong(YEAR, f"{community.area}所在的区（县、市）还没有编制 {year} 年的年度计划")
            elif not row.before:
                row.obj.plan = plan
        if "funds_words" in row.values:
            row.obj.funds = self.funds(row)

    def funds(self, row):
        """{source code: amount} of "市级财政 120；区县财政 260"."""
        found = {}
        for part in filter(None, re.split(r"[；;、\n]+", row.values["funds_words"])):
            name, _, amount = part.strip().rpartition(" ")
            if name.strip() not in self.sources:
                row.wrong(FUNDS, f"看不懂“{part.strip()}”，请写成“市级财政 120”，来源可填：{'、'.join(self.sources)}")
                return {}
            found[self.sources[name.strip()]] = amount
        try:
            return entry.read_funds(found)
        except Refused as refused:
            row.wrong(FUNDS, refused.message)
            return {}

    def check(self, row):
        if not self.by.may(self.act, row.obj):
            row.wrong(COMMUNITY, f"{row.obj.community}不在您的管辖范围（{self.by.scope_label}）")
        elif row.before and self.state_of(row) == "changed":
            row.wrong(COMMUNITY, "已列入计划的不能在表里改，请在年度计划页上办")
        elif not row.before and row.obj.plan.state == AnnualPlan.State.ISSUED:
            row.wrong(YEAR, "计划已经下达，增加小区要办调整，请在年度计划页上办")
        elif not row.before:
            self.judge_entry(row)

    def judge_entry(self, row):
        try:
            entry.require(row.obj)
        except Refused as refused:
            row.wrong(COMMUNITY, refused.message)

    def write(self, rows, batch):
        """Through the same action as the page; one that is refused stops the whole sheet."""
        for row in rows:
            facts = {name: getattr(row.obj, name) for name in FACTS} | {"funds": row.obj.funds}
            actions.enter(row.obj.plan, row.obj.community, by=self.by, **facts)

    def value(self, obj, name):
        plain = {
            "year": lambda: obj.plan.year,
            "code": lambda: obj.community.code,
            "community_name": lambda: obj.community.name,
            "funds_words": lambda: "；".join(f"{self.names[key]} {amount}" for key, amount in obj.funds.items()),
            "shown_state": obj.get_state_display,
        }
        return plain[name]() if name in plain else super().value(obj, name)
