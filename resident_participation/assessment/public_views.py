from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from communities.models import Community
from resident_participation.assessment import figures
from resident_participation.assessment.models import LowScore


class AssessmentResults(TemplateView):
    """/c/{code}/assessment/: what the neighbours think of the work, with how many said so."""

    template_name = "resident_participation/public_assessment.html"

    def get_context_data(self, code, **kwargs):
        homes = Community.objects.public().select_related("area", "district")
        community = get_object_or_404(homes, code=code)
        waves = list(community.waves.select_related("community", "project"))
        mended = LowScore.objects.public().filter(wave__in=waves).select_related("wave")
        return super().get_context_data(
            community=community,
            part="assessment",
            waves=[(w, figures.read(w), None if w.results else figures.progress(w)) for w in waves],
            mended=mended,
            **kwargs,
        )
