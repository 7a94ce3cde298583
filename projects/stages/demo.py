"""The demo projects' phases, documents and opinions: complete behind them, a few gaps where they stand."""

from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.policy import Act
from communities.register.stages import Stage
from core.changes import change_many
from projects.stages.models import (
    Department,
    Exemption,
    Opinion,
    Phase,
    ProjectDocument,
    ProjectPhase,
    RequiredDocument,
)
from projects.stages.phases import CLOSES
from projects.stages.way import NEXT, ORDER, STANDS

NOTE = "演示数据"
GAPS = 3  # of the documents of the phases at hand, one in so many is not there yet


def build(projects, *, today, rng, by):
    papers, departments = list(RequiredDocument.objects.all()), list(Department.objects.all())
    phases, documents, opinions = [], [], []
    for project in projects:
        days = calendar(project, today)
        behind, here = behind_and_here(project)
        phases += [phase(project, one, days, closed=True) for one in behind]
        phases += [phase(project, one, days, closed=False) for one in here]
        documents += [paper(project, p, days, rng) for p in papers if p.required and p.phase in behind]
        documents += [paper(project, p, days, rng) for p in papers if p.phase in here and rng.randrange(GAPS)]
        for occasion, asked in (("review", "reviews"), ("acceptance", "accepts")):
            when = Phase.REVIEW if occasion == "review" else Phase.ACCEPTANCE
            if when in behind or when in here:
                own = [d for d in departments if getattr(d, asked) and (when in behind or rng.randrange(GAPS))]
                opinions += [opinion(project, occasion, d, days[when], today, rng) for d in own]
    documents = [d for d in documents if d.dated_on <= today]
    change_many([(p, {}) for p in phases], by=by, act=Act.STAGE_DATE, note=NOTE)
    change_many([(d, {}) for d in documents], by=by, act=Act.DOCUMENT_RECORD, note=NOTE)
    change_many([(o, {}) for o in opinions], by=by, act=Act.OPINION_RECORD, note=NOTE)
    waive(projects, today, by=by)


def behind_and_here(project):
    """(phases that lie behind a project, phases it stands in)."""
    here = set(CLOSES.get(NEXT.get(project.status), ()))
    first = min((ORDER[one] for one in here), default=STANDS.get(project.status, 0))
    return {one for one in Phase if ORDER[one] < first}, here


def calendar(project, today):
    """{phase: (first day, last day)}: before the start counted back from it, afterwards the project's own dates."""
    start = project.first_works_date or project.planned_start
    back = {
        Phase.SURVEY: (330, 280), Phase.CONSULTATION: (279, 250), Phase.PLAN: (249, 200), Phase.SCHEME: (199, 150),
        Phase.NOTICE: (149, 130), Phase.REVIEW: (129, 110), Phase.APPROVAL: (109, 70), Phase.TENDER: (69, 20),
        Phase.START: (19, 0),
    }  # fmt: skip
    days = {one: (start - timedelta(days=a), start - timedelta(days=b)) for one, (a, b) in back.items()}
    done = project.works_complete_date or project.planned_finish
    accepted = project.acceptance_date or done + timedelta(days=40)
    handed = project.handover_date or accepted + timedelta(days=45)
    days[Phase.WORKS], days[Phase.ACCEPTANCE], days[Phase.HANDOVER] = (
        (start, done),
        (done, accepted),
        (accepted, handed),
    )
    days[Phase.EVALUATION] = (handed, handed + timedelta(days=90))
    days[Phase.LONG_TERM] = (handed, handed + timedelta(days=365))
    return days


def phase(project, one, days, closed):
    starts, ends = days[one]
    return ProjectPhase(
        project=project,
        phase=one,
        starts_on=starts,
        ends_on=ends,
        start_confirmed=closed,
        end_confirmed=closed,
        closed_at=timezone.make_aware(datetime.combine(ends, time(10))) if closed else None,
    )


def paper(project, wanted, days, rng):
    day = days[wanted.phase][1] - timedelta(days=rng.randint(0, 8))
    number = f"{project.area.parent.name[0]}建〔{day.year}〕{rng.randint(3, 180)}号" if rng.random() < 0.6 else ""
    return ProjectDocument(project=project, requirement=wanted, number=number, dated_on=day)


def opinion(project, occasion, department, span, today, rng):
    changed = occasion == "review" and rng.random() < 0.15
    return Opinion(
        project=project,
        occasion=occasion,
        department=department,
        verdict="with_changes" if changed else "agree",
        text="管线综合图补标高，按规范调整间距" if changed else "",
        given_on=min(span[1], today),
    )


def waive(projects, today, *, by):
    """A single building without common management is excused from one paper."""
    waiting = [p for p in projects if p.status == Stage.PRELIMINARY][:2]
    made = [
        Exemption(
            project=project,
            check_code="document.management_consent",
            basis=f"区政府专题会议纪要〔{today.year}〕12号：零星楼栋由社区统一管理",
            approved_by=by.display_name,
            approved_on=today - timedelta(days=20),
        )
        for project in waiting
    ]
    change_many([(e, {}) for e in made], by=by, act=Act.GATE_EXEMPT, note=NOTE)
