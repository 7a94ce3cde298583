from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from communities.models import Community
from resident_participation.outcome.facts import outcome


class OutcomePage(TemplateView):
    """/c/{code}/outcome/: promised and done, before and after, who paid, who mends it and until when."""

    template_name = "resident_participation/public_outcome.html"

    def get_context_data(self, code, **kwargs):
        homes = Community.objects.public().select_related("area", "district")
        community = get_object_or_404(homes, code=code)
        return super().get_context_data(community=community, part="outcome", outcome=outcome(community), **kwargs)
