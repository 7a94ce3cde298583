"""Loads what this floor ships: categories, limits, rules; rows an administrator changed stay."""

from pathlib import Path

from accounts.models import Area
from accounts.policy import Act
from core import schedules, thresholds
from core.actors import SYSTEM
from core.changes import change_many
from core.reference import load_csv, reference, rows_of
from resident_participation.enforcement import reference as enforcement
from resident_participation.models import CannedReply, ClockRule, FeedbackCategory, RuleSet, SafetyWord

__all__ = ["enforcement"]

DATA = Path(__file__).parent / "data"
CATEGORIES = DATA / "feedback_categories.csv"


@reference
def categories():
    load_csv(FeedbackCategory, CATEGORIES)
    load_csv(SafetyWord, DATA / "safety_words.csv")


@reference
def numbers():
    thresholds.load(DATA / "participation_thresholds.csv")
    thresholds.load(DATA / "feedback_thresholds.csv")


@reference
def clocks():
    schedules.every(60, "表决到点开始、截止和计票", "resident_participation.votes.tasks.rounds_by_clock")
    schedules.every(3600, "销毁没有打印的投票单", "resident_participation.slips.tasks.forget_slips")
    schedules.every(3600, "销毁没有打印的参与卡", "resident_participation.cards.tasks.forget_cards")
    schedules.every(300, "诉求超期升级和未评价办结", "resident_participation.cases.tasks.cases_by_clock")
    schedules.at("每天抽取送达回访", "resident_participation.slips.tasks.draw_call_backs", hour=17, minute=30)
    schedules.at("通知订阅的住户", "resident_participation.subscriptions.tasks.tell_subscribers", hour=8)
    schedules.at("清除到期没有续的能人信息", "resident_participation.talents.tasks.forget_talents", hour=3, minute=20)
    schedules.at("效果评价到期开始和公布", "resident_participation.assessment.tasks.waves_by_date", hour=6)
    schedules.at("开工项目锁定承诺清单", "resident_participation.outcome.tasks.lock_promises", hour=6, minute=20)


@reference
def rule_sets():
    known = set(RuleSet.objects.values_list("code", flat=True))
    new = [rule for rule in rows_of(RuleSet, DATA / "rule_sets.csv") if rule.code not in known]
    change_many([(rule, {}) for rule in new], by=SYSTEM, act=Act.RULE_SET_EDIT, note="平台自带")


@reference
def feedback_clocks():
    known = set(ClockRule.objects.values_list("category_id", "severity"))
    rows = rows_of(ClockRule, DATA / "feedback_clocks.csv")
    new = [(row, {}) for row in rows if (row.category_id, row.severity) not in known]
    change_many(new, by=SYSTEM, act=Act.FEEDBACK_CLOCK, note="平台自带")


@reference
def canned_replies():
    """The city's own, once: an office that removed one does not want it back."""
    city = Area.objects.filter(pk="3302").first()
    if city is None or CannedReply.objects.exists():
        return
    rows = rows_of(CannedReply, DATA / "canned_replies.csv")
    for row in rows:
        row.area = city
    change_many([(row, {}) for row in rows], by=SYSTEM, act=Act.FEEDBACK_CANNED, note="平台自带")
