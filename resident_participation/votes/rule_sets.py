"""What a rule set asks: the tests in force, and the words they are told in. The law's tests stand in `votes.rule`."""

from fractions import Fraction

from django.utils import timezone

from core.errors import Refused
from projects.consents import ratios
from resident_participation.votes.models import Kind, RuleSet
from resident_participation.votes.rule import Measure, Part, Requirement, tests_of

FRACTIONS = {(1, 2): "过半", (2, 3): "三分之二", (3, 4): "四分之三"}


def in_force(on=None):
    """{code: the version of each rule set in force on a day}."""
    on = on or timezone.localdate()
    rows = RuleSet.objects.filter(valid_from__lte=on).order_by("code", "-valid_from").distinct("code")
    return {row.code: row for row in rows}


def tests(rule, matter=None, on=None, limits=None):
    """The tests of an item under a rule set. Raises Refused for a matter that the rule set does not cover.

    `limits` are the local ratios of that day where the caller has read them already.
    """
    if rule.kind == Kind.CONSULTATION:
        return consultation_tests(rule.purpose, limits or ratios.in_force(on))
    if matter not in rule.matters:
        names = "、".join(map(str, rule.matters))
        words = f"“{rule}”只用于民法典第二百七十八条第 {names} 项"
        raise Refused("wrong_matter", words, {"matter": [words]})
    return tests_of(matter)


def consultation_tests(purpose, limits):
    """Of the households asked so many take part, of those so many agree: the local ratios, by households only."""
    part, agree = (Fraction(limits[f"consult.{purpose}.{name}"]) / 100 for name in ("part", "agree"))
    return (
        Requirement(Part.PARTICIPATING, Part.ROLL, Measure.HEADS, part.numerator, part.denominator),
        Requirement(Part.AGREE, Part.PARTICIPATING, Measure.HEADS, agree.numerator, agree.denominator),
    )


def fraction_words(test):
    """过半, 三分之二以上, 66.7% 以上."""
    pair = (test.numerator, test.denominator)
    words = FRACTIONS.get(pair) or f"{float(Fraction(*pair)) * 100:g}%"
    return words if test.exceed else f"{words}以上"
