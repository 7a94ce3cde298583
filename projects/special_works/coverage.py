"""Whether works may begin: an approved 统筹施工方案 must cover them (建办城〔2021〕50号)."""

from django.db.models import Q
from django.urls import reverse

from projects.special_works.models import Clash, Coordination
from projects.special_works.sites import unit_of


def newest_of(unit=None, projects=()):
    """The newest approved coordination of a unit, or of one of some projects."""
    wanted = Q(unit=unit) if unit else Q(project__in=projects)
    return Coordination.objects.filter(wanted).order_by("-approved_on", "-number").first()


def why_not_covered(work):
    """Why a special work may not begin, in words; "" when its plan covers it."""
    unit = work.community.unit
    plan = newest_of(unit=unit) if unit else newest_of(projects=work.community.projects.all())
    where = unit or work.community
    if plan is None:
        return f"{where}还没有批准的统筹施工方案，不能开工（建办城〔2021〕50号）"
    if all(row["id"] != work.pk for row in plan.works):
        return f"“{work}”不在{plan}里，请先重新统筹并批准"
    return ""


def lacking(project):
    """[(words, url)]: what a project's coordination lacks before it may begin."""
    unit = unit_of(project)
    name, key = ("unit_works", unit.pk) if unit else ("project_works", project.pk)
    page = reverse(f"projects:{name}", args=[key])
    plan = newest_of(unit=unit) if unit else newest_of(projects=[project])
    found = []
    if plan is None:
        found.append((f"{unit or project}还没有批准的统筹施工方案（建办城〔2021〕50号）", page))
    open_ = Clash.objects.filter(place__community__projects=project, answer=None).count()
    if open_:
        found.append((f"项目的小区里还有 {open_} 处施工冲突没有处理", page))
    return found
