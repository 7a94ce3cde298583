from django.db.models import F, Value
from django.db.models.functions import Coalesce

from core.api import ScopedViewSet
from core.steps.api import with_steps
from resident_participation.assessment.figures import ANSWERED
from resident_participation.assessment.filters import WaveFilter
from resident_participation.assessment.models import LowScore, Wave
from resident_participation.assessment.steps import LOW_STEPS


class WaveViewSet(ScopedViewSet):
    """效果评价: counts while a wave is open; once it is counted, cells of at least five answers.

    `results.cells[]`: the first is the whole; `items` is null where too few answered, `{item: {sum, n, good}}` else.
    """

    model, filterset_class = Wave, WaveFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "occasion": "occasion",
        "opens_on": "opens_on",
        "closes_on": "closes_on",
        "state": "state",
        "answered": Coalesce(ANSWERED, Value(0)),
        "results": "results",
        "version": "version",
    }


@with_steps(LOW_STEPS)
class LowScoreViewSet(ScopedViewSet):
    """低分整改: a cell below the 标准值 and what is done about it."""

    model = LowScore
    columns = {
        "id": "id",
        "assessment": "wave_id",
        "area": F("wave__community__area_id"),
        "building": "building",
        "unit": "unit",
        "items": "items",
        "raised_on": "raised_on",
        "state": "state",
        "measures": "measures",
        "answered_on": "answered_on",
        "version": "version",
    }
