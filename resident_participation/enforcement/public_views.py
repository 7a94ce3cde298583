"""What residents see: who answers for what in their community, and what came of what was reported."""

from itertools import groupby

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.generic import TemplateView

from communities.models import Community
from core import thresholds
from resident_participation.enforcement import duties
from resident_participation.enforcement.models import Department, EnforcementCase

SHOWN = 30


class CommunityEnforcement(TemplateView):
    """/c/<code>/enforcement/: nothing that was typed is shown, so no name can slip through."""

    template_name = "resident_participation/public_enforcement.html"

    def get_context_data(self, code, **kwargs):
        rows = Community.objects.public().select_related("area", "district")
        community, today = get_object_or_404(rows, code=code), timezone.localdate()
        listed = sorted(duties.of_place(community.area_id, today), key=lambda one: ORDER[one[1]])
        street = duties.bodies_of(community.area_id).get(Department.STREET)
        cases = EnforcementCase.objects.public().filter(community=community).select_related("duty")
        return super().get_context_data(
            community=community,
            street=street,
            sign_days=thresholds.value("enforcement.sign.days"),
            departments=[(lead.label, list(own)) for lead, own in groupby(listed, key=lambda one: one[1])],
            cases=cases.order_by("-reported_on", "-pk")[:SHOWN],
            **kwargs,
        )


ORDER = {department: place for place, department in enumerate(Department)}
