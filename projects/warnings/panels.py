from core.panels import panel
from projects.warnings.models import ProjectWarning


@panel("project", "projects/_project_warning.html", order=10)
def warning(project, user):
    """The warning a project is under; nothing when it is under none."""
    rows = ProjectWarning.objects.visible_to(user).filter(project=project)
    found = rows.exclude(state=ProjectWarning.State.CLOSED).first()
    return {"warning": found} if found else None
