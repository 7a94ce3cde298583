from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import writes
from projects.consents import actions
from projects.consents.filters import ConsultationFilter
from projects.consents.forms import ConsultationForm
from projects.consents.models import ConsultationRecord


@writes(ConsultationForm, create=actions.record, edit=actions.correct)
class ConsultationRecordViewSet(ScopedViewSet):
    """意愿征询 as held outside the portal: a row per community, matter and day."""

    model = ConsultationRecord
    filterset_class = ConsultationFilter
    columns = {
        "id": "id",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "purpose": "purpose",
        "held_on": "held_on",
        "households": "households",
        "took_part": "took_part",
        "agreed": "agreed",
        "posted_from": "posted_from",
        "posted_to": "posted_to",
        "objections": "objections",
        "answered": "answered",
        "note": "note",
        "version": "version",
        "updated_at": "updated_at",
    }
