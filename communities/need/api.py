from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from accounts.api import AreaFigures, AreaQuery
from communities.need import figures
from communities.need.forms import WhatIfForm
from communities.need.models import NeedWeights
from core.api import ScopedViewSet


class NeedQuery(AreaQuery):
    """How many (default 50), by which version of the weights (default: in force)."""

    limit = serializers.IntegerField(min_value=1, max_value=1000, default=50, label="条数")
    weights = serializers.SlugRelatedField(
        queryset=NeedWeights.objects.all(), slug_field="code", required=False, label="权重版本"
    )


@extend_schema(parameters=[NeedQuery])
class NeedFigures(AreaFigures):
    """改造需求排序: communities with score and factors, the neediest first. `w_age=30` tries another weight out."""

    query = NeedQuery

    def figures(self, area, limit, weights=None):
        weights = weights or figures.in_force()
        if weights is None:
            return {"area": area.pk, "weights": None, "results": []}
        form = WhatIfForm(self.request.query_params, weights=weights.factors)
        if not form.is_valid():
            raise ValidationError(form.errors)
        tried = form.tried()
        ranked = figures.ranking(area.pk, tried or weights.factors)
        return {
            "area": area.pk,
            "weights": weights.code,
            "what_if": tried is not None,
            "count": len(ranked),
            "results": [line(found) for found in ranked[:limit]],
        }


def line(found):
    community = found.community
    return {
        "rank": found.rank,
        "community": {"id": community.pk, "code": community.code, "name": community.name, "area": community.area_id},
        "score": found.score,
        "known_percent": found.known,
        "factors": [
            {
                "code": part.code,
                "name": part.name,
                "value": plain(part.value, 2),
                "unit": part.unit,
                "scaled": plain(part.scaled, 4),
                "weight": plain(part.weight, 2),
                "points": plain(part.points, 2),
                "source": part.source,
            }
            for part in found.parts
        ],
    }


def plain(value, places):
    return None if value is None else f"{value:.{places}f}"


class NeedWeightsViewSet(ScopedViewSet):
    """需求权重: every published version."""

    model, lookup_field = NeedWeights, "code"
    columns = {name: name for name in ("code", "name", "document", "valid_from", "factors", "note")}
