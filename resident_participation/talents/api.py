from django.db.models import F
from rest_framework.serializers import ModelSerializer

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.talents import actions, forms
from resident_participation.talents.filters import TalentFilter
from resident_participation.talents.models import Talent
from resident_participation.talents.steps import STEPS


class TalentOutput(ModelSerializer):
    class Meta:
        model = Talent
        fields = ["community", "work", "consent_on"]


def enter(*, by, **values):
    """The code of a consent is printed on the page only (同意书)."""
    return actions.enter(by=by, **values)[0]


@with_steps(STEPS)
@writes(forms.TalentForm, create=enter)
class TalentViewSet(ScopedViewSet):
    """能人库 without names and phones, whose consent stands; contacts are on the page only, for a reason."""

    model, filterset_class, serializer_class = Talent, TalentFilter, TalentOutput
    columns = {
        "id": "id",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "skills": "skills",
        "wishes": "wishes",
        "work": "work",
        "consent_on": "consent_on",
        "expires_on": "expires_on",
        "version": "version",
    }

    def get_queryset(self):
        rows = super().get_queryset()
        return rows.listed() if self.action == "list" else rows.filter(withdrawn_on=None)
