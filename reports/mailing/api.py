from django.db.models import F
from rest_framework.serializers import ModelSerializer

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from reports.mailing import actions
from reports.mailing.filters import ReaderFilter
from reports.mailing.forms import ReaderForm
from reports.mailing.models import Reader
from reports.mailing.steps import READER_STEPS


class ReaderOutput(ModelSerializer):
    class Meta:
        model = Reader
        fields = ["area", "kind", "unit", "ended_on"]


@with_steps(READER_STEPS)
@writes(ReaderForm, create=actions.add)
class ReaderViewSet(ScopedViewSet):
    """通报收件人: who is mailed which area's reports. Names and addresses are never part of an answer."""

    model, filterset_class, serializer_class = Reader, ReaderFilter, ReaderOutput
    columns = {
        "id": "id",
        "area": "area_id",
        "area_name": F("area__name"),
        "kind": "kind",
        "unit": "unit",
        "ended_on": "ended_on",
        "version": "version",
    }
