"""An area by whatever a street office writes: a code or a name, of today or former, with or without 街道."""

import difflib
from dataclasses import dataclass

from accounts.models import Area, FormerArea


@dataclass(frozen=True)
class Found:
    """`area` is None when nothing fits; `notice` says in the user's words how an old name was read; `error` why not."""

    area: Area | None = None
    notice: str = ""
    error: str = ""


class AreaFinder:
    """Finds street-level areas in memory (some two hundred), so that a sheet asks the database once."""

    def __init__(self):
        self.streets = list(Area.objects.streets().select_related("parent", "replaced_by"))
        self.by_code = {a.code: a for a in self.streets}
        self.former = list(FormerArea.objects.select_related("successor__parent"))
        self.found = {}  # a sheet names the same street again and again

    def find(self, text, district=""):
        """`text` is a code or a name; `district` (name or code, may be empty) tells namesakes apart."""
        asked = text.strip(), district.strip()
        if asked not in self.found:
            self.found[asked] = self.look_up(*asked)
        return self.found[asked]

    def look_up(self, text, district):
        if text.isdigit():
            return self.by_its_code(text)
        fits = [a for a in self.streets if a.name == text and in_district(a, district)] or [
            a
            for a in self.streets
            if a.name.startswith(text) and len(a.name) - len(text) <= 2 and in_district(a, district)
        ]
        current = [a for a in fits if a.replaced_by_id is None]
        if len(current) == 1:
            return Found(current[0])
        if len(current) > 1:
            return Found(error=f"“{text}”有多个：{'、'.join(a.full_name for a in current)}。请填区（县、市）")
        if fits:
            return self.today(fits[0])
        return self.by_former_name(text, district)

    def by_its_code(self, text):
        code = text[:9]
        if code in self.by_code:
            return self.today(self.by_code[code])
        for f in self.former:
            if f.code == code:
                return renamed(f)
        return Found(error=f"没有代码为 {text} 的街道（镇、乡）")

    def today(self, area):
        if area.replaced_by_id is None:
            return Found(area)
        return Found(area.replaced_by, notice=f"“{area.name}”现为{area.replaced_by.full_name}，按现名读取")

    def by_former_name(self, text, district):
        fits = [f for f in self.former if f.name == text and (not district or f.district_name.startswith(district[:2]))]
        if len(fits) == 1:
            return renamed(fits[0])
        elsewhere = [a for a in self.streets if a.name == text and a.replaced_by_id is None]
        if district and len(elsewhere) == 1:
            return Found(error=f"“{text}”不在{district}，在{elsewhere[0].parent.name}")
        near = difflib.get_close_matches(text, [a.name for a in self.streets if in_district(a, district)], 1, 0.5)
        hint = f"，最接近“{near[0]}”" if near else ""
        return Found(error=f"没有“{text}”这个街道（镇、乡）{hint}")


def in_district(area, district):
    return not district or district in (area.parent_id, area.parent.name) or area.parent.name.startswith(district)


def renamed(former):
    if former.successor is None:
        return Found(error=f"“{former.name}”已撤销，没有一一对应的现行街道，请填现在的街道名称")
    new = former.successor.full_name
    return Found(former.successor, notice=f"“{former.district_name}{former.name}”现为{new}，按现在的区划读取")
