"""The endpoints of this floor: {plural noun: viewset} for the router, and the figures."""

from projects.plans.api import ProgrammeViewSet, TargetViewSet
from projects.progress.api import ProgressViewSet
from projects.stages.api import ProjectViewSet

VIEWSETS = {
    "projects": ProjectViewSet,
    "progress": ProgressViewSet,
    "programmes": ProgrammeViewSet,
    "targets": TargetViewSet,
}
FIGURES = []
