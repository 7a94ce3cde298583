"""Facilities and walking distances as sheets."""

from decimal import Decimal
from functools import cached_property

from accounts.former import AreaFinder
from accounts.policy import Act
from communities.facilities.actions import SAME_PLACE, check_distance, forget_distances, next_codes, twins
from communities.facilities.filters import FacilityFilter, NetworkDistanceFilter
from communities.facilities.models import Facility, FacilityKind, NetworkDistance
from communities.register.models import Community
from core.changes import change_many, snapshot
from core.errors import Refused
from core.exchange.columns import Choice, Day, Digits, Number, Text, Whole
from core.exchange.registry import register
from core.exchange.sheet import NEW, Sheet

AREA_HEADER, KIND_HEADER = "街道（镇、乡）", "种类"
STATES = tuple(Facility.State.choices)
OWN = {
    "code", "name", "address", "longitude", "latitude", "floor_area", "site_area", "capacity", "operator", "hours",
    "state", "opened_on",
}  # fmt: skip


@register
class FacilitySheet(Sheet):
    kind, title, model = "facilities", "公共设施", Facility
    columns = (
        Digits("设施编号", "code", ("编号",), pattern=r"SS\d{13,17}", words="设施编号是 SS 加 13 位数字", width=18,
               help="新设施可空着，系统自动编号", example="SS3302030060001"),
        Text("设施名称", "name", ("名称", "设施"), required=True, longest=80, width=22, example="白云街道照料中心"),
        Text(KIND_HEADER, "kind_name", ("类型", "设施种类", "设施类型"), required=True, longest=40, width=18,
             example="老年人日间照料中心"),
        Text("区（县、市）", "district_name", ("区县", "区", "所属区县"), longest=40, example="海曙区"),
        Text(AREA_HEADER, "area_name", ("街道", "镇街", "乡镇街道", "所属街道"), required=True, longest=40, width=14,
             example="白云街道"),
        Text("地址", "address", ("坐落",), longest=160, width=24),
        Number("经度", "longitude", (), places=6, required=True, help="GCJ-02 坐标", example="121.53"),
        Number("纬度", "latitude", (), places=6, required=True, example="29.868"),
        Number("建筑面积（㎡）", "floor_area", ("建筑面积", "建筑面积（平方米）")),
        Number("用地面积（㎡）", "site_area", ("用地面积", "用地面积（平方米）", "占地面积")),
        Whole("数量", "capacity", ("床位数", "托位数", "座位数", "泊位数", "规模"), 
              help="床位、托位、座位、泊位，按种类"),
        Text("运营单位", "operator", ("运营方", "管理单位"), longest=80, width=18),
        Text("开放时间", "hours", ("营业时间",), longest=80),
        Choice("状态", "state", ("开放状态",), choices=STATES, also=(("运营", "open"), ("关闭", "closed"))),
        Day("开放日期", "opened_on", ("启用日期",)),
    )  # fmt: skip
    must_have = ("name", "kind_name", "area_name")
    act, list_page, filterset_class = Act.FACILITY_EDIT, "communities:facilities", FacilityFilter
    own = frozenset(OWN)

    @cached_property
    def areas(self):
        return AreaFinder()

    @cached_property
    def kinds(self):
        return {kind.name: kind for kind in FacilityKind.objects.all()}

    def place(self, row):
        words = row.values.get("area_name")
        if words is not None:
            found = self.areas.find(words, row.values.get("district_name", ""))
            if found.area is None:
                row.wrong(AREA_HEADER, found.error)
            else:
                row.values["area"] = found.area
                row.notices += [(AREA_HEADER, found.notice)] if found.notice else []
        if "kind_name" in row.values:
            kind = self.kinds.get(row.values["kind_name"])
            if kind is None:
                words = f"没有“{row.values['kind_name']}”这个种类，可填：{'、'.join(self.kinds)}"
                row.wrong(KIND_HEADER, words)
            row.values["kind"] = kind

    def existing(self, chunk, lock):
        """Records by code, and by street, kind and name, of a chunk: two queries."""
        rows = Facility.objects.select_related("area", "kind")
        rows = rows.select_for_update(of=["self"]) if lock else rows
        codes = [r.values["code"] for r in chunk if "code" in r.values]
        names = [r.values["name"] for r in chunk if "name" in r.values]
        found = {f.pk: f for f in rows.filter(code__in=codes)}
        found |= {f.pk: f for f in rows.filter(name__in=names) if f.pk not in found}
        named = {(f.area_id, f.kind_id, f.name): f for f in found.values()}
        return {"code": {f.code: f for f in found.values()}, "name": named}

    def judge(self, chunk, lock):
        """New rows that may be a facility which is there already get a notice."""
        super().judge(chunk, lock)
        new = [row for row in chunk if row.state == NEW]
        for place, words in twins([row.obj for row in new]).items():
            new[place].notices.append(("设施名称", f"{words}是同类设施，相距不到 {SAME_PLACE} 米，请确认不是同一处"))

    def shown(self, rows):
        return exported(rows)

    def keys(self, row):
        keys = [("设施编号", row.values["code"])] if "code" in row.values else []
        if row.values.get("area") and row.values.get("kind") and "name" in row.values:
            keys.append(("设施名称", (row.values["area"].name, row.values["kind"].name, row.values["name"])))
        return keys

    def find(self, row, known):
        street, kind, code = (row.values.get(key) for key in ("area", "kind", "code"))
        same_name = known["name"].get((street.pk, kind.pk, row.values.get("name"))) if street and kind else None
        if code is None:
            return same_name
        if same_name is not None and same_name.code != code:
            row.wrong("设施名称", f"{street}已有同名同类的设施，编号是 {same_name.code}，与这一行的 {code} 不同")
        found = known["code"].get(code)
        if found is None:
            row.wrong("设施编号", f"没有编号为 {code} 的设施；新设施请空着编号")
        return found

    def fill(self, row):
        super().fill(row)
        f, street, kind = row.obj, row.values.get("area"), row.values.get("kind")
        if street is not None and f.area_id not in (None, street.pk):
            row.wrong(AREA_HEADER, f"这处设施在{f.area}，不能在表里换街道，请在设施页修改")
            return
        f.area = street if street is not None and f.area_id is None else f.area if f.area_id else None
        f.kind = kind or (f.kind if f.kind_id else None)

    def check(self, row):
        f = row.obj
        if not self.by.may(self.act, f):
            row.wrong(AREA_HEADER, f"{f.area}不在您的管辖范围（{self.by.scope_label}）")
        if not (120 <= f.longitude <= 123 and 28 <= f.latitude <= 31):
            row.wrong("经度", "经纬度不在宁波范围内，请核对是否填反")

    def write(self, rows, batch):
        waiting = {}
        for row in rows:
            if not row.obj.code:
                waiting.setdefault(row.obj.area_id, []).append(row.obj)
        codes = next_codes({street: len(new) for street, new in waiting.items()})
        for street, new in waiting.items():
            for facility, code in zip(new, codes[street], strict=True):
                facility.code = code
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)
        moved = [row.obj for row in rows if row.before and place_of(row.before) != place_of(snapshot(row.obj))]
        if moved:
            forget_distances(moved)

    def value(self, obj, name):
        if name == "kind_name":
            return obj.kind.name
        if name == "district_name":
            return obj.area.parent.name
        return obj.area.name if name == "area_name" else super().value(obj, name)


def place_of(facts):
    return facts["longitude"], facts["latitude"]


def exported(queryset):
    """A queryset with what the sheet shows, fit for `.iterator()`."""
    return queryset.select_related("kind", "area__parent")


@register
class NetworkDistanceSheet(Sheet):
    """Pairs by their codes; names are shown beside them for people and not read."""

    kind, title, model = "network_distances", "步行距离", NetworkDistance
    columns = (
        Digits("小区编号", "community_code", (), pattern=r"\d{13,15}", words="小区编号应是 13 位数字", required=True,
               width=16, example="3302030060001"),
        Text("小区名称", "community_name", ("小区",), width=18, help="只供对照"),
        Digits("设施编号", "facility_code", (), pattern=r"SS\d{13,17}", words="设施编号是 SS 加 13 位数字",
               required=True, width=18, example="SS3302030060001"),
        Text("设施名称", "facility_name", ("设施",), width=22, help="只供对照"),
        Number("步行距离（米）", "metres", ("步行距离", "距离（米）", "距离"), places=1, most=Decimal(99999),
               required=True, example="320"),
        Text("来源", "source", ("数据来源",), required=True, longest=120, example="实地步测"),
    )  # fmt: skip
    must_have = ("community_code", "facility_code", "metres")
    act, filterset_class = Act.FACILITY_EDIT, NetworkDistanceFilter
    own = frozenset({"metres", "source"})

    def shown(self, rows):
        return rows.select_related("community", "facility")

    def existing(self, chunk, lock):
        """The pairs' communities, facilities and stored distances of a chunk: three queries."""
        communities = [r.values["community_code"] for r in chunk if "community_code" in r.values]
        facilities = [r.values["facility_code"] for r in chunk if "facility_code" in r.values]
        here = {c.code: c for c in Community.objects.select_related("area").filter(code__in=communities)}
        there = {f.code: f for f in Facility.objects.filter(code__in=facilities)}
        rows = NetworkDistance.objects.filter(community__in=[c.pk for c in here.values()])
        rows = rows.select_for_update(of=["self"]) if lock else rows
        pairs = {}
        for distance in rows.select_related("community__area", "facility"):
            pairs[distance.community.code, distance.facility.code] = distance
        self.here, self.there = here, there
        return pairs

    def keys(self, row):
        pair = (row.values.get("community_code"), row.values.get("facility_code"))
        return [("设施编号", pair)] if all(pair) else []

    def find(self, row, known):
        return known.get((row.values.get("community_code"), row.values.get("facility_code")))

    def fill(self, row):
        super().fill(row)
        for name, rows, header in (("community", self.here, "小区编号"), ("facility", self.there, "设施编号")):
            code = row.values.get(f"{name}_code")
            if code in rows:
                setattr(row.obj, name, rows[code])
            elif code:
                row.wrong(header, f"没有编号为 {code} 的{'小区' if name == 'community' else '设施'}")

    def check(self, row):
        distance = row.obj
        if not self.by.may(self.act, distance):
            words = f"{distance.community}不在您的管辖范围（{self.by.scope_label}）"
            row.wrong("小区编号", words)
        try:
            check_distance(distance.community, distance.facility, distance.metres)
        except Refused as refused:
            row.wrong("步行距离（米）", refused.message)

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        record, _, part = name.partition("_")
        return getattr(getattr(obj, record), part) if part else super().value(obj, name)
