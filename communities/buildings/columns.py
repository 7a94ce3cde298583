"""Kinds of columns that buildings and stair units need."""

import re
from dataclasses import dataclass

from communities.buildings.models import Building
from core.exchange.columns import Choice, Names, Text, plain_text


@dataclass(frozen=True)
class Numbered(Text):
    """The number of a building or a stair: 3 and 3# are 3幢; words are kept (甲幢, 5号)."""

    suffix: str = ""

    def read(self, value):
        words, notice = super().read(value)
        bare = re.fullmatch(r"(\d+)[#＃]?", words)
        if bare:
            full = f"{int(bare[1])}{self.suffix}"
            return full, f"“{words}”按“{full}”读取"
        return words, notice


@dataclass(frozen=True)
class YesNo(Choice):
    """是 or 否; an empty cell says nothing."""

    choices: tuple = ((True, "是"), (False, "否"))
    also: tuple = (("有", True), ("无", False), ("√", True), ("×", False))

    def show(self, value):
        return "" if value is None else "是" if value else "否"


@dataclass(frozen=True)
class Hazards(Names):
    """Hazards by their words; 无 says that there is none."""

    def read(self, value):
        known = {label: code for code, label in Building.Hazard.choices}
        words, notice = super().read(plain_text(value))
        if words in (("无",), ("没有",)):
            return [], notice
        unknown = [word for word in words if word not in known]
        if unknown:
            raise ValueError(f"没有“{'、'.join(unknown)}”这种隐患，可填：{'、'.join(known)}")
        return [known[word] for word in dict.fromkeys(words)], notice

    def show(self, value):
        return "、".join(Building.Hazard(code).label for code in value)
