"""Parts of the dashboard beside plan and actual, added up from the rollups: depth, funds, single entry, participation.

`parts` is {street: {section: part}} (reports.rollups); nothing here asks the database for records.
"""

from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from core.charts.bars import stacked
from projects.items import catalogue
from projects.money.models import FundingSource
from projects.special_works.figures import NAMES
from reports.rates import half_up, percent
from reports.rollups.sections import KINDS

ZERO = Decimal(0)
LACKED = [  # what residents lacked most (DOMAIN §12.2, P1b): key, name, icon, unit
    ("lift", "加装电梯", "elevator", "部"),
    ("elderly", "养老和适老设施", "heart-handshake", "处"),
    ("parking", "停车位", "parking", "个"),
    ("sports", "文体活动场地", "ball-basketball", "㎡"),
]
GROUPS = [("basic", "基础类"), ("improve", "完善类"), ("upgrade", "提升类")]
COLOURS = ("c1", "c2", "c5", "m3", "m2", "c3", "c4")
PAGES = ("projects:coordination_figures", "resident_participation:rounds", "resident_participation:case_figures")
VOICES = ("vote", "consultation", "opinions", "initiatives", "satisfied", "in_time")


def each(parts, section):
    return (own[section] for own in parts.values() if section in own)


@dataclass(frozen=True)
class Share:
    """A part of a whole; never a percentage alone."""

    part: object
    whole: object

    @property
    def percent(self):
        return percent(self.part, self.whole)


@dataclass(frozen=True)
class Source:
    name: str
    colour: str
    planned: Decimal
    arrived: Decimal
    spent: Decimal
    share: str | None


def funds(parts):
    """{"sources": [Source], "planned", "arrived", "spent", "arrival", "others", "bar"}: where the money comes from."""
    sums = {}
    for part in each(parts, "funds"):
        for code, amounts in part.items():
            sums[code] = [a + Decimal(b) for a, b in zip(sums.get(code, [ZERO] * 3), amounts, strict=True)]
    known = [(source, sums[source.pk]) for source in FundingSource.objects.all() if source.pk in sums]
    totals = [sum((amounts[n] for _, amounts in known), ZERO) for n in range(3)]
    sources = [
        Source(source.name, COLOURS[n % len(COLOURS)], *amounts, share=percent(amounts[0], totals[0]))
        for n, (source, amounts) in enumerate(known)
    ]
    others = sum((amounts[0] for source, amounts in known if source.group != FundingSource.Group.GOVERNMENT), ZERO)
    words = f"计划资金构成：{'，'.join(f'{one.name} {one.share}%' for one in sources)}"
    drawn = [(one.name, one.planned) for one in sources]
    return dict(zip(("planned", "arrived", "spent"), totals, strict=True)) | {
        "sources": sources,
        "arrival": Share(totals[1], totals[0]),
        "others": Share(others, totals[0]),
        "bar": stacked(drawn, label=words) if totals[0] > 0 else "",
    }


def depth(parts):
    """{"lacked": [(name, icon, unit, done, planned, percent, places)], "groups": [(name, money, percent)], …}."""
    goods = {key: [0, ZERO, ZERO] for key, *_ in LACKED}
    groups, kinds = dict.fromkeys(dict(GROUPS), ZERO), dict.fromkeys(catalogue.DEPTHS, ZERO)
    for part in each(parts, "depth"):
        for item, (places, planned, done) in part["items"].items():
            own = goods[KINDS[item]]
            own[0], own[1], own[2] = own[0] + places, own[1] + Decimal(planned), own[2] + Decimal(done)
        for group, kind, cost in part["money"]:
            groups[group] += Decimal(cost)
            kinds[kind] += Decimal(cost)
    whole = sum(groups.values(), ZERO)
    return f"{percent(part, whole)}%（{counted(part)} / {counted(whole)} {unit}）"


def counted(value):
    """A number with its decimals where it has any: 1,364,137 · 42,969.78."""
    value = Decimal(value)
    return f"{value:,.0f}" if value == int(value) else f"{half_up(value, '0.01'):,}"
