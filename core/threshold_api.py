from core.api import ScopedViewSet
from core.models import Threshold
from core.threshold_views import ThresholdFilter


class ThresholdViewSet(ScopedViewSet):
    """标准值: every row, the values of earlier days included; open to everybody."""

    model, filterset_class = Threshold, ThresholdFilter
    columns = {
        name: name
        for name in ("id", "code", "name", "value", "unit", "source", "clause", "trust", "valid_from", "reason")
    }
