"""Buildings and stair units as sheets. A community is named by its code, or by its name and street."""

from functools import cached_property

from django.utils import timezone

from accounts.former import AreaFinder
from accounts.policy import Act
from communities.buildings.columns import Hazards, Numbered, YesNo
from communities.buildings.filters import BuildingFilter, StairUnitFilter
from communities.buildings.models import Building, StairUnit
from communities.register.models import Community
from core.changes import change_many
from core.exchange.columns import Choice, Day, Digits, FloorArea, Text, Whole, Year
from core.exchange.registry import register
from core.exchange.sheet import Sheet

AREA_HEADER, NAME_HEADER = "街道（镇、乡）", "小区名称"
COMMUNITY = (
    Digits("小区编号", "community_code", ("小区代码",), pattern=r"\d{13,15}", words="小区编号应是 13 位数字", width=16,
           help="填了编号，名称和街道可以空着", example="3302030060001"),
    Text(NAME_HEADER, "community_name", ("小区", "小区名"), longest=80, width=18, example="双桥新村"),
    Text("区（县、市）", "district_name", ("区县", "区", "所属区县"), longest=40, example="海曙区"),
    Text(AREA_HEADER, "area_name", ("街道", "镇街", "乡镇街道", "所属街道"), longest=40, width=14, example="白云街道"),
)  # fmt: skip
NUMBER = Numbered("幢号", "number", ("楼号", "栋号", "楼栋", "楼栋号"), required=True, longest=20, suffix="幢",
                  example="3幢")  # fmt: skip


class OfCommunity(Sheet):
    """Rows that name a community."""

    act = Act.BUILDING_IMPORT

    @cached_property
    def areas(self):
        return AreaFinder()

    def place(self, row):
        words = row.values.get("area_name")
        if words is None or "community_code" in row.values:
            return
        found = self.areas.find(words, row.values.get("district_name", ""))
        if found.area is None:
            row.wrong(AREA_HEADER, found.error)
            return
        row.values["area"] = found.area
        row.notices += [(AREA_HEADER, found.notice)] if found.notice else []

    def place_communities(self, chunk):
        """Set row.values["community"] of a chunk: two queries."""
        codes = [r.values["community_code"] for r in chunk if "community_code" in r.values]
        names = [r.values["community_name"] for r in chunk if "area" in r.values and "community_name" in r.values]
        rows = Community.objects.select_related("area")
        by_code = {c.code: c for c in rows.filter(code__in=codes)}
        by_name = {(c.area_id, c.name): c for c in rows.filter(name__in=names)}
        for row in chunk:
            self.place_community(row, by_code, by_name)
        return {row.values["community"].pk for row in chunk if "community" in row.values}

    def place_community(self, row, by_code, by_name):
        code, name, street = (row.values.get(key) for key in ("community_code", "community_name", "area"))
        if code is not None:
            found = by_code.get(code)
            if found is None:
                row.wrong("小区编号", f"没有编号为 {code} 的小区")
            elif name and name != found.name:
                row.notices.append((NAME_HEADER, f"{code} 是“{found.name}”，按编号读取"))
        else:
            found = by_name.get((street.pk, name)) if street and name else None
            if found is None and not row.errors:
                missing = f"{street}没有“{name}”这个小区" if street and name else "请填小区编号，或者小区名称和街道"
                row.wrong(NAME_HEADER, missing)
        if found is not None and not self.by.may(self.act, found):
            row.wrong(NAME_HEADER, f"“{found}”不在您的管辖范围（{self.by.scope_label}）")
        elif found is not None:
            row.values["community"] = found

    def write(self, rows, batch):
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value_of_community(self, community, name):
        return {
            "community_code": community.code,
            "community_name": community.name,
            "district_name": community.district.name,
            "area_name": community.area.name,
        }[name]


@register
class BuildingSheet(OfCommunity):
    kind, title, model, list_page = "buildings", "楼栋", Building, "communities:building_list"
    columns = (
        *COMMUNITY,
        NUMBER,
        Year("建成年份", "built_year", ("建成年代", "建造年份", "竣工年份"), example="1992"),
        Whole("地上层数", "storeys", ("层数", "总层数"), required=True, least=1, most=60, example="6"),
        Choice("结构", "structure", ("结构类型", "房屋结构"), choices=tuple(Community.Structure.choices),
               also=(("砖混结构", "brick_concrete"), ("框架结构", "frame"))),
        Whole("单元数（个）", "stair_units", ("单元数", "单元"), most=200, example="3"),
        Whole("户数（户）", "households", ("户数", "住户数"), example="36"),
        FloorArea("建筑面积（㎡）", "floor_area", ("建筑面积", "建筑面积（平方米）", "面积"), required=True,
                  example="3400"),
        Choice("屋面", "roof", ("屋顶",), choices=tuple(Building.Roof.choices)),
        Choice("外墙", "facade", ("外墙饰面",), choices=tuple(Building.Facade.choices)),
        Whole("电梯（部）", "lifts", ("电梯", "电梯数"), most=100),
        YesNo("成套住宅", "self_contained", ("是否成套",)),
        Choice("安全等级", "grade", ("鉴定等级", "房屋等级"), choices=tuple(Building.Grade.choices),
               also=tuple((words, grade) for grade in "ABCD" for words in (grade, f"{grade}级"))),
        Day("最近鉴定日期", "appraised_on", ("鉴定日期", "鉴定时间"), help="填了安全等级就要填"),
        Hazards("隐患", "hazards", ("主要隐患",), help="多个用顿号隔开，没有填“无”", width=24),
        Text("说明", "note", ("备注",), longest=200, width=24),
    )  # fmt: skip
    must_have = ("number",)
    own = frozenset(c.name for c in columns) - {c.name for c in COMMUNITY}

    filterset_class = BuildingFilter

    def shown(self, rows):
        return exported(rows)

    def existing(self, chunk, lock):
        """{(community id, number): building} of a chunk."""
        communities = self.place_communities(chunk)
        numbers = {row.values["number"] for row in chunk if "number" in row.values}
        rows = Building.objects.filter(community__in=communities, number__in=numbers)
        rows = rows.select_for_update(of=["self"]) if lock else rows
        return {(b.community_id, b.number): b for b in rows.select_related("community__area")}

    def keys(self, row):
        place, number = row.values.get("community"), row.values.get("number")
        return [("幢号", (place.code, number))] if place and number else []

    def find(self, row, known):
        place = row.values.get("community")
        return known.get((place.pk, row.values.get("number"))) if place else None

    def fill(self, row):
        super().fill(row)
        if "community" in row.values:
            row.obj.community = row.values["community"]

    def check(self, row):
        b = row.obj
        if b.grade and b.appraised_on is None:
            row.wrong("最近鉴定日期", "填了安全等级，请同时填鉴定日期")
        if b.appraised_on and b.appraised_on > timezone.localdate():
            row.wrong("最近鉴定日期", "鉴定日期晚于今天，请核对")

    def value(self, obj, name):
        return super().value(obj, name) if name in self.own else self.value_of_community(obj.community, name)


@register
class StairUnitSheet(OfCommunity):
    kind, title, model = "stair_units", "单元", StairUnit
    columns = (
        *COMMUNITY,
        Numbered("幢号", "building_number", ("楼号", "栋号", "楼栋", "楼栋号"), required=True, longest=20, suffix="幢",
                 example="3幢"),
        Numbered("单元号", "number", ("单元", "梯号"), required=True, longest=20, suffix="单元", example="1单元"),
        Whole("层数", "storeys", ("地上层数",), required=True, least=1, most=60, example="6"),
        Whole("每层户数", "flats_per_floor", ("梯户", "一梯几户"), most=40, example="2"),
        YesNo("已有电梯", "has_lift", ("电梯", "有无电梯")),
        YesNo("单一产权人", "single_owner", ("是否单一产权人",)),
        YesNo("有合法权属证明", "legal_title", ("合法权属",), help="没核过就空着"),
        YesNo("列入征收计划或范围", "in_expropriation", ("列入征收",), help="没核过就空着"),
        Text("负面清单情形", "negative_list", ("负面清单",), longest=120, help="不在负面清单内就空着"),
        Choice("加梯场地", "site", ("场地",), choices=tuple(StairUnit.Site.choices)),
    )  # fmt: skip
    must_have = ("building_number", "number")
    own = frozenset(c.name for c in columns) - {c.name for c in COMMUNITY} - {"building_number"}

    filterset_class = StairUnitFilter

    def shown(self, rows):
        return exported_units(rows)

    def existing(self, chunk, lock):
        """{(building id, number): unit} of a chunk; the buildings are resolved on the way."""
        communities = self.place_communities(chunk)
        numbers = {row.values["building_number"] for row in chunk if "building_number" in row.values}
        blocks = Building.objects.filter(community__in=communities, number__in=numbers)
        found = {(b.community_id, b.number): b for b in blocks.select_related("community__area")}
        for row in chunk:
            place, number = row.values.get("community"), row.values.get("building_number")
            if place and number:
                row.values["building"] = found.get((place.pk, number))
                if row.values["building"] is None:
                    row.wrong("幢号", f"“{place}”没有 {number}，请先导入楼栋")
        rows = StairUnit.objects.filter(building__in=[b.pk for b in found.values()])
        rows = rows.select_for_update(of=["self"]) if lock else rows
        return {(u.building_id, u.number): u for u in rows.select_related("building__community__area")}

    def keys(self, row):
        building, number = row.values.get("building"), row.values.get("number")
        return [("单元号", (building.community.code, building.number, number))] if building and number else []

    def find(self, row, known):
        building = row.values.get("building")
        return known.get((building.pk, row.values.get("number"))) if building else None

    def fill(self, row):
        super().fill(row)
        if row.values.get("building"):
            row.obj.building = row.values["building"]

    def value(self, obj, name):
        if name in self.own:
            return super().value(obj, name)
        building = obj.building
        return building.number if name == "building_number" else self.value_of_community(building.community, name)


def exported(queryset):
    """A queryset with what the sheet shows, fit for `.iterator()`."""
    return queryset.select_related("community__area", "community__district")


def exported_units(queryset):
    return queryset.select_related("building__community__area", "building__community__district")
