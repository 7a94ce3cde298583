"""业主名册 as a sheet. ID numbers are turned into fingerprints while the rows are read and stand in no export."""

import re
from decimal import Decimal

from accounts.policy import Act
from communities.buildings.columns import Numbered, YesNo
from communities.buildings.exchange import COMMUNITY, OfCommunity
from core.exchange.columns import Choice, Number, Text, Whole
from core.exchange.registry import register
from core.secrets import mask_name, mask_phone
from resident_participation.rolls.actions import mark_of
from resident_participation.rolls.filters import RollRowFilter
from resident_participation.rolls.models import RollRow

ROOM, ID = "室号", "证件号码"


@register
class RollSheet(OfCommunity):
    kind, title, model, list_page = "roll", "业主名册", RollRow, "resident_participation:roll_rows"
    act = Act.ROLL_IMPORT
    keeps_file = False  # it holds ID numbers
    columns = (
        *COMMUNITY,
        Numbered("幢号", "building", ("楼号", "栋号", "楼栋"), required=True, longest=20, suffix="幢", example="3幢"),
        Numbered("单元号", "unit", ("单元",), longest=20, suffix="单元", example="1单元"),
        Numbered(ROOM, "room", ("房号", "室"), required=True, longest=20, suffix="室", example="301室"),
        Whole("楼层", "floor", ("所在层",), required=True, least=-5, most=60, example="3"),
        Choice("用途", "kind", ("房屋用途",), choices=tuple(RollRow.Kind.choices)),
        Number("专有部分面积（㎡）", "area_m2", ("专有面积", "产权面积", "面积", "建筑面积"), required=True,
               least=Decimal("0.01"), most=Decimal(99999), example="68.52"),
        Choice("面积依据", "area_source", (), choices=tuple(RollRow.AreaSource.choices)),
        Choice("权属", "holder", ("权属类别",), choices=tuple(RollRow.Holder.choices)),
        Text("业主姓名", "owner_name", ("业主", "产权人", "姓名"), longest=40, help="共有的填推举的表决人；导出时遮盖"),
        Text(ID, "id_number", ("身份证号", "身份证号码", "证件号"), longest=20, width=20,
             help="只用来认出同一业主的几套房，不保存，导出时为空"),
        Text("联系电话", "owner_phone", ("电话", "手机"), longest=20, width=14, help="导出时遮盖"),
        Text("业主编号", "owner_group", (), longest=40, help="没有证件号码时，同一业主的几套房填同一个编号"),
        YesNo("业主已故", "deceased", ()),
        Text("说明", "note", ("备注",), longest=200, width=24),
    )  # fmt: skip
    must_have = ("building", "room", "area_m2")
    own = frozenset({
        "building", "unit", "room", "floor", "kind", "area_m2", "area_source", "holder", "owner_name", "owner_phone",
        "owner_group", "deceased", "note",
    })  # fmt: skip
    filterset_class = RollRowFilter

    def shown(self, rows):
        return rows.select_related("community__area", "community__district")

    def existing(self, chunk, lock):
        """{(community id, building, unit, room): row} of a chunk."""
        communities = self.place_communities(chunk)
        rooms = {row.values["room"] for row in chunk if "room" in row.values}
        rows = RollRow.objects.filter(community__in=communities, room__in=rooms)
        rows = rows.select_for_update(of=["self"]) if lock else rows
        return {(r.community_id, r.building, r.unit, r.room): r for r in rows.select_related("community__area")}

    def parse(self, row, readers, formulas):
        super().parse(row, readers, formulas)
        if "id_number" in row.cells:
            row.cells["id_number"] = "（不显示）"  # the preview is kept

    def key_of(self, row):
        place, values = row.values.get("community"), row.values
        if place is None or "building" not in values or "room" not in values:
            return None
        return place, values["building"], values.get("unit", ""), values["room"]

    def keys(self, row):
        key = self.key_of(row)
        return [(ROOM, (key[0].code, *key[1:]))] if key else []

    def find(self, row, known):
        key = self.key_of(row)
        return known.get((key[0].pk, *key[1:])) if key else None

    def fill(self, row):
        masked = {"owner_name": mask_name, "owner_phone": mask_phone}
        for name, mask in masked.items():  # an export that comes back changes nothing
            if "*" in row.values.get(name, "") and row.values[name] == mask(getattr(row.obj, name)):
                del row.values[name]
        super().fill(row)
        if "community" in row.values:
            row.obj.community = row.values["community"]
        if words := row.values.get("id_number"):
            if not re.fullmatch(r"[0-9A-Za-z]{6,20}", words):
                row.wrong(ID, "证件号码只能是数字和字母")
            row.obj.owner_mark = mark_of(words)

    def check(self, row):
        r = row.obj
        if r.holder == RollRow.Holder.SHARED and not r.owner_name:
            row.wrong("业主姓名", "共有的房屋，填共有人推举的表决人")
        if "*" in r.owner_name or "*" in r.owner_phone:
            row.wrong("业主姓名", "姓名或电话是遮盖过的，请填完整的，或者把这一格空着")

    def value(self, obj, name):
        if name in ("owner_name", "owner_phone"):
            return {"owner_name": mask_name, "owner_phone": mask_phone}[name](getattr(obj, name))
        if name == "id_number":
            return ""
        return getattr(obj, name) if name in self.own else self.value_of_community(obj.community, name)
