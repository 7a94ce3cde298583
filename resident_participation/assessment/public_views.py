from resident_participation.assessment import figures
from resident_participation.assessment.models import LowScore
from resident_participation.public.pages import OfCommunity


class AssessmentResults(OfCommunity):
    """/c/{code}/assessment/: what the neighbours think of the work, with how many said so."""

    template_name, together = "resident_participation/public_assessment.html", "rate"

    def facts(self, community):
        waves = list(community.waves.select_related("community", "project"))
        return {
            "waves": [(w, figures.read(w), None if w.results else figures.progress(w)) for w in waves],
            "mended": LowScore.objects.public().filter(wave__in=waves).select_related("wave"),
        }
