"""The demo's precinct plans: most units under works have one approved, some a second version, some one that waits."""

from datetime import timedelta
from decimal import Decimal

from accounts.policy import Act
from communities.models import RenovationUnit
from communities.stock import matching
from core.changes import change_many, snapshot
from projects.precincts.balance import balance
from projects.precincts.content import content_of
from projects.precincts.models import ElementRequirement, PrecinctPlan

NOTE = "演示数据"
State = PrecinctPlan.State
GOALS = "补齐{gaps}，打通片区步行环线，{n} 个小区一起设计、一次进场。"
LAYOUT = "闲置房屋优先作养老、托育；小区之间的围墙分段打开，消防车道成环。"
MANAGEMENT = "片区统一选聘物业，按服务评分调价；公共设施收益补贴物业。"
MOST = 24


def build(*, today, rng, by):
    units = RenovationUnit.objects.filter(projects__plan_year=today.year).distinct().order_by("code")
    units = list(units.select_related("area").prefetch_related("communities")[:MOST])
    plans, wanted = [], []
    for number, unit in enumerate(units):
        lines = [line for line in balance(list(unit.communities.all())) if line.gap]
        spaces = spaces_for(unit)
        for version, state in enumerate(states(number), 1):
            plan = plan_of(unit, version, state, lines, today)
            plans.append(plan)
            wanted += [(plan, line, spaces.get(line.kind.pk)) for line in lines[: 3 + version]]
    change_many([(plan, {}) for plan in plans], by=by, act=Act.PRECINCT_EDIT, note=NOTE)
    elements = [(element(*row, rng, today), {}) for row in wanted]  # made now: their plans have keys
    change_many(elements, by=by, act=Act.PRECINCT_EDIT, note=NOTE)
    freeze([plan for plan in plans if plan.state in (State.APPROVED, State.SUPERSEDED)], by)
    return len(plans)


def states(number):
    if number % 6 == 4:
        return [State.DRAFT]
    if number % 6 == 5:
        return [State.SUBMITTED]
    return [State.SUPERSEDED, State.APPROVED] if number % 3 == 0 else [State.APPROVED]


def plan_of(unit, version, state, lines, today):
    approved = state in (State.APPROVED, State.SUPERSEDED)
    gaps = "、".join(line.kind.name for line in lines[:3]) or "公共服务短板"
    return PrecinctPlan(
        unit=unit,
        number=version,
        state=state,
        goals=GOALS.format(gaps=gaps, n=len(unit.communities.all())),
        layout=LAYOUT,
        management=MANAGEMENT,
        starts_on=today.replace(month=1, day=10),
        ends_on=today.replace(month=1, day=10) + timedelta(days=700),
        document=f"演示〔{today.year}〕片区{unit.code[-3:]}-{version}号" if approved else "",
        approved_on=today - timedelta(days=260 - 90 * version) if approved else None,
    )


def spaces_for(unit):
    """{kind: the best space} for what the unit's communities cannot reach."""
    return {
        need.line.kind.pk: need.matches[0].space
        for need in matching.needs(list(unit.communities.all()))
        if need.matches
    }


def element(plan, line, space, rng, today):
    part = Decimal(1) if space or rng.random() < 0.4 else Decimal(rng.choice(["0", "0.5"]))
    planned = (line.gap * part).quantize(Decimal(1)) if part != 1 else line.gap
    return ElementRequirement(
        plan=plan,
        kind=line.kind,
        required=line.gap,
        planned=planned,
        how="闲置房屋改造" if space else "结合道路和边角地" if planned else "",
        space=space,
        met_on=today - timedelta(days=20) if plan.state == State.APPROVED and rng.random() < 0.15 else None,
    )


def freeze(plans, by):
    """What was approved stays."""
    pairs = []
    for plan in plans:
        before = snapshot(plan)
        plan.content = content_of(plan)
        pairs.append((plan, before))
    change_many(pairs, by=by, act=Act.PRECINCT_APPROVE, note=NOTE)
