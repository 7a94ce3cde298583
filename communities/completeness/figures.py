"""What communities lack, and what that makes of a street, a district, the city. Latest confirmed assessments count."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from communities.completeness.judging import ONE, Status, fetch, rules, score
from communities.completeness.models import CompletenessItem
from core.models import Threshold

GAP = (Status.NO, Status.PARTLY)


@dataclass(frozen=True)
class Result:
    """One of an assessment's 20 items, judged by the thresholds of a day."""

    item: CompletenessItem
    status: str  # a Status, or "" when it was not answered
    is_relaxed: bool  # met only because the community is old
    measured: Decimal | None
    evidence: str
    threshold: Threshold | None
    relaxation: Threshold | None

    @property
    def label(self):
        return Status(self.status).label if self.status else "未答"

    @property
    def is_gap(self):
        return self.status in GAP


def items(assessment, on=None):
    """The 20 results of one assessment, in order."""
    by = rules(on)
    found = fetch("SELECT no, status, is_relaxed, measured FROM judged", by, ONE, assessment=assessment.pk)
    judged = {no: rest for no, *rest in found}
    return [
        Result(
            item,
            *judged[item.no],
            (assessment.answers.get(str(item.no)) or {}).get("evidence", ""),
            by.needed.get(item.no),
            by.relaxed.get(item.no),
        )
        for item in by.items
    ]


def score_of(results):
    count = Counter(result.status for result in results)
    return score(count[Status.YES], count[Status.PARTLY], count[Status.NO])


def by_goal(results):
    """[(goal's name, score or None)] in order: the six axes of the radar."""
    goals = CompletenessItem.Goal
    return [(goal.label, score_of([r for r in results if r.item.goal == goal])) for goal in goals]


@dataclass(frozen=True)
class Gap:
    """One item in an area: communities (and their households) that lack it or have it in part."""

    no: int
    name: str
    missing: int
    partly: int
    communities: int
    households: int
    answered: int

    @property
    def percent(self):
        return Decimal(100 * self.communities) / self.answered if self.answered else None


def gaps(area_code, on=None):
    """[Gap], the worst first: by communities, then by households."""
    by = rules(on)
    select = """SELECT no, count(*) FILTER (WHERE status = 'no'), count(*) FILTER (WHERE status = 'partly'),
      count(*) FILTER (WHERE status IN ('no', 'partly')),
      coalesce(sum(households) FILTER (WHERE status IN ('no', 'partly')), 0),
      count(*) FILTER (WHERE status <> '') FROM judged GROUP BY no"""
    names = {item.no: item.name for item in by.items}
    found = [Gap(no, names[no], *rest) for no, *rest in fetch(select, by, area=f"{area_code}%")]
    return sorted(found, key=lambda gap: (-gap.communities, -gap.households, gap.no))


def spread(area_code, length, on=None):
    """{(area code of `length` digits, item no): (communities with the gap, communities that answered)}."""
    select = """SELECT left(area_id, %(length)s), no, count(*) FILTER (WHERE status IN ('no', 'partly')),
      count(*) FILTER (WHERE status <> '') FROM judged GROUP BY 1, 2"""
    found = fetch(select, rules(on), area=f"{area_code}%", length=length)
    return {(area, no): (gap, answered) for area, no, gap, answered in found}


@dataclass(frozen=True)
class Standing:
    """A community's score and the number of its gaps."""

    score: Decimal | None
    gaps: int
    missing: int


def standings(area_code, on=None):
    """{community key: Standing} of every community that was assessed."""
    select = """SELECT community_id, count(*) FILTER (WHERE status = 'yes'), count(*) FILTER (WHERE status = 'partly'),
      count(*) FILTER (WHERE status = 'no') FROM judged GROUP BY community_id"""
    found = fetch(select, rules(on), area=f"{area_code}%")
    return {key: Standing(score(yes, partly, no), partly + no, no) for key, yes, partly, no in found}


def lacking(area_code, no, on=None):
    """{community key: (status, measured)} of those that have a gap at an item."""
    select = "SELECT community_id, status, measured FROM judged WHERE no = %(no)s AND status IN ('no', 'partly')"
    found = fetch(select, rules(on), area=f"{area_code}%", no=no)
    return {key: (status, measured) for key, status, measured in found}
