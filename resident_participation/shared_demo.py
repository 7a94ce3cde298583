"""One finished community of the demo city with 共管, 共评 and 共享 alive."""

from projects.models import Project
from resident_participation.assessment import demo as assessment
from resident_participation.outcome import demo as outcome
from resident_participation.supervision import demo as supervision
from resident_participation.votes.demo import roll

STREET = "330203006"


def build(today, rng, *, by):
    """The newest finished project of the demo street; its community gets a roll where it has none."""
    built = Project.objects.filter(area=STREET, acceptance_date__isnull=False).order_by("-works_complete_date", "pk")
    project = built.select_related("area__parent").first()
    if project is None:
        return
    home = project.communities.select_related("area").order_by("code")[0]
    if not home.roll.exists():
        roll(home, rng, by=by)
    supervision.build(project, home, today, rng, by=by)
    assessment.build(project, home, today, rng)
    outcome.build(project, home, today)
