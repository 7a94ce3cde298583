from django.shortcuts import get_object_or_404
from django.views.generic import TemplateView

from communities.models import Community
from resident_participation.supervision.figures import public_log


class SupervisionLog(TemplateView):
    """/c/{code}/supervision/: what resident supervisors found and what was done about it."""

    template_name = "resident_participation/public_supervision.html"

    def get_context_data(self, code, **kwargs):
        homes = Community.objects.public().select_related("area", "district")
        community = get_object_or_404(homes, code=code)
        return super().get_context_data(community=community, part="supervision", **public_log(community), **kwargs)
