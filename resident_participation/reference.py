"""Loads the categories of feedback with their clocks; rows an administrator changed stay."""

import csv
from pathlib import Path

from accounts.policy import Act
from core import schedules, thresholds
from core.actors import SYSTEM
from core.changes import change_many
from core.reference import reference, rows_of
from resident_participation.models import FeedbackCategory, RuleSet

DATA = Path(__file__).parent / "data"
CATEGORIES = DATA / "feedback_categories.csv"


@reference
def categories():
    with CATEGORIES.open(encoding="utf-8", newline="") as file:
        rows = [FeedbackCategory(order=n, **row) for n, row in enumerate(csv.DictReader(file))]
    FeedbackCategory.objects.bulk_create(rows, ignore_conflicts=True)


@reference
def numbers():
    thresholds.load(DATA / "participation_thresholds.csv")


@reference
def clocks():
    schedules.every(60, "表决到点开始、截止和计票", "resident_participation.votes.tasks.rounds_by_clock")
    schedules.every(3600, "销毁没有打印的投票单", "resident_participation.slips.tasks.forget_slips")
    schedules.every(3600, "销毁没有打印的参与卡", "resident_participation.cards.tasks.forget_cards")
    schedules.at("效果评价到期开始和公布", "resident_participation.assessment.tasks.waves_by_date", hour=6)
    schedules.at("开工项目锁定承诺清单", "resident_participation.outcome.tasks.lock_promises", hour=6, minute=20)


@reference
def rule_sets():
    known = set(RuleSet.objects.values_list("code", flat=True))
    new = [rule for rule in rows_of(RuleSet, DATA / "rule_sets.csv") if rule.code not in known]
    change_many([(rule, {}) for rule in new], by=SYSTEM, act=Act.RULE_SET_EDIT, note="平台自带")
