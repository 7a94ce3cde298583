"""What Django needs to find: the models of every subject of this floor."""

from projects.plans.models import Programme, YearTarget
from projects.progress.models import ProgressPhoto, ProgressReport
from projects.register.models import Project, ProjectCommunity

__all__ = ["Programme", "ProgressPhoto", "ProgressReport", "Project", "ProjectCommunity", "YearTarget"]
