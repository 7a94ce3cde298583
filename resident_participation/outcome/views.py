"""The outcome on the desk: promised against done, and the photos that residents will see side by side."""

from core.views import DetailPage
from projects.models import Project
from projects.register.views import ProjectTabs
from resident_participation.outcome.facts import lines


class ProjectOutcome(ProjectTabs, DetailPage):
    """成果: each community's promises; 改造前 and 改造后 photos of each item are added here."""

    model, template_name, tab = Project, "resident_participation/project_outcome.html", "supervision"

    def get_context_data(self, **kwargs):
        project = self.object
        homes = [(home, lines(project, home)) for home in project.communities.order_by("code")]
        locked = project.promises.values_list("locked_on", flat=True).first()
        return super().get_context_data(homes=homes, locked_on=locked, **kwargs)
