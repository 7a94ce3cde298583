"""Idle rooms and land as a sheet."""

from functools import cached_property

from accounts.former import AreaFinder
from accounts.policy import Act
from communities.facilities.models import FacilityKind
from communities.stock.actions import next_codes
from communities.stock.filters import StockSpaceFilter
from communities.stock.models import StockSpace
from core.changes import change_many
from core.exchange.columns import Choice, Digits, Number, Text
from core.exchange.registry import register
from core.exchange.sheet import Sheet

AREA_HEADER, USES_HEADER = "街道（镇、乡）", "可能用途"
OWN = {"name", "kind", "address", "longitude", "latitude", "size", "title", "owner", "state", "constraints_note"}
STATES = tuple(StockSpace.State.choices)


class Several(Text):
    """Several names in one cell with semicolons between them, as a name may hold a 、 itself."""

    def read(self, value):
        words, notice = super().read(value)
        return [name.strip() for name in words.replace("；", ";").split(";") if name.strip()], notice

    def show(self, value):
        return "；".join(value or ())


@register
class StockSpaceSheet(Sheet):
    kind, title, model = "stock_spaces", "存量空间", StockSpace
    columns = (
        Digits("空间编号", "code", ("编号",), pattern=r"KJ\d{13,17}", words="空间编号是 KJ 加 13 位数字", width=18,
               help="新空间可空着，系统自动编号", example="KJ3302030060001"),
        Text("名称", "name", ("空间名称",), required=True, longest=80, width=22, example="老车棚"),
        Choice("类型", "kind", (), required=True, choices=tuple(StockSpace.Kind.choices), example="房屋"),
        Text(AREA_HEADER, "area_name", ("街道", "镇街", "所属街道"), required=True, width=14, example="白云街道"),
        Text("区（县、市）", "district_name", ("区县", "区"), help="街道同名时要填"),
        Text("地址", "address", (), longest=160, width=24),
        Number("经度", "longitude", (), required=True, places=6, example="121.531"),
        Number("纬度", "latitude", (), required=True, places=6, example="29.868"),
        Number("面积（㎡）", "size", ("面积",), required=True, example="180"),
        Choice("权属", "title", ("产权",), required=True, choices=tuple(StockSpace.Title.choices), example="国有"),
        Text("权利人", "owner", ("产权人",), longest=80),
        Choice("状态", "state", (), choices=STATES, example="闲置"),
        Several(USES_HEADER, "uses", ("用途",), help="设施种类的名称，多个用分号隔开", width=24),
        Text("限制条件", "constraints_note", ("限制",), longest=200),
    )  # fmt: skip
    must_have = ("name", "area_name", "kind")
    act, list_page, filterset_class = Act.STOCK_EDIT, "communities:stock_spaces", StockSpaceFilter
    own = frozenset(OWN)

    @cached_property
    def areas(self):
        return AreaFinder()

    @cached_property
    def kinds(self):
        return {kind.name: kind.pk for kind in FacilityKind.objects.all()}

    def shown(self, rows):
        return rows.select_related("area__parent")

    def place(self, row):
        words = row.values.get("area_name")
        if not words:
            return
        found = self.areas.find(words, row.values.get("district_name", ""))
        if found.area is None:
            row.wrong(AREA_HEADER, found.error)
            return
        row.values["area"] = found.area
        row.notices += [(AREA_HEADER, found.notice)] if found.notice else []

    def existing(self, chunk, lock):
        codes = [row.values["code"] for row in chunk if "code" in row.values]
        streets = {row.values["area"].pk for row in chunk if "area" in row.values}
        rows = StockSpace.objects.filter(code__in=codes) | StockSpace.objects.filter(area__in=streets)
        rows = rows.select_for_update(of=["self"]) if lock else rows
        found = {}
        for space in rows.select_related("area"):
            found[space.code] = found[space.area_id, space.name] = space
        return found

    def keys(self, row):
        area, name = row.values.get("area"), row.values.get("name")
        keys = [("空间编号", row.values["code"])] if "code" in row.values else []
        return keys + ([("名称", (area.name, name))] if area and name else [])

    def find(self, row, known):
        code, area, name = row.values.get("code"), row.values.get("area"), row.values.get("name")
        same_name = known.get((area.pk, name)) if area else None
        if code is None:
            return same_name
        if code not in known:
            row.wrong("空间编号", f"没有编号为 {code} 的空间；新空间请把编号空着")
        elif same_name is not None and same_name.code != code:
            row.wrong("名称", f"{area}已有“{name}”，编号是 {same_name.code}")
        return known.get(code)

    def fill(self, row):
        super().fill(row)
        space, area = row.obj, row.values.get("area")
        if area is not None:
            space.area = area
        if "uses" in row.values:
            wanted = row.values["uses"]
            if unknown := [name for name in wanted if name not in self.kinds]:
                row.wrong(USES_HEADER, f"没有“{unknown[0]}”这种设施，可填：{'、'.join(self.kinds)}")
            space.uses = [self.kinds[name] for name in wanted if name in self.kinds]

    def check(self, row):
        space = row.obj
        if not self.by.may(self.act, space):
            row.wrong(AREA_HEADER, f"{space.area}不在您的管辖范围（{self.by.scope_label}）")
        if not (120 <= space.longitude <= 123 and 28 <= space.latitude <= 31):
            row.wrong("经度", "经纬度不在宁波范围内，请核对是否填反")

    def write(self, rows, batch):
        waiting = {}
        for row in rows:
            if not row.obj.code:
                waiting.setdefault(row.obj.area_id, []).append(row.obj)
        codes = next_codes({street: len(spaces) for street, spaces in waiting.items()})
        for street, spaces in waiting.items():
            for space, code in zip(spaces, codes[street], strict=True):
                space.code = code
        change_many([(row.obj, row.before) for row in rows], by=self.by, act=self.act, batch=batch)

    def value(self, obj, name):
        if name == "area_name":
            return obj.area.name
        if name == "district_name":
            return obj.area.parent.name
        if name == "uses":
            names = {code: label for label, code in self.kinds.items()}
            return [names[code] for code in obj.uses if code in names]
        return super().value(obj, name)
