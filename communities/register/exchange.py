"""The register as a sheet: the list of communities as a bureau or a street office keeps it."""

from functools import cached_property

from accounts.former import AreaFinder
from accounts.models import Area, ManagementOrg
from accounts.policy import Act
from communities.register.actions import next_codes
from communities.register.filters import CommunityFilter
from communities.register.models import Community, FormerName
from communities.register.stages import BEFORE_PROJECT, Stage
from core.changes import change_many
from core.exchange.columns import Choice, Digits, FloorArea, Names, Number, Text, Whole, Year
from core.exchange.registry import register
from core.exchange.sheet import Sheet

AREA_HEADER = "街道（镇、乡）"
SMALL, LARGE = 20, 400  # m² per household beyond which the clerk is asked to look again
COLUMNS = (
    Digits("小区编号", "code", ("编号", "小区代码"), pattern=r"\d{13,15}", words="小区编号应是 13 位数字", width=16,
           help="新小区可空着，系统自动编号", example="3302030060001"),
    Text("小区名称", "name", ("小区", "小区名", "名称"), required=True, longest=80, example="双桥新村", width=18),
    Names("曾用名", "former_names", ("原名", "别名"), help="多个用顿号隔开"),
    Text("区（县、市）", "district_name", ("区县", "区", "县市区", "区县（市）", "所属区县"), longest=40,
         example="海曙区"),
    Text(AREA_HEADER, "area_name", ("街道", "镇街", "乡镇街道", "所属街道", "街道（镇乡）", "街道代码"), required=True,
         longest=40, example="白云街道", width=14),
    Text("社区", "neighborhood_name", ("所属社区", "居委会"), longest=60, width=18),
    Text("地址", "address", ("小区地址", "坐落"), longest=160, width=24),
    Number("经度", "longitude", (), places=6, help="GCJ-02 坐标"),
    Number("纬度", "latitude", (), places=6),
    Year("建成年份", "built_year", ("建成年代", "建造年份", "竣工年份", "建成时间"), required=True, example="1992"),
    FloorArea("建筑面积（㎡）", "floor_area",
              ("建筑面积", "建筑面积（平方米）", "建筑面积（万㎡）", "建筑面积（万平方米）", "面积"),
              required=True, example="41300"),
    Whole("楼栋数（幢）", "buildings", ("楼栋数", "幢数", "栋数", "楼栋")),
    Whole("单元数（个）", "stair_units", ("单元数", "单元")),
    Whole("户数（户）", "households", ("户数", "住户数", "总户数")),
    Whole("人口（人）", "residents", ("人口", "居民人数", "常住人口")),
    Whole("60岁以上（人）", "elderly", ("60岁以上", "老年人口", "老人数")),
    Choice("结构", "structure", ("结构类型", "房屋结构"), choices=tuple(Community.Structure.choices),
           also=(("砖混结构", "brick_concrete"), ("框架结构", "frame"))),
    Choice("物业模式", "property_mode", ("物业", "物业管理模式"), choices=tuple(Community.PropertyMode.choices)),
    Text("物业单位", "property_company", ("物业公司", "物业企业"), longest=80),
    Whole("已改造轮次", "previous_rounds", ("改造轮次",), most=20),
    Text("历次改造", "previous_round_note", ("改造情况",), longest=200),
    Choice("状态", "status", ("改造状态",), choices=tuple(Stage.choices), help="新小区只填摸底或入库，以后由项目推进"),
    Choice("改造方式", "strategy", ("改造类型",), choices=tuple(Community.Strategy.choices),
           help="只在新小区时填，以后由区县决定"),
)  # fmt: skip
OWN = {
    "code", "name", "address", "longitude", "latitude", "built_year", "floor_area", "buildings", "stair_units",
    "households", "residents", "elderly", "structure", "property_mode", "property_company", "previous_rounds",
    "previous_round_note", "status", "strategy",
}  # fmt: skip


@register
class CommunitySheet(Sheet):
    kind, title, model, columns = "communities", "小区台账", Community, COLUMNS
    must_have = ("name", "area_name")
    act, list_page, filterset_class = Act.COMMUNITY_IMPORT, "communities:list", CommunityFilter
    own = frozenset(OWN)

    @cached_property
    def areas(self):
        return AreaFinder()

    @cached_property
    def neighborhoods(self):
        """{street code: {name: code}} of the whole city; some three thousand."""
        found = {}
        areas = Area.objects.order_by().filter(level=Area.Level.NEIGHBORHOOD)
        for code, name, street in areas.values_list("code", "name", "parent_id"):
            found.setdefault(street, {})[name] = code
        return found

    @cached_property
    def orgs(self):
        return ManagementOrg.objects.by_area()

    def place(self, row):
        words = row.values.get("area_name")
        if words is None:
            return
        found = self.areas.find(words, row.values.get("district_name", ""))
        if found.area is None:
            row.wrong(AREA_HEADER, found.error)
            return
        if found.notice:
            row.notices.append((AREA_HEADER, found.notice))
        row.values["area"] = found.area
        self.place_neighborhood(row, found.area)

    def place_neighborhood(self, row, street):
        words = row.values.get("neighborhood_name")
        if not words:
            return
        names = self.neighborhoods.get(street.pk, {})
        fits = {names[name] for name in (words, f"{words}居委会") if name in names}
        if len(fits) == 1:
            row.values["neighborhood"] = fits.pop()
        else:
            row.notices.append(("社区", f"{street}没有“{words}”，社区先空着"))

    def existing(self, chunk, lock):
        """Records by code, and by street and name, of a chunk: two queries (and one for former names)."""
        rows = Community.objects.select_related("area")
        if lock:
            rows = rows.select_for_update(of=["self"])
        codes = [r.values["code"] for r in chunk if "code" in r.values]
        names = [r.values["name"] for r in chunk if "name" in r.values]
        found = {c.pk: c for c in rows.filter(code__in=codes)}
        found |= {c.pk: c for c in rows.filter(name__in=names) if c.pk not in found}
        former = {}
        for pk, name in FormerName.objects.filter(community__in=found).values_list("community_id", "name"):
            former.setdefault(pk, set()).add(name)
        for c in found.values():
            c.known_names = former.get(c.pk, set())
        by_code = {c.code: c for c in found.values()}
        return {"code": by_code, "name": {(c.area_id, c.name): c for c in found.values()}}

    def keys(self, row):
        keys = [("小区编号", row.values["code"])] if "code" in row.values else []
        if "area" in row.values and "name" in row.values:
            keys.append(("小区名称", (row.values["area"].name, row.values["name"])))
        return keys

    def find(self, row, known):
        code, street, name = (row.values.get(key) for key in ("code", "area", "name"))
        same_name = known["name"].get((street.pk, name)) if street else None
        if code is None:
            return same_name
        if same_name is not None and same_name.code != code:
            row.wrong("小区名称", f"{street}已有“{name}”，编号是 {same_name.code}，与这一行的 {code} 不同")
        return known["code"].get(code)

    def fill(self, row):
        super().fill(row)
        c, street = row.obj, row.values.get("area")
        if street is None:
            return
        moved = c.area_id not in (None, street.pk)
        if moved:
            row.wrong(AREA_HEADER, f"这个小区在{c.area}，不能在表里换街道，请在档案页修改")
            return
        if c.area_id != street.pk:
            c.area = street
        if "neighborhood" in row.values:
            c.neighborhood_id = row.values["neighborhood"]
        if c.name:
            c.derive()
        if c.management_org_id is None:
            c.management_org_id = self.orgs.get(street.pk) or self.orgs.get(street.pk[:6])
        names = {n for n in row.values.get("former_names", ()) if n != c.name} - getattr(c, "known_names", set())
        row.extra = {"names": sorted(names), "changed": bool(names)}

    def check(self, row):
        c = row.obj
        if not self.by.may(self.act, c):
            row.wrong(AREA_HEADER, f"{c.area}不在您的管辖范围（{self.by.scope_label}）")
        if c.code and not c.code.startswith(c.area_id):
            row.wrong("小区编号", f"编号的前 9 位应是街道代码 {c.area_id}，现在是 {c.code[:9]}")
        self.check_status(row)
        self.check_strategy(row)
        if (c.longitude is None) != (c.latitude is None):
            row.wrong("经度", "经度和纬度要么都填，要么都空")
        elif c.longitude is not None and not (120 <= c.longitude <= 123 and 28 <= c.latitude <= 31):
            row.wrong("经度", "经纬度不在宁波范围内，请核对是否填反")
        if c.elderly is not None and c.residents is not None and c.elderly > c.residents:
            row.wrong("60岁以上（人）", f"60岁以上 {c.elderly} 人，比人口 {c.residents} 人还多")
        if c.households and not SMALL <= c.floor_area / c.households <= LARGE:
            each = round(c.floor_area / c.households, 1)
            row.notices.append(("户数（户）", f"户均 {each} ㎡，不太寻常，请确认面积和户数"))

    def check_status(self, row):
        before = row.before.get("status")
        if before is None and row.obj.status not in BEFORE_PROJECT:
            row.wrong("状态", "新小区的状态只能是摸底或入库，以后由项目推进")
        elif before is not None and row.obj.status != before:
            row.wrong("状态", f"状态由项目推进，不能在表里改（现在是{Stage(before).label}）")

    def check_strategy(self, row):
        before = row.before.get("strategy")
        if before is not None and row.obj.strategy != before:
            now = Community.Strategy(before).label if before else "未定"
            row.wrong("改造方式", f"改造方式由区县决定，请在小区档案的“改造方式”里办，不能在表里改（现在是{now}）")

    def write(self, rows, batch):
        self.number(rows)
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)
        names = [(FormerName(community=row.obj, name=n), {}) for row in rows for n in row.extra.get("names", ())]
        change_many(names, by=self.by, act=self.act, batch=batch)

    def number(self, rows):
        """Codes for new rows that have none, street by street."""
        waiting = {}
        for row in rows:
            if not row.obj.code:
                waiting.setdefault(row.obj.area_id, []).append(row.obj)
        codes = next_codes({street: len(communities) for street, communities in waiting.items()})
        for street, communities in waiting.items():
            for c, code in zip(communities, codes[street], strict=True):
                c.code = code

    def shown(self, rows):
        return rows.select_related("area", "district", "neighborhood").prefetch_related("former_names")

    def value(self, obj, name):
        if name == "former_names":
            return [f.name for f in obj.former_names.all()]
        if name in ("area_name", "district_name", "neighborhood_name"):
            return str(getattr(obj, name.removesuffix("_name")) or "")
        return super().value(obj, name)
