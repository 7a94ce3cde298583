"""What is written down on a project's way: phases' dates, documents, departments' opinions, exemptions."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from projects.register.actions import past
from projects.register.models import Project
from projects.stages import gates
from projects.stages.models import Exemption, Opinion, Phase, ProjectDocument, ProjectPhase, RequiredDocument


def hold(project):
    """Lock a project, so that two people at the same phase come one after the other."""
    return Project.objects.select_for_update(of=["self"]).get(pk=project.pk)


def row_of(project, phase):
    return project.phases.filter(phase=phase).first() or ProjectPhase(project=project, phase=phase)


@transaction.atomic
def set_dates(project, phase, *, by, version=None, **values):
    """The days of a phase: estimated until confirmed. A confirmed day lies in the past; a closed phase stays."""
    row = row_of(hold(project), phase)
    with change(row, by=by, act=Act.STAGE_DATE, version=version) as r:
        if r.closed_at:
            raise Refused("phase_closed", f"“{r.get_phase_display()}”已经办结，日期不能再改")
        for name, value in values.items():
            setattr(r, name, value)
        for name, confirmed in (("starts_on", r.start_confirmed), ("ends_on", r.end_confirmed)):
            if confirmed:
                past(name, getattr(r, name))
    return r


def close(project, phases, *, by, act):
    """Close phases with the step that ends them; their missing days are the day of the step."""
    today = timezone.localdate()
    for phase in phases:
        with change(row_of(project, phase), by=by, act=act) as row:
            row.ends_on = day_of(project, phase) or row.ends_on or today
            row.starts_on = min(row.starts_on or row.ends_on, row.ends_on)
            row.start_confirmed = row.end_confirmed = True
            row.closed_at = timezone.now()


def day_of(project, phase):
    """The day on which a phase ended, where a date of the project says so."""
    return {
        Phase.START: project.first_works_date,
        Phase.WORKS: project.works_complete_date,
        Phase.ACCEPTANCE: project.acceptance_date,
        Phase.HANDOVER: project.handover_date,
    }.get(phase)


def record_document(project, *, by, **values):
    """A document the project has; its file is added to the record."""
    document = ProjectDocument(project=project, **values)
    past("dated_on", document.dated_on)
    with change(document, by=by, act=Act.DOCUMENT_RECORD) as d:
        pass
    return d


def correct_document(document, *, by, version=None, **values):
    with change(document, by=by, act=Act.DOCUMENT_RECORD, version=version) as d:
        for name, value in values.items():
            setattr(d, name, value)
        past("dated_on", d.dated_on)
    return d


@transaction.atomic
def record_opinion(project, occasion, department, *, by, version=None, **values):
    """What a department says at a joint review or acceptance; a later word replaces the earlier, with its history."""
    project = hold(project)
    found = project.opinions.filter(occasion=occasion, department=department).first()
    opinion = found or Opinion(project=project, occasion=occasion, department=department)
    with change(opinion, by=by, act=Act.OPINION_RECORD, version=version) as o:
        for name, value in values.items():
            setattr(o, name, value)
        past("given_on", o.given_on)
    return o


def exempt(project, *, by, check_code, basis):
    """Let a project pass without one check: the basis and who approved it stay on record.

    Refuses `unknown_check`, and `not_exemptible` for what is no formality.
    """
    if title_of(check_code) is None:
        raise Refused("unknown_check", "没有这个检查项", {"check_code": ["没有这个检查项"]})
    if check_code in NEVER:
        raise Refused("not_exemptible", f"“{title_of(check_code)}”不能免办", {"check_code": ["这一项不能免办"]})
    new = Exemption(
        project=project,
        check_code=check_code,
        basis=basis,
        approved_by=by.display_name,
        approved_on=timezone.localdate(),
    )
    with change(new, by=by, act=Act.GATE_EXEMPT, note=basis) as exemption:
        pass
    return exemption


def withdraw_exemption(exemption, *, by, reason=""):
    remove(exemption, by=by, act=Act.GATE_EXEMPT, note=reason)
    return exemption.project


NEVER = {"acceptance.progress"}  # a fact, not a formality


def title_of(code):
    """What a check is called; None when there is no such check."""
    if code in gates.CHECKS:
        return gates.CHECKS[code].title
    if code.startswith("document."):
        document = RequiredDocument.objects.filter(pk=code.removeprefix("document.")).first()
        return document and document.name
    return None
