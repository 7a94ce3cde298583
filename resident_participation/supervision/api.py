from django.db.models import F

from accounts.policy import Act
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from core.steps.table import Step
from resident_participation.supervision import actions, forms
from resident_participation.supervision.filters import ReportFilter, SupervisorFilter
from resident_participation.supervision.models import ResidentSupervisor, SupervisionReport
from resident_participation.supervision.steps import STEPS

ENDS = {"end": Step(Act.SUPERVISOR_END, actions.end, forms.EndForm, "")}


@with_steps(STEPS)
class SupervisionReportViewSet(ScopedViewSet):
    """监督报告; visitors get the public log without words."""

    model, filterset_class = SupervisionReport, ReportFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "community": F("supervisor__community_id"),
        "area": F("project__area_id"),
        "supervisor": F("supervisor__number"),
        "building": "building",
        "part": "part",
        "problem": "problem",
        "severity": "severity",
        "text": "text",
        "channel": "channel",
        "filed_on": "filed_on",
        "due_on": "due_on",
        "state": "state",
        "answered_on": "answered_on",
        "closed_on": "closed_on",
        "reopened": "reopened",
        "said": "said",
        "finding": "finding_id",
        "version": "version",
    }
    public_columns = (
        "id", "project", "community", "area", "supervisor", "building", "part", "problem", "severity", "filed_on",
        "due_on", "state", "answered_on", "closed_on", "reopened",
    )  # fmt: skip


@with_steps(ENDS)
@writes(forms.NewSupervisorForm, create=actions.appoint)
class ResidentSupervisorViewSet(ScopedViewSet):
    """居民监督员, by number; names are shown on the page only, for a reason."""

    model, filterset_class = ResidentSupervisor, SupervisorFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "community": "community_id",
        "area": F("project__area_id"),
        "number": "number",
        "chosen_how": "chosen_how",
        "meeting": "meeting",
        "chosen_on": "chosen_on",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "declared_on": "declared_on",
        "trained_on": "trained_on",
        "end_reason": "end_reason",
        "version": "version",
    }
