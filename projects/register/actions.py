"""A project from the plan to the end of its warranty. Pages, API and the demo all call these.

Every step moves the project's communities along in the same transaction (communities.register.actions.set_stage).
"""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from communities.register.actions import set_stage
from communities.register.stages import BUILT, Stage
from core.changes import change
from core.errors import Refused
from projects.register.models import Project, ProjectCommunity
from projects.register.parties import check_texts, texts

BEFORE_WORKS = (Stage.PLANNED, Stage.PRELIMINARY, Stage.TENDERING)


@transaction.atomic
def create(*, by, communities, **values):
    """A new project in the year's plan over communities of one district; they leave the pool for the plan."""
    new = Project(**values)
    new.code = new.code or None
    check_members(new, communities)
    with change(new, by=by, act=Act.PROJECT_CREATE) as project:
        pass
    set_members(project, communities, by=by)
    return project


@transaction.atomic
def edit(project, *, by, version=None, note="", communities=None, **values):
    """Change a project's facts. Its communities and plan year may change only until the works begin."""
    with change(project, by=by, act=Act.PROJECT_EDIT, note=note, version=version) as p:
        year, named = p.plan_year, texts(p)
        for name, value in values.items():
            setattr(p, name, value)
        p.code = p.code or None
        members = list(p.communities.order_by("pk"))
        wanted = members if communities is None else list(communities)
        moved = {c.pk for c in wanted} != {c.pk for c in members}
        if (moved or p.plan_year != year) and p.status not in BEFORE_WORKS:
            field = "communities" if moved else "plan_year"
            words = "开工以后不能再换小区，也不能改计划年度"
            raise Refused("under_works", words, {field: [words]})
        check_members(p, wanted)
        check_texts(p, named)
    set_members(p, wanted, by=by)
    return p


def check_members(project, communities):
    """Refuse communities of another district, or of another project that is not built yet. Locks them."""
    if not communities:
        raise Refused("no_communities", "请至少选一个小区", {"communities": ["请至少选一个小区"]})
    district = project.area_id[:6]
    outside = [c.name for c in communities if c.area_id[:6] != district]
    if outside:
        words = f"{'、'.join(outside)}不在项目所在的区（县、市）"
        raise Refused("other_district", words, {"communities": [words]})
    if project.unit and project.unit.area_id[:6] != district:
        raise Refused("other_district", "所选片区不在项目所在的区（县、市）", {"unit": ["不在项目所在的区（县、市）"]})
    keys = sorted(c.pk for c in communities)
    list(Community.objects.select_for_update(of=["self"]).filter(pk__in=keys).order_by("pk"))
    others = ProjectCommunity.objects.filter(community__in=keys).exclude(project=project.pk)
    taken = others.exclude(project__status__in=[*BUILT, Stage.REMOVED]).select_related("community", "project").first()
    if taken:
        words = f"{taken.community}已在项目“{taken.project}”里，那个项目还没有改完"
        raise Refused("in_other_project", words, {"communities": [words]})


def set_members(project, communities, *, by):
    wanted = {c.pk for c in communities}
    for member in project.members.exclude(community__in=wanted).select_related("community"):
        member.delete()
        set_stage(member.community, Stage.POOL, by=by, note=f"移出项目：{project}")
    have = set(project.members.values_list("community_id", flat=True))
    project.members.bulk_create(ProjectCommunity(project=project, community_id=key) for key in sorted(wanted - have))
    follow(project, by=by)


def follow(project, *, by):
    """The communities stand where their project stands; those of a withdrawn project go back to the pool."""
    stage = Stage.POOL if project.status == Stage.REMOVED else project.status
    for community in project.communities.order_by("pk"):
        set_stage(community, stage, by=by, plan_year=project.plan_year, note=f"项目：{project}")


def past(name, day):
    """A date on which something happened; refuses tomorrow."""
    if day and day > timezone.localdate():
        raise Refused("future_date", "日期还没有到，不能先填", {name: ["日期还没有到，不能先填"]})
    return day


def told(reason):
    if not reason.strip():
        raise Refused("needs_reason", "请写明原因", {"reason": ["请写明原因"]})
    return reason.strip()
