"""What the phases ask for by themselves: confirmed dates, documents, departments' opinions, consultations, progress."""

from django.urls import reverse

from communities.surveys.models import Survey
from projects.consents import ratios
from projects.consents.models import ConsultationRecord
from projects.plans.models import PlanEntry
from projects.stages.gates import check
from projects.stages.models import Department, Opinion, Phase, RequiredDocument
from projects.stages.phases import DATED_BY_FACTS

Purpose = ConsultationRecord.Purpose


def members(project):
    return project.communities.select_related("area").order_by("code")


@check("survey.verified", Phase.SURVEY, "调查已核对", basis="DOMAIN 5.1：必填项齐全，区县核对")
def survey_verified(project):
    done = set(
        Survey.objects.filter(community__projects=project, state="verified").values_list("community_id", flat=True)
    )
    return [
        (f"{c}的调查还没有核对", reverse("communities:community_surveys", args=[c.pk]))
        for c in members(project)
        if c.pk not in done
    ]


@check("consultation.entry", Phase.CONSULTATION, "意愿征询达到比例", basis="建办城〔2021〕50号")
def consultation_entry(project):
    return consulted(project, Purpose.ENTRY)


@check("notice.consultation", Phase.NOTICE, "方案公示和征询", basis="建办城〔2021〕50号")
def scheme_consultation(project):
    return consulted(project, Purpose.SCHEME)


def consulted(project, purpose):
    form = reverse("projects:consultation_new")
    return [
        (words, f"{form}?community={c.pk}&purpose={purpose}")
        for c in members(project)
        for words in ratios.missing(c, purpose)
    ]


@check("plan.issued", Phase.PLAN, "列入已下达的年度计划")
def in_an_issued_plan(project):
    entries = PlanEntry.objects.filter(community__projects=project, plan__year=project.plan_year, state="listed")
    entered = {e.community_id: e.plan for e in entries.select_related("plan")}
    found = []
    for c in members(project):
        plan = entered.get(c.pk)
        if plan is None:
            found.append((f"{c}没有列入 {project.plan_year} 年计划", reverse("projects:annual_plans")))
        elif plan.state != "issued":
            found.append((f"{plan}还没有下达", plan.get_absolute_url()))
    return list(dict.fromkeys(found))


def documents_of(phase):
    def lacking(project):
        have = set(project.documents.values_list("requirement_id", flat=True))
        wanted = RequiredDocument.objects.filter(phase=phase, required=True)
        form = reverse("projects:document_new", args=[project.pk])
        return [
            (f"缺“{one}”", f"{form}?requirement={one.pk}", f"document.{one.pk}") for one in wanted if one.pk not in have
        ]

    return lacking


def dates_of(phase):
    def unconfirmed(project):
        row = next((row for row in project.phases.all() if row.phase == phase), None)
        if row is not None and row.end_confirmed:
            return []
        words = "还没有填完成日期" if row is None or row.ends_on is None else "的完成日期还是预计的，请确认"
        return [(f"“{Phase(phase).label}”{words}", reverse("projects:phase", args=[project.pk, phase]))]

    return unconfirmed


for _phase in Phase:
    check(f"{_phase}.documents", _phase, "手续文件")(documents_of(_phase))
    if _phase not in DATED_BY_FACTS:
        check(f"{_phase}.dates", _phase, "日期已确认")(dates_of(_phase))


@check("review.opinions", Phase.REVIEW, "各部门同意")
def review_opinions(project):
    return opinions(project, Opinion.Occasion.REVIEW, Department.objects.filter(reviews=True))


@check("acceptance.opinions", Phase.ACCEPTANCE, "联合验收各部门同意")
def acceptance_opinions(project):
    return opinions(project, Opinion.Occasion.ACCEPTANCE, Department.objects.filter(accepts=True))


def opinions(project, occasion, departments):
    """Departments that have not spoken, or do not agree; at the acceptance “with changes” is not enough."""
    said = {o.department_id: o for o in project.opinions.filter(occasion=occasion)}
    enough = {"agree", "with_changes"} if occasion == Opinion.Occasion.REVIEW else {"agree"}
    page = reverse("projects:opinions", args=[project.pk, occasion])
    silent = [d.name for d in departments if d.pk not in said]
    found = [(f"还没有出{occasion.label}意见的部门：{'、'.join(silent)}", page)] if silent else []
    for department in departments:
        opinion = said.get(department.pk)
        if opinion and opinion.verdict not in enough:
            found.append((f"{department}的{occasion.label}意见是“{opinion.get_verdict_display()}”", page))
    return found


@check("works.progress", Phase.WORKS, "形象进度核实到 100%")
def works_are_done(project):
    return unfinished(project, "办理完工")


@check("acceptance.progress", Phase.ACCEPTANCE, "形象进度核实到 100%")
def works_are_finished(project):
    """Asked again: a month may have been revised since."""
    return unfinished(project, "竣工验收")


def unfinished(project, what):
    if project.percent == 100:
        return []
    words = f"形象进度是 {project.percent}%，核实到 100% 以后才能{what}"
    return [(words, f"{project.get_absolute_url()}#months")]


@check("long_term.mode", Phase.LONG_TERM, "物业模式已定")
def looked_after(project):
    return [
        (f"{c}还没有物业管理（失管或未登记）", reverse("communities:edit", args=[c.pk]))
        for c in members(project)
        if c.property_mode in ("", "none")
    ]
