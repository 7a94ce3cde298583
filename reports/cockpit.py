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
    shown = [(name, groups[key], percent(groups[key], whole)) for key, name in GROUPS]
    words = "，".join(f"{name} {value}%" for name, _, value in shown)
    deep, shallow = kinds[catalogue.FUNCTIONAL], kinds[catalogue.SURFACE]
    return {
        "lacked": [(n, i, u, goods[k][2], goods[k][1], percent(goods[k][2], goods[k][1]), goods[k][0])
                   for k, n, i, u in LACKED],
        "groups": shown,
        "bar": stacked([(name, f) for name, f, _ in shown], label=f"改造内容按计划投资：{words}") if whole else "",
        "functional": Share(deep, deep + shallow),
    }  # fmt: skip


def works(parts):
    """Sums of what coordination measures, with what it saved."""
    found = dict.fromkeys((*NAMES, "sites", "clashes"), 0)
    for part in each(parts, "works"):
        for name, value in part.items():
            found[name] += value
    return found | {
        "digs_avoided": found["digs_before"] - found["digs_now"],
        "entries_avoided": found["entries_before"] - found["entries_now"],
        "single": Share(found["sites"], found["entries_now"]),
    }


def voices(parts):
    """{name: [numbers]} added up: rounds as [closed, passed, households, took part], the others as [whole, part]."""
    found = {name: [0, 0, 0, 0] if name in VOICES[:2] else [0, 0] for name in VOICES}
    for part in each(parts, "voices"):
        for name, numbers in part.items():
            found[name] = [a + b for a, b in zip(found[name], numbers, strict=True)]
    return found


def tiles(parts, area):
    """少折腾、多商量: [(name, number, unit, words below, link)], each with its numbers."""
    digs, said = works(parts), voices(parts)
    rounds = [a + b for a, b in zip(said["vote"], said["consultation"], strict=True)]
    here = f"?area={area.pk}"
    effect, votes, cases = (reverse(name) + here for name in PAGES)
    saved = "申报 {} 次，统筹后 {} 次"
    dug, come = ((digs[f"{name}_before"], digs[f"{name}_now"]) for name in ("digs", "entries"))
    return [
        tile("避免重复开挖", digs["digs_avoided"], "次", saved.format(*dug), effect),
        tile("少进场", digs["entries_avoided"], "次", saved.format(*come), effect),
        tile("未消除冲突", digs["clashes"], "处", f"{digs['sites']} 处工地", reverse("projects:special_works") + here),
        rated("表决通过", rounds[1], rounds[0], "{1} 次中 {0} 次通过", votes),
        rated("表决参与", rounds[3], rounds[2], "{1:,} 户中 {0:,} 户参加", votes),
        rated("方案意见答复", *reversed(said["opinions"]), "{1:,} 条中 {0:,} 条已答复", ""),
        rated("居民提议答复", *reversed(said["initiatives"]), "{1} 件中 {0} 件已答复", ""),
        rated("诉求按期办结", *reversed(said["in_time"]), "{1:,} 件中 {0:,} 件按期", cases),
        rated("回访满意", *reversed(said["satisfied"]), "{1:,} 件中 {0:,} 件满意", cases),
    ]


def tile(name, number, unit, words, url):
    return (name, f"{number:,}", unit, words, url)


def rated(name, part, whole, words, url):
    value = percent(part, whole)
    return (name, value or "—", "%" if value else "", words.format(part, whole) if whole else "还没有", url)


def dots(parts):
    """[(longitude, latitude)] of the communities under works."""
    return sorted({(x, y) for part in each(parts, "places") for x, y in part})


def late(parts):
    """Keys of the projects that may be the latest of the area."""
    return [key for part in each(parts, "late") for key in part]


def waiting(parts):
    """[not handed in, sent back, to be verified] of last month's progress."""
    return [sum(numbers) for numbers in zip([0, 0, 0], *each(parts, "waiting"), strict=True)]


def compared(own, other):
    """[(name, of one, of the other)] of two areas; a side is (figures, parts). Every rate with its numbers."""
    sides = [(found, depth(parts), works(parts), voices(parts), funds(parts)) for found, parts in (own, other)]
    rows = [
        ("计划小区", lambda f, *_: f"{f['plan']['communities']:,} 个"),
        ("启动率", lambda f, *_: of_rate(f["rates"]["start"], "㎡")),
        ("比时序进度（百分点）", lambda f, *_: f["deviation"] or "—"),
        ("完工率", lambda f, *_: of_rate(f["rates"]["completion"], "㎡")),
        ("投资完成率", lambda f, *_: of_rate(f["rates"]["investment"], "万元")),
        ("资金到位率", lambda f, d, w, v, m: of(m["arrived"], m["planned"], "万元")),
        ("居民和社会出资", lambda f, d, w, v, m: of(m["others"].part, m["others"].whole, "万元")),
        ("功能性投资占比", lambda f, d, *_: of(d["functional"].part, d["functional"].whole, "万元")),
        ("避免重复开挖", lambda f, d, w, *_: f"{w['digs_avoided']} / {w['digs_before']} 次"),
        ("表决通过", lambda f, d, w, v, _: of(*(v["vote"][n] + v["consultation"][n] for n in (1, 0)), "次")),
        ("诉求按期办结", lambda f, d, w, v, _: of(*reversed(v["in_time"]), "件")),
        ("回访满意", lambda f, d, w, v, _: of(*reversed(v["satisfied"]), "件")),
    ]  # fmt: skip
    return [(name, *(show(*side) for side in sides)) for name, show in rows]


def of_rate(rate, unit):
    return of(Decimal(rate["numerator"]), Decimal(rate["denominator"]), unit)


def of(part, whole, unit):
    """ "74.5%（596 / 800 件）"; "—" without a whole."""
    if not whole:
        return "—"
    return f"{percent(part, whole)}%（{counted(part)} / {counted(whole)} {unit}）"


def counted(value):
    """A number with its decimals where it has any: 1,364,137 · 42,969.78."""
    value = Decimal(value)
    return f"{value:,.0f}" if value == int(value) else f"{half_up(value, '0.01'):,}"
