"""Consultations held on paper, as a sheet."""

from django.core.exceptions import ValidationError

from accounts.policy import Act
from communities.models import Community
from core.changes import change_many
from core.exchange.columns import Choice, Day, Digits, Text, Whole
from core.exchange.registry import register
from core.exchange.sheet import Sheet
from projects.consents.filters import ConsultationFilter
from projects.consents.models import ConsultationRecord

COMMUNITY, HELD = "小区编号", "截止日期"


@register
class ConsultationSheet(Sheet):
    kind, title, model = "consultations", "意愿征询", ConsultationRecord
    columns = (
        Digits(COMMUNITY, "code", ("小区代码",), required=True, pattern=r"\d{13,15}", words="小区编号是 13 位数字",
               width=16, example="3302030060001"),
        Text("小区名称", "community_name", ("小区",), help="只供核对，按小区编号读取"),
        Choice("事项", "purpose", (), required=True, choices=tuple(ConsultationRecord.Purpose.choices),
               example="是否改造"),
        Day(HELD, "held_on", ("征询截止日期",), required=True),
        Whole("总户数", "households", (), required=True, example="420"),
        Whole("参加户数", "took_part", (), required=True, example="360"),
        Whole("同意户数", "agreed", (), required=True, example="345"),
        Day("公示开始", "posted_from", (), required=True),
        Day("公示结束", "posted_to", (), required=True),
        Whole("公示期异议（件）", "objections", ("异议",)),
        Whole("已答复（件）", "answered", ("已答复",)),
        Text("说明", "note", ("备注",), longest=200, width=24),
    )  # fmt: skip
    must_have = ("code", "purpose", "held_on")
    act, list_page, filterset_class = Act.CONSENT_RECORD, "projects:consultations", ConsultationFilter
    own = frozenset({
        "purpose", "held_on", "households", "took_part", "agreed", "posted_from", "posted_to", "objections",
        "answered", "note",
    })  # fmt: skip

    def shown(self, rows):
        return rows.select_related("community")

    def existing(self, chunk, lock):
        codes = {row.values["code"] for row in chunk if "code" in row.values}
        self.communities = {c.code: c for c in Community.objects.filter(code__in=codes).select_related("area")}
        rows = ConsultationRecord.objects.filter(community__in=self.communities.values())
        rows = rows.select_related("community__area")
        rows = rows.select_for_update(of=["self"]) if lock else rows
        return {(r.community.code, r.purpose, r.held_on): r for r in rows}

    def keys(self, row):
        key = tuple(row.values.get(name) for name in ("code", "purpose", "held_on"))
        return [] if None in key else [(HELD, key)]

    def find(self, row, known):
        return known.get(tuple(row.values.get(name) for name in ("code", "purpose", "held_on")))

    def fill(self, row):
        super().fill(row)
        code = row.values.get("code")
        if code and code not in self.communities:
            row.wrong(COMMUNITY, f"没有编号为“{code}”的小区")
        elif code:
            row.obj.community = self.communities[code]

    def check(self, row):
        if not self.by.may(self.act, row.obj):
            row.wrong(COMMUNITY, f"{row.obj.community}不在您的管辖范围（{self.by.scope_label}）")
        try:
            row.obj.validate_constraints(exclude=["community"])
        except ValidationError as error:
            row.wrong(HELD, "；".join(error.messages))

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        plain = {"code": obj.community.code, "community_name": obj.community.name}
        return plain[name] if name in plain else super().value(obj, name)
