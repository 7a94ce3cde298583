"""The demo city's plan and projects: deterministic for a given day, every row written through the gate.

This year's starts run at a different pace in each district, so that every warning colour has its example.
"""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import count

from accounts.models import Area
from accounts.policy import Act, Role
from communities.models import Community
from communities.register.stages import Stage
from core.changes import change_many, snapshot
from projects.acceptance import demo as acceptance
from projects.consents import demo as consents
from projects.contracts import demo as contracts
from projects.demo_months import Course, months, newest_counted, posts, reports, settled
from projects.funds import demo as funds
from projects.items import demo as items
from projects.models import Programme, Project, YearTarget
from projects.plans import demo as annual_plans
from projects.plans.actions import save_programme
from projects.precincts import demo as precincts
from projects.progress import demo as progress
from projects.site import demo as site
from projects.special_works import demo as special_works
from projects.stages import demo as stages
from projects.warnings import demo as warnings

NOTE = "演示数据"
SEED, NEXT_YEAR = 20201126, 60
# Share of a district's planned area that should have begun and has not: (at least, at most), in percent.
BEHIND = {
    "330203": (Decimal("5.5"), Decimal("9.5")),
    "330205": (Decimal(0), Decimal(4)),
    "330206": (Decimal(22), Decimal(34)),
    "330211": (Decimal(0), Decimal(0)),
    "330212": (Decimal("11"), Decimal("17")),
    "330225": (Decimal("10.5"), Decimal("19")),
    "330281": (Decimal("5.5"), Decimal("9.5")),
    "330282": (Decimal(0), Decimal(4)),
}
OTHERS_BEHIND = (Decimal(0), Decimal(5))
CONTRACTORS = "甬安建设 明州建工 海晏工程 三江市政 四明建设 镇明建筑".split()
PRICE = (26, 36)  # 万元 per 1000 m²


@dataclass
class Plan:
    """A project to be: its communities, dates, and how it went."""

    members: list
    year: int
    planned_start: date
    days: int  # planned length of the works
    begun: bool = False
    course: Course = None
    months: list = field(default_factory=list)

    @property
    def floor_area(self):
        return sum(c.floor_area for c in self.members)

    @property
    def street(self):
        return self.members[0].area


def build(years, *, today, rng, by):
    """`years` is {community code: the year it is taken up}. Returns how many projects were made."""
    communities = list(Community.objects.select_related("area__parent", "unit").order_by("code"))
    year = max(years.values()) - 2  # the action's first year: two more follow
    programme(communities, years, year, by=by)
    plans = [plan(rng, members, when) for when, members in groups(communities, years, year)]
    clerks = posts(Role.STREET)  # they have works in their streets, and last month still to fill in
    begin(rng, plans, year, today, clerks)
    for number, one in enumerate(plans):
        one.course = course(rng, one, year, today, slow=one.year < year and number % 12 == 5)
        one.months = months(rng, one.course, today)
        if one.street.pk in clerks:
            one.months = settled(one.months)
    projects = [project(rng, number, one, year, today) for number, one in enumerate(plans)]
    change_many([(p, {}) for p in projects], by=by, act=Act.PROJECT_CREATE, note=NOTE)
    Membership = Project.communities.through
    Membership.objects.bulk_create(
        Membership(project=p, community=c) for p, one in zip(projects, plans, strict=True) for c in one.members
    )
    move_communities(projects, plans, by=by)
    written = reports(rng, list(zip(projects, plans, strict=True)))
    change_many([(r, {}) for r in written], by=by, act=Act.PROGRESS_REPORT, note=NOTE)
    furnish(years, today=today, by=by)
    return len(projects)


def furnish(years, *, today, by):
    """What the subjects of this floor know of the demo's projects; each draws from its own dice."""
    dice = count(SEED)
    rng = lambda: random.Random(next(dice))  # noqa: E731
    projects = list(
        Project.objects.select_related("area__parent", "unit__area")
        .prefetch_related("communities__area", "communities__district", "communities__unit")
        .order_by("pk")
    )
    taken_up = {c.pk: (c, p) for p in projects for c in p.communities.all()}
    coming = Community.objects.filter(code__in=[code for code, year in years.items() if year == today.year + 1])
    coming = list(coming.select_related("area", "district").order_by("code")[:NEXT_YEAR])
    asked = [c for c, _ in taken_up.values()]
    consents.build([*asked, *coming], today=today, rng=rng(), by=by)
    listed = [
        (c, p.planned_start, p.planned_finish, share(p, c)) for c, p in taken_up.values() if p.plan_year == today.year
    ]
    annual_plans.build(listed, coming[: NEXT_YEAR // 2], today=today, rng=rng(), by=by)
    stages.build(projects, today=today, rng=rng(), by=by)
    funds.build(projects, today=today, rng=rng(), by=by)
    items.build(projects, today=today, rng=rng(), by=by)
    special_works.build(projects, today=today, rng=rng(), by=by)
    contracts.build(projects, today=today, rng=rng(), by=by)
    progress.build(projects, today=today, rng=rng(), by=by)
    precincts.build(today=today, rng=rng(), by=by)
    warnings.build(today=today, rng=rng(), by=by)
    acceptance.build(projects, today=today, rng=rng(), by=by)
    site.build(projects, today=today, rng=rng())  # in the name of firms, which no office may do


def share(project, community):
    """A community's part of its project's budget, by floor area, 万元."""
    whole = sum(c.floor_area for c in project.communities.all())
    return (project.budget * community.floor_area / whole).quantize(Decimal("0.01"))


def programme(communities, years, year, *, by):
    """The three-year programme with what each district takes up each year."""
    action = Programme(
        name=f"宁波市老旧小区改造三年行动计划（{year}—{year + 2}年）",
        area=Area.objects.get(code="3302"),
        first_year=year,
        last_year=year + 2,
        document="演示文件，无文号",
    )
    action = save_programme(action, by=by)
    targets = {}
    for c in communities:
        when = years.get(c.code)
        if when is not None and when >= year:
            district = c.area.parent
            blank = YearTarget(programme=action, area=district, year=when, floor_area=Decimal(0), investment=Decimal(0))
            add_target(targets.setdefault((district.pk, when), blank), c)
    change_many([(t, {}) for t in targets.values()], by=by, act=Act.PLAN_EDIT, note=NOTE)


def add_target(target, community):
    target.communities += 1
    target.floor_area += community.floor_area
    target.households += community.households
    target.investment += (community.floor_area * 3 / 100).quantize(Decimal("0.01"))


def groups(communities, years, year):
    """(year, communities) of each project: neighbours of one unit that are taken up in one year go together."""
    found = {}
    for c in communities:
        when = years.get(c.code)
        if when is not None and when <= year:
            found.setdefault((when, c.unit.code if c.unit else c.code), []).append(c)
    return [(when, members) for (when, _), members in sorted(found.items())]


def plan(rng, members, year):
    start = date(year, 1, 20) + timedelta(days=round(rng.triangular(0, 295, 100)))
    days = round(90 + min(float(sum(c.floor_area for c in members)) / 1000, 110) + rng.uniform(0, 60))
    return Plan(members, year, start, days)


def begin(rng, plans, year, today, clerks):
    """Who has begun: all of earlier years, and this year's that are due, less what each district is behind. This year's
    of the streets where somebody signs in are half-way through."""
    busy = [one for one in plans if one.year == year and one.street.pk in clerks]
    for one in busy:
        one.planned_start = max(today - timedelta(days=one.days * 6 // 10), date(year, 1, 10))
    for one in plans:
        one.begun = one.year < year or one.planned_start <= today
    for district in sorted({one.street.pk[:6] for one in plans}):
        own = [one for one in plans if one.year == year and one.street.pk.startswith(district) and one not in busy]
        for one in left_behind(rng, own, *BEHIND.get(district, OTHERS_BEHIND)):
            one.begun = False


def left_behind(rng, own, low, high):
    """Plans that are due and have not begun; together between `low` and `high` percent of the district's area."""
    whole = sum(one.floor_area for one in own)
    due = [one for one in own if one.begun]
    orders = [rng.sample(due, len(due)) for _ in range(20)] + [sorted(due, key=lambda one: -one.floor_area)]
    chosen = []
    for order in orders:
        chosen, total = [], Decimal(0)
        for one in order:
            if total + one.floor_area <= whole * high / 100:
                chosen.append(one)
                total += one.floor_area
        if total > whole * low / 100:
            break
    return chosen


def course(rng, one, year, today, slow):
    """When it began, was completed, accepted, handed over: only what lies before today."""
    if not one.begun:
        return Course()
    first = min(one.planned_start + timedelta(days=round(rng.expovariate(1 / 9))), today)
    days = round(one.days * rng.uniform(0.85, 1.15)) if not slow else (today - first).days * 5 // 4
    end = first + timedelta(days=max(days, 45))
    closed = today.replace(day=1) - timedelta(days=1)
    found = Course(first, end, suspended=one.year == year and rng.random() < 0.015)
    if end <= closed and not found.suspended:
        found.complete = end
        found.accepted = passed(end + timedelta(days=rng.randint(20, 60)), today)
        found.handed = found.accepted and passed(found.accepted + timedelta(days=rng.randint(30, 70)), today)
        found.warranty = bool(found.handed) and found.handed + timedelta(days=20) <= today
    return found


def passed(day, today):
    return day if day <= today else None


def project(rng, number, one, year, today):
    """The project as it stands today."""
    run, first = one.course, one.members[0]
    status = stage(rng, one, today)
    approved = status != Stage.PLANNED
    percent, invested = newest_counted(one.months, budget := price(rng, one))
    name = first.name if len(one.members) == 1 else f"{first.name}等{len(one.members)}个小区"
    return Project(
        name=f"{name}改造项目",
        code=code(number, one) if approved else None,
        area=first.area,
        unit=first.unit,
        plan_year=one.year,
        plan_kind="carry_over" if one.year < year and not run.complete else "new",
        status=status,
        planned_start=one.planned_start,
        planned_finish=one.planned_start + timedelta(days=one.days),
        budget=budget,
        owner=f"{first.area.name}办事处",
        contractor=rng.choice(CONTRACTORS) if run.first else "",
        permit_date=one.planned_start - timedelta(days=75) if approved else None,
        contract_date=run.first and run.first - timedelta(days=18),
        start_order_date=run.first and run.first - timedelta(days=3),
        first_works_date=run.first,
        works_complete_date=run.complete,
        acceptance_date=run.accepted,
        handover_date=run.handed,
        percent=percent,
        invested=invested,
    )


def code(number, one):
    serial = (number * 7919 + 452241) % 10**6
    return f"{one.year % 100:02d}{one.planned_start.month:02d}-{one.street.pk[:6]}-04-01-{serial:06d}"


def price(rng, one):
    return (one.floor_area * rng.randint(*PRICE) / 1000).quantize(Decimal("0.01"))


def stage(rng, one, today):
    run = one.course
    if not run.first:
        weeks = (one.planned_start - today).days // 7
        if weeks > 12:
            return Stage.PLANNED
        return rng.choice([Stage.PRELIMINARY, Stage.TENDERING] if weeks < 5 else [Stage.PLANNED, Stage.PRELIMINARY])
    if run.suspended:
        return Stage.SUSPENDED
    if run.complete:
        reached = [run.warranty, run.handed, run.accepted, True]
        steps = [Stage.WARRANTY, Stage.HANDED_OVER, Stage.ACCEPTED, Stage.COMPLETED]
        return next(step for step, there in zip(steps, reached, strict=True) if there)
    return Stage.IN_PROGRESS if any(m.counted for m in one.months) else Stage.STARTED


def move_communities(projects, plans, *, by):
    pairs = []
    for p, one in zip(projects, plans, strict=True):
        for c in one.members:
            before = snapshot(c)
            c.status, c.plan_year = p.status, p.plan_year
            pairs.append((c, before))
    change_many(pairs, by=by, act=Act.COMMUNITY_STAGE, note=NOTE)
