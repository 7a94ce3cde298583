"""A project's way on one page: its fourteen phases with dates, documents, what is missing and what was waived."""

from dataclasses import dataclass, field

from accounts.policy import Act
from communities.register.stages import Stage
from projects.stages import gates
from projects.stages.models import Phase, ProjectPhase, RequiredDocument
from projects.stages.phases import CLOSES, WHO, rows

ORDER = gates.ORDER
# The step that lies before a project in each of its states.
NEXT = {
    Stage.PLANNED: Act.PROJECT_PREPARE,
    Stage.PRELIMINARY: Act.PROJECT_TENDER,
    Stage.TENDERING: Act.PROJECT_START,
    Stage.STARTED: Act.PROJECT_COMPLETE,
    Stage.IN_PROGRESS: Act.PROJECT_COMPLETE,
    Stage.SUSPENDED: Act.PROJECT_COMPLETE,
    Stage.COMPLETED: Act.PROJECT_ACCEPT,
    Stage.ACCEPTED: Act.PROJECT_HAND_OVER,
    Stage.HANDED_OVER: Act.PROJECT_WARRANT,
    Stage.WARRANTY: Act.PROJECT_CLOSE,
}


# How many phases lie behind a project whose next step closes none.
STANDS = {Stage.HANDED_OVER: ORDER[Phase.EVALUATION], Stage.CLOSED: len(ORDER)}


@dataclass
class Leg:
    """One phase of one project. `missing` is None for phases that are not looked at yet or lie behind."""

    phase: Phase
    row: ProjectPhase
    state: str  # "done", "now" or ""
    missing: list = field(default_factory=list)
    documents: list = field(default_factory=list)  # [(RequiredDocument, ProjectDocument or None, Exemption or None)]
    exemptions: list = field(default_factory=list)

    @property
    def label(self):
        return self.phase.label

    @property
    def who(self):
        return WHO[self.phase]


def legs(project, everything=False):
    """[Leg] in order; what is missing is looked up for the phases at hand, or with `everything` for all open ones."""
    here = CLOSES.get(NEXT.get(project.status), ())
    behind = ORDER[here[0]] if here else STANDS.get(project.status, 0)
    found = [
        Leg(phase, row, "now" if phase in here else "done" if row.closed_at or ORDER[phase] < behind else "")
        for phase, row in rows(project).items()
    ]
    asked = [leg.phase for leg in found if leg.state == "now" or (everything and leg.state == "")]
    lacks = gates.missing(project, asked)
    have = {d.requirement_id: d for d in project.documents.select_related("requirement")}
    waived = list(project.exemptions.all())
    by_code = {e.check_code: e for e in waived}
    wanted = list(RequiredDocument.objects.all())
    for leg in found:
        leg.missing = [one for one in lacks if one.phase == leg.phase]
        own = [d for d in wanted if d.phase == leg.phase and (d.required or d.pk in have)]
        leg.documents = [(d, have.get(d.pk), by_code.get(f"document.{d.pk}")) for d in own]
        leg.exemptions = [e for e in waived if phase_of(e.check_code, wanted) == leg.phase]
    return found


def phase_of(code, wanted):
    if code in gates.CHECKS:
        return gates.CHECKS[code].phase
    return next((d.phase for d in wanted if f"document.{d.pk}" == code), None)


def next_step(project):
    """The act that lies before the project, None at the end or when it was withdrawn."""
    return NEXT.get(project.status)
