"""Renovation units as a sheet: name, where, what kind, and the codes of the communities that belong to them."""

from functools import cached_property

from accounts.former import AreaFinder
from accounts.policy import Act
from communities.register.models import Community, RenovationUnit
from communities.units import actions
from communities.units.filters import UnitFilter
from core.exchange.columns import Choice, Digits, Text
from core.exchange.registry import register
from core.exchange.sheet import Sheet

AREA_HEADER, MEMBERS_HEADER = "街道或区（县、市）", "小区编号"


class Codes(Text):
    """Codes of communities with 、 between them."""

    def read(self, value):
        words, notice = super().read(value)
        for sign in "，,；; ":
            words = words.replace(sign, "、")
        return sorted({code for code in words.split("、") if code}), notice

    def show(self, value):
        return "、".join(value or ())


@register
class UnitSheet(Sheet):
    kind, title, model = "units", "改造片区", RenovationUnit
    columns = (
        Digits("片区编号", "code", ("编号",), pattern=r"PQ\d{9,12}", words="片区编号是 PQ 加 9 位数字", width=14,
               help="新片区可空着，系统自动编号", example="PQ330203001"),
        Text("片区名称", "name", ("片区", "名称"), required=True, longest=80, width=22, example="月河—双桥片区"),
        Text(AREA_HEADER, "area_name", ("街道（镇、乡）", "街道", "区（县、市）"), required=True, width=16,
             example="白云街道"),
        Text("所在区", "district_name", ("区县",), help="街道同名时要填"),
        Choice("类型", "typology", (), choices=tuple(RenovationUnit.Typology.choices), example="连片改造"),
        Codes(MEMBERS_HEADER, "members", ("包含小区", "小区"), help="几个小区用顿号隔开；空着就不改", width=40,
              example="3302030060001、3302030060002"),
        Text("说明", "note", ("备注",), longest=2000, width=24),
    )  # fmt: skip
    must_have = ("name", "area_name")
    act, list_page, filterset_class = Act.UNIT_EDIT, "communities:units", UnitFilter
    own = frozenset({"name", "typology", "note"})

    @cached_property
    def areas(self):
        return AreaFinder()

    def shown(self, rows):
        return rows.select_related("area__parent").prefetch_related("communities")

    def place(self, row):
        words = row.values.get("area_name")
        if not words:
            return
        found = self.areas.find(words, row.values.get("district_name", ""))
        if found.area is None:
            row.wrong(AREA_HEADER, found.error)
            return
        row.values["area"] = found.area

    def existing(self, chunk, lock):
        self.members = {
            c.code: c
            for c in Community.objects.select_related("area").filter(
                code__in={code for row in chunk for code in row.values.get("members", ())}
            )
        }
        names = [row.values["name"] for row in chunk if "name" in row.values]
        codes = [row.values["code"] for row in chunk if "code" in row.values]
        rows = RenovationUnit.objects.filter(name__in=names) | RenovationUnit.objects.filter(code__in=codes)
        rows = rows.select_for_update(of=["self"]) if lock else rows
        found = {}
        for unit in rows.select_related("area").prefetch_related("communities"):
            found[unit.code] = found[unit.area_id, unit.name] = unit
        return found

    def keys(self, row):
        area, name = row.values.get("area"), row.values.get("name")
        keys = [("片区编号", row.values["code"])] if "code" in row.values else []
        return keys + ([("片区名称", (area.name, name))] if area and name else [])

    def find(self, row, known):
        code, area = row.values.get("code"), row.values.get("area")
        if code is None:
            return known.get((area.pk, row.values.get("name"))) if area else None
        if code not in known:
            row.wrong("片区编号", f"没有编号为 {code} 的片区；新片区请把编号空着")
        return known.get(code)

    def fill(self, row):
        super().fill(row)
        unit, area = row.obj, row.values.get("area")
        if area is not None:
            unit.area = area
        codes = row.values.get("members")
        if codes:
            unknown = [code for code in codes if code not in self.members]
            if unknown:
                row.wrong(MEMBERS_HEADER, f"没有编号为 {unknown[0]} 的小区")
            have = {c.code for c in unit.communities.all()} if row.before else set()
            row.extra["changed"] = have != set(codes)

    def check(self, row):
        unit = row.obj
        if not self.by.may(self.act, unit):
            row.wrong(AREA_HEADER, f"{unit.area}不在您的管辖范围（{self.by.scope_label}）")
        for code in row.values.get("members", ()):
            if not self.members[code].area_id.startswith(unit.area_id[:6]):
                row.wrong(MEMBERS_HEADER, f"{self.members[code].name}不在片区所在的区（县、市）")

    def write(self, rows, batch):
        for row in rows:
            known = {name: getattr(row.obj, name) for name in ("name", "area", "typology", "note")}
            codes = row.values.get("members")
            communities = [self.members[code] for code in codes] if codes else None
            unit = row.obj if row.before else RenovationUnit()
            actions.save_unit(unit, by=self.by, communities=communities, **known)

    def value(self, obj, name):
        if name == "area_name":
            return obj.area.name
        if name == "district_name":
            return obj.area.parent.name if obj.area.level == "street" else ""
        if name == "members":
            return sorted(c.code for c in obj.communities.all())
        return super().value(obj, name)
