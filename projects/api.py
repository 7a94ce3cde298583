"""The endpoints of this floor: {plural noun: viewset} for the router, and the figures."""

from projects.consents.api import ConsultationRecordViewSet
from projects.plans.api import AnnualPlanViewSet, PlanEntryViewSet, ProgrammeViewSet, TargetViewSet
from projects.progress.api import ProgressViewSet
from projects.stages.api import ProjectViewSet
from projects.stages.record_api import OpinionViewSet, ProjectDocumentViewSet, ProjectPhaseViewSet

VIEWSETS = {
    "projects": ProjectViewSet,
    "progress": ProgressViewSet,
    "programmes": ProgrammeViewSet,
    "targets": TargetViewSet,
    "annual-plans": AnnualPlanViewSet,
    "plan-entries": PlanEntryViewSet,
    "consultation-records": ConsultationRecordViewSet,
    "project-documents": ProjectDocumentViewSet,
    "project-phases": ProjectPhaseViewSet,
    "opinions": OpinionViewSet,
}
FIGURES = []
