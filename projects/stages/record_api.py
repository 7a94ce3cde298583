"""Phases' dates, documents and opinions of projects for programs."""

from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import writes
from projects.register.filters import OfProjectFilter
from projects.stages import records
from projects.stages.forms import DocumentForm, NewDocumentForm, NewOpinionForm, NewPhaseForm
from projects.stages.models import Opinion, ProjectDocument, ProjectPhase


@writes(NewDocumentForm, create=records.record_document)
@writes(DocumentForm, edit=records.correct_document)
class ProjectDocumentViewSet(ScopedViewSet):
    """手续文件 of projects."""

    model, filterset_class = ProjectDocument, OfProjectFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "requirement": "requirement_id",
        "name": F("requirement__name"),
        "phase": F("requirement__phase"),
        "number": "number",
        "dated_on": "dated_on",
        "issuer": "issuer",
        "note": "note",
        "version": "version",
    }


@writes(NewOpinionForm, create=records.record_opinion)
class OpinionViewSet(ScopedViewSet):
    """部门意见 at joint reviews and joint acceptances; posting again replaces a department's word."""

    model, filterset_class = Opinion, OfProjectFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "occasion": "occasion",
        "department": "department_id",
        "verdict": "verdict",
        "text": "text",
        "given_on": "given_on",
        "given_by": "given_by",
        "version": "version",
    }


@writes(NewPhaseForm, create=records.set_dates)
class ProjectPhaseViewSet(ScopedViewSet):
    """阶段日期: posting sets the days of one phase of a project."""

    model, filterset_class = ProjectPhase, OfProjectFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "phase": "phase",
        "starts_on": "starts_on",
        "start_confirmed": "start_confirmed",
        "ends_on": "ends_on",
        "end_confirmed": "end_confirmed",
        "closed_at": "closed_at",
        "version": "version",
    }
