"""The plan: programmes and targets, which the city sets; each district's annual plan and its communities."""

from django.db import connection, transaction
from django.utils import timezone

from accounts.models import Area
from accounts.policy import Act
from communities.register.actions import set_stage
from communities.register.stages import BEFORE_PROJECT, Stage
from core.changes import change
from core.errors import Refused
from projects.plans import entry as entry_rules
from projects.plans.models import AnnualPlan, PlanAmendment, PlanEntry, YearTarget

PLAN_LOCK = 0x91A7


def save_programme(programme, *, by, version=None, **values):
    """Create or change a programme."""
    with change(programme, by=by, act=Act.PLAN_EDIT, version=version) as p:
        for name, value in values.items():
            setattr(p, name, value)
    return p


@transaction.atomic
def set_target(programme, area, year, *, by, version=None, note="", **values):
    """The target of one district and year: communities, floor area in m², households, investment in 万元.

    `version` is the version the person saw, 0 when there was no target yet. Refuses `not_a_district`,
    `outside_programme`, `stale`.
    """
    if area.level != Area.Level.DISTRICT:
        raise Refused("not_a_district", "年度目标只定到区（县、市）")
    if not programme.first_year <= year <= programme.last_year:
        words = f"{programme}管 {programme.first_year}—{programme.last_year} 年，不含 {year} 年"
        raise Refused("outside_programme", words, {"year": [words]})
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [PLAN_LOCK, int(area.pk)])
    found = YearTarget.objects.filter(area=area, year=year).first()
    target = found or YearTarget(programme=programme, area=area, year=year)
    with change(target, by=by, act=Act.PLAN_EDIT, note=note, version=version) as t:
        t.programme = programme
        for name, value in values.items():
            setattr(t, name, value)
    return t


@transaction.atomic
def open_plan(programme, area, year, *, by):
    """The annual plan of a district, drawn up from now on; the one there is when it exists."""
    if area.level != Area.Level.DISTRICT:
        raise Refused("not_a_district", "年度计划按区（县、市）编制", {"area": ["请选区（县、市）"]})
    if not programme.first_year <= year <= programme.last_year:
        words = f"{programme}管 {programme.first_year}—{programme.last_year} 年，不含 {year} 年"
        raise Refused("outside_programme", words, {"year": [words]})
    new = AnnualPlan(programme=programme, area=area, year=year)
    with change(new, by=by, act=Act.PLAN_ENTER) as plan:
        pass
    return plan


def hold(plan):
    """Lock a plan: entries, withdrawals and its issue come one after the other."""
    return AnnualPlan.objects.select_for_update().get(pk=plan.pk)


@transaction.atomic
def enter(plan, community, *, by, reason="", document="", **values):
    """List a community in a year's plan, with its quantities of this day. Refuses `gate_closed`, `other_district`,
    `in_other_plan`; after the plan was issued it is an amendment, which needs a reason and a document.
    """
    plan = hold(plan)
    if not community.area_id.startswith(plan.area_id):
        words = f"{community}不在{plan.area}"
        raise Refused("other_district", words, {"community": [words]})
    other = PlanEntry.objects.filter(community=community, state=PlanEntry.State.LISTED).exclude(plan=plan)
    if values.get("plan_kind") != PlanEntry.Kind.CARRY_OVER and (found := other.select_related("plan__area").first()):
        words = f"{community}已列入{found.plan}；跨年的请选“续建”"
        raise Refused("in_other_plan", words, {"community": [words]})
    values["funds"] = entry_rules.read_funds(values.get("funds") or {})
    entry = PlanEntry(
        plan=plan,
        community=community,
        floor_area=community.floor_area,
        households=community.households,
        buildings=community.buildings,
        **values,
    )
    entry_rules.require(entry)
    with change(entry, by=by, act=Act.PLAN_ENTER, note=reason) as e:
        pass
    if community.status in BEFORE_PROJECT:
        set_stage(community, Stage.PLANNED, by=by, plan_year=plan.year, note=str(plan))
    amend(plan, f"列入{community}", by=by, reason=reason, document=document)
    return e


@transaction.atomic
def withdraw(entry, *, by, reason, document=""):
    """Take a community off a plan; refused while a project of that year has it."""
    by.require(Act.PLAN_WITHDRAW, entry)
    plan = hold(entry.plan)
    if entry.community.projects.filter(plan_year=plan.year).exclude(status=Stage.REMOVED).exists():
        raise Refused("has_project", f"{entry.community}已有 {plan.year} 年的改造项目，请先办理项目退出或改项目")
    with change(entry, by=by, act=Act.PLAN_WITHDRAW, note=reason) as e:
        PlanEntry.LIFECYCLE.step(e, Act.PLAN_WITHDRAW)
    if e.community.status == Stage.PLANNED:
        set_stage(e.community, Stage.POOL, by=by, note=f"移出{plan}")
    amend(plan, f"移出{e.community}", by=by, reason=reason, document=document)
    return e


def amend(plan, what, *, by, reason, document):
    """A change of an issued plan is an amendment with reason and document; before the issue there is none."""
    if plan.state != AnnualPlan.State.ISSUED:
        return None
    given = (("reason", reason, "原因"), ("document", document, "文号"))
    wrong = {name: [f"计划已下达，调整要写{word}"] for name, value, word in given if not value.strip()}
    if wrong:
        raise Refused("needs_amendment", f"{plan}已经下达，改动属于计划调整，要写原因和文号", wrong)
    new = PlanAmendment(
        plan=plan,
        number=plan.amendments.count() + 1,
        made_on=timezone.localdate(),
        reason=reason,
        document=document,
        what=what,
    )
    with change(new, by=by, act=Act.PLAN_ENTER, note=reason) as amendment:
        pass
    return amendment


@transaction.atomic
def issue(plan, *, by, document, issued_on):
    """下达: from now on changes are amendments. Refuses `empty_plan`."""
    if issued_on > timezone.localdate():
        raise Refused("future_date", "日期还没有到，不能先填", {"issued_on": ["日期还没有到，不能先填"]})
    with change(plan, by=by, act=Act.PLAN_ISSUE) as p:
        AnnualPlan.LIFECYCLE.step(p, Act.PLAN_ISSUE)
        if not p.entries.filter(state=PlanEntry.State.LISTED).exists():
            raise Refused("empty_plan", "计划里还没有小区，不能下达")
        p.document, p.issued_on = document, issued_on
    return p
