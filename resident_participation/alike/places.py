"""Where in a community a message speaks of: buildings and stair units, as clerks and residents write them."""

import re
from dataclasses import dataclass

DIGITS = dict(zip("零〇一二两三四五六七八九", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
TENS = {"廿": "二十", "卅": "三十"}
NUMERAL = re.compile(
    r"[零〇一二两三四五六七八九十百廿卅]+(?=(?:号?[幢栋]|号楼|号|单元|楼|层|室|户|弄|个|天|年|月|点|次|部|米))"
)
NUMERAL_IN_A_LIST = re.compile(r"[零〇一二三四五六七八九十廿卅]+(?=[、和与]\d{1,3}幢)")
WHOLE_NUMERAL = re.compile(r"^[一二三四五六七八九十廿卅]+$")
STOREYS = re.compile(r"(\d{1,3})(?:号楼|号?[栋幢]|#楼?)")  # 5号楼, 5栋, 5号幢, 5#; 5楼 is a storey
LETTERED = re.compile(r"([a-z])(?:号楼|[栋幢座])")
BUILDINGS = re.compile(r"(?:(\d{1,3})幢?[、和与])?(\d{1,3}|[a-z])幢")
UNIT = re.compile(r"(\d{1,2}|[东西中])(?:边|面|首)?单元")
DASHED = re.compile(r"(?<![\d-])(\d{1,3})-(\d{1,2})(?=-\d{3,4}(?!\d)|楼道|楼梯|楼下|单元|门口)(?:-\d{3,4})?")
BARE = re.compile(r"(\d{1,3}|[a-z])号?")


@dataclass(frozen=True)
class Place:
    """The buildings and the stair units a text names, e.g. {"5"} and {"2"}; empty where it names none."""

    buildings: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def __or__(self, other):
        return Place(self.buildings | other.buildings, self.units | other.units)

    def __str__(self):
        """5幢2单元; 4幢、5幢; empty when nothing is known."""
        buildings = "、".join(f"{name.upper()}幢" for name in sorted(self.buildings, key=in_order))
        return buildings + "、".join(f"{name}单元" for name in sorted(self.units, key=in_order))


def in_order(name):
    """5 before 12, letters last."""
    return (0, int(name), "") if name.isdecimal() else (1, 0, name)


def number(words):
    """十二 → 12, 廿三 → 23, 一百零二 → 102, 二〇一 → 201."""
    words = "".join(TENS.get(c, c) for c in words)
    if not set("十百") & set(words):
        return int("".join(str(DIGITS[c]) for c in words))
    total = digit = 0
    for c in words:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total, digit = total + (digit or 1) * (100 if c == "百" else 10), 0
    return total + digit


def numbered(text):
    """Chinese numerals before a counter as digits, every word for a building as 幢, 9-2楼梯 as 9幢2单元."""
    text = NUMERAL.sub(lambda found: str(number(found[0])), text)
    text = LETTERED.sub(r"\1幢", STOREYS.sub(r"\1幢", text))
    text = NUMERAL_IN_A_LIST.sub(lambda found: str(number(found[0])), text)
    return DASHED.sub(r"\1幢\2单元", text)


def taken_out(text):
    """(Place, the text without it) of a text that `numbered` has been through."""
    buildings = {name for found in BUILDINGS.finditer(text) for name in found.groups() if name}
    units = {found[1] for found in UNIT.finditer(text)}
    return Place(frozenset(buildings), frozenset(units)), UNIT.sub(" ", BUILDINGS.sub(" ", text))


def of_field(text):
    """The Place of what stands in the field 楼栋, where a bare 5, 五 or 5号 is a building too; `text` is numbered."""
    bare = BARE.fullmatch(WHOLE_NUMERAL.sub(lambda found: str(number(found[0])), text))
    if bare:
        return Place(frozenset({bare[1]}))
    return taken_out(text)[0]
