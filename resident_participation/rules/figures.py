"""The versions of each rule set: from when to when each counts, what it asks, in words for any reader."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Prefetch
from django.utils import timezone

from core.models import Attachment, Threshold
from resident_participation.votes.models import Kind, RuleSet
from resident_participation.votes.rule import Measure
from resident_participation.votes.rule_sets import fraction_words, tests
from resident_participation.votes.words import MEASURES, PARTS

STATES = {"now": ("green", "在用"), "later": ("blue", "将启用"), "past": ("grey", "已有新版")}


@dataclass(frozen=True)
class Version:
    """A rule set as it counts from its `valid_from` to the day `until` (None: no later version is known)."""

    rule: RuleSet
    state: str
    until: date | None
    tests: list
    documents: list

    @property
    def ways(self):
        return [RuleSet.Way(way).label for way in self.rule.ways]

    @property
    def colour(self):
        return STATES[self.state][0]

    @property
    def word(self):
        return STATES[self.state][1]


def versions(rules, today=None):
    """[Version] of some rule sets, in their order; three statements however many there are."""
    today, rules = today or timezone.localdate(), list(rules.prefetch_related(PUBLIC_FILES))
    starts, limits = all_starts(), Threshold.objects.filter(code__startswith="consult.").order_by("valid_from")
    limits = list(limits)
    return [version(rule, starts[rule.code], limits, today) for rule in rules]


PUBLIC_FILES = Prefetch("files", Attachment.objects.filter(is_public=True), to_attr="documents")


def all_starts():
    """{code: the days from which its versions count, in order}."""
    rows = RuleSet.objects.order_by("code", "valid_from").values_list("code", "valid_from")
    return {code: [day for _, day in own] for code, own in groupby(rows, key=lambda row: row[0])}


def version(rule, starts, limits, today):
    following = next((day for day in starts if day > rule.valid_from), None)
    until = following and following - timedelta(days=1)
    state = "later" if rule.valid_from > today else "past" if until and until < today else "now"
    day = {"later": rule.valid_from, "past": until, "now": today}[state]
    return Version(rule, state, until, test_words(rule, limits, day), rule.documents)


def test_words(rule, limits, day):
    """What it takes to pass, test by test; a consultation's ratios are those of the day."""
    ratios = {row.code: row.value for row in limits if row.valid_from <= day}
    matter = rule.matters[0] if rule.matters else None
    measures = MEASURES | ({Measure.HEADS: "户数"} if rule.kind == Kind.CONSULTATION else {})
    return [
        f"{PARTS[test.part]}的{measures[test.measure]}{fraction_words(test)}"
        for test in tests(rule, matter, limits=ratios)
    ]


def by_code(today=None):
    """[(the version that counts, else the next one; the others, newest first)] of every rule set."""
    found = versions(RuleSet.objects.order_by("kind", "code", "-valid_from"), today)
    groups = [list(own) for _, own in groupby(found, key=lambda one: one.rule.code)]
    return [(chief, [one for one in own if one is not chief]) for own in groups for chief in [chief_of(own)]]


def chief_of(own):
    return next((one for one in own if one.state == "now"), own[-1])
