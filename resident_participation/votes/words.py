"""A result in the words and bars of a page: what was needed, what there was, what is missing."""

from dataclasses import dataclass

from resident_participation.votes.rule import Measure, Part, Requirement
from resident_participation.votes.rule_sets import fraction_words

PARTS = {Part.PARTICIPATING: "参加", Part.AGREE: "同意"}
CHOICES = {"agree": "同意", "against": "不同意", "abstain": "弃权"}
SHARE_FROM = 20  # households: a rate of 100 % of three is no rate (PARTICIPATION §8.5)
MEASURES = {Measure.HEADS: "人数", Measure.AREA: "面积"}


@dataclass(frozen=True)
class Bar:
    """One test as a bar. The percentages are for the eye; the verdict was reached in whole numbers."""

    measure: str
    part: str
    whole: str
    percent: str
    width: float
    mark: float
    mark_words: str
    passed: bool
    missing: str


@dataclass(frozen=True)
class Group:
    """The tests of one question: 参加够不够, 同意够不够."""

    title: str
    bars: list


def quantity(number, measure):
    """Heads as they are, areas from 0.01 m² to m²."""
    return f"{number:,} 人" if measure == Measure.HEADS else f"{number / 100:,.2f} ㎡"


def groups(item, found):
    """The tests of an announced item on its declared counts, as groups of bars."""
    made = {}
    for test, told in zip((Requirement(**t) for t in item["tests"]), found["tests"], strict=True):
        made.setdefault(test.part, []).append(bar(test, told, found))
    return [Group(title(item, part, own), [one for _, one in own]) for part, own in made.items()]


def bar(test, told, found):
    name = "heads" if test.measure == Measure.HEADS else "area_cm2"
    whole = found[test.whole][name]
    share = told["actual"] / whole if whole else 0
    missing = "" if told["passed"] else f"还差 {quantity(told['short_by'], test.measure)}"
    words = fraction_words(test)
    return test, Bar(
        MEASURES[test.measure],
        quantity(told["actual"], test.measure),
        quantity(whole, test.measure),
        f"{share * 100:.1f}%",
        round(share * 100, 2),
        round(test.numerator / test.denominator * 100, 2),
        words.removesuffix("以上"),
        told["passed"],
        missing,
    )


def title(item, part, own):
    words = fraction_words(own[0][0])
    both = "人数、面积都要" if len(own) > 1 else "户数要"
    return f"{PARTS[part]}够不够（{both}{words}）"


@dataclass(frozen=True)
class Told:
    """A declared result of an announced item as a page tells it. The real count first; what a rule imputes after it."""

    item: dict
    result: dict
    groups: list
    verdict: str
    passed: bool
    rule: str
    deemed: str

    least_share = SHARE_FROM

    @property
    def demand(self):
        """[(title, rows)] of a menu's item; a share stands only where enough households voted."""
        tables = [("楼栋", self.result["by_building"]), ("楼层", self.result["by_floor"])]
        return [(title, [row | {"share": share(row)} for row in rows]) for title, rows in tables]


def share(row):
    return f"{100 * row['agree'] / row['voted']:.0f}%" if (row["voted"] or 0) >= SHARE_FROM else ""


def told(kind, item, result):
    said = verdict(kind, result)
    return Told(item, result, groups(item, result), said, decided(result), rule_words(item), deemed_words(item, result))


def decided(result):
    """Whether an item is carried: by its real votes, or by the rule's imputed ones where the rule imputes any."""
    return result["deemed"]["passed"] if result.get("deemed", {}).get("choice") else result["passed"]


def verdict(kind, result):
    """What may be said of a result: an advisory round never passes by law."""
    passed = decided(result)
    if kind == "consultation":
        return "达到征询比例" if passed else "没有达到征询比例"
    if passed != result["passed"]:  # the real votes first, then what the rule makes of silence
        return "不计推定票没有通过，计入后通过" if passed else "不计推定票通过，计入后没有通过"
    return "依法通过" if passed else "没有通过"


def deemed_words(item, result):
    """What the rule makes of those who were reached and did not answer, in sentences; empty where it makes nothing."""
    found = result.get("deemed")
    if not found:
        return ""
    start = f"投票单已送达、没有答复的 {counted(found['silent'])}。依据：{item['rule']['silence_basis']}。"
    if not found["choice"]:
        return start + found["stopped"] + "。"
    real, both = ("通过" if one["passed"] else "没有通过" for one in (result, found))
    took_part, agree = (counted(found[name]) for name in ("participating", "agree"))
    return (
        f"{start}按规则计为{CHOICES[found['choice']]}。"
        f"不计推定票：{real}；计入推定票：参加 {took_part}，同意 {agree}，{both}。"
    )


def counted(one):
    return f"{one['heads']:,} 人（{one['area_cm2'] / 100:,.2f} ㎡）"


def rule_words(item):
    """The rule of an announced item in a sentence, with its source."""
    rule = item["rule"]
    matter = f"，民法典第二百七十八条第（{'一二三四五六七八九'[item['matter'] - 1]}）项" if item["matter"] else ""
    return f"{rule['name']}{matter}。依据：{rule['source']}，{rule['clause']}"
