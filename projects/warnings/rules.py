"""预警: the worst rule a project or an area falls under names the colour. Rules are rows that the city can change."""

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from core.templatetags.house import rounded
from projects.warnings.models import WarningRule

Colour = WarningRule.Colour
WORST_FIRST = [Colour.RED, Colour.AMBER, Colour.BLUE, Colour.GREEN]


class Fall(NamedTuple):
    """A rule that a project falls under, in words, with the numbers that say so."""

    rule: WarningRule
    words: str
    numbers: dict


def rules_on(day):
    """The rules in force on a day."""
    return list(WarningRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day))


def worse(colour, other):
    return WORST_FIRST.index(colour) < WORST_FIRST.index(other)


def colour_of(deviation, rules):
    """The colour of an exact deviation in percentage points; None where there is no plan to deviate from.

    A deviation equal to a limit is not below it (DOMAIN §9.3: blue is −10 ≤ d < −5).
    """
    if deviation is None:
        return None
    hit = [Colour(rule.colour) for rule in rules if rule.below is not None and deviation < rule.below]
    return min(hit, key=WORST_FIRST.index, default=Colour.GREEN)


def worst_fall(project, standing, rules, on):
    """The worst rule a project falls under on a day, or None. Built projects are late no more."""
    if project.works_complete_date:
        return None
    found = [fall for rule in rules if (fall := falls(rule, project, standing, on))]
    return min(found, key=lambda fall: (WORST_FIRST.index(fall.rule.colour), fall.rule.pk), default=None)


def falls(rule, project, standing, on):
    return {"below": behind, "late_days": late, "not_begun_by": not_begun}[rule.speaks_of](rule, project, standing, on)


def behind(rule, project, standing, on):
    if standing.deviation is None or standing.deviation >= rule.below:
        return None
    percent, planned, deviation = (rounded(n, 1) for n in (standing.percent, standing.planned, standing.deviation))
    words = f"截至 {standing.on:%m月%d日}，形象进度 {percent}%，计划 {planned}%，落后 {-deviation} 个百分点"
    numbers = {"percent": str(percent), "planned": str(planned), "deviation": str(deviation), "on": str(standing.on)}
    return Fall(rule, words, numbers)


def late(rule, project, standing, on):
    if not standing.late or standing.late[0][1] <= rule.late_days:
        return None
    milestone, days = standing.late[0]
    words = f"节点“{milestone.name}”应 {milestone.due_on:%m月%d日}完成，已延误 {days} 天"
    return Fall(rule, words, {"milestone": milestone.name, "due_on": str(milestone.due_on), "late_days": days})


def not_begun(rule, project, standing, on):
    month, day = map(int, rule.not_begun_by.split("-"))
    limit = date(project.plan_year, month, day)
    if project.first_works_date or on <= limit:
        return None
    return Fall(rule, f"{project.plan_year} 年计划的项目，到 {limit:%m月%d日}还没有开工", {"not_begun_by": str(limit)})


@transaction.atomic
def adjust(rule, *, valid_from, by, version=None, stops=False, **values):
    """Other numbers from a day on; what was warned before stays as it was. `stops` ends the rule on that day.

    Refuses `not_later` when the day is not after the rule's own, `ended` when it was followed already.
    """
    with change(rule, by=by, act=Act.THRESHOLD_EDIT, version=version) as old:
        if old.valid_to:
            raise Refused("ended", f"这条规则已从 {old.valid_to:%Y年%m月%d日}起停用，请调整现行的规则")
        if valid_from <= old.valid_from:
            words = f"启用日期要晚于现行规则的启用日期（{old.valid_from:%Y年%m月%d日}）"
            raise Refused("not_later", words, {"valid_from": [words]})
        old.valid_to = valid_from
    if stops:
        return old
    kept = {name: getattr(old, name) for name in ("colour", "below", "late_days", "not_begun_by", "action", "source")}
    new = WarningRule(**kept | {"answer_days": old.answer_days} | values, valid_from=valid_from)
    with change(new, by=by, act=Act.THRESHOLD_EDIT) as saved:
        pass
    return saved
