from django.db.models import F
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response

from accounts.api import AreaQuery
from accounts.scope import own_area
from communities.baselines import figures
from communities.baselines.filters import MemberFilter
from communities.baselines.models import Baseline, BaselineMember
from core.api import ScopedViewSet


class BaselineViewSet(ScopedViewSet):
    """底数版本, by code (2019, 2020…)."""

    model, lookup_field = Baseline, "code"
    columns = {name: name for name in ("code", "name", "as_of", "document", "adopted_on", "is_current", "version")}

    @extend_schema(parameters=[AreaQuery], responses=OpenApiTypes.OBJECT)
    @action(detail=True)
    def figures(self, request, code):
        """The version's totals of an area, as they were when it was adopted."""
        if not request.user.is_authenticated:
            raise NotAuthenticated
        baseline = self.get_object()
        query = AreaQuery(data=request.query_params)
        query.is_valid(raise_exception=True)
        area = own_area(request.user, query.validated_data.get("area"))
        return Response(
            {
                "baseline": baseline.code,
                "as_of": baseline.as_of.isoformat(),
                "area": area.pk,
                **figures.totals(baseline, area.pk),
                "changes": figures.change_counts(baseline, area.pk),
                "by_area": figures.by_area(baseline, area.pk),
            }
        )


class BaselineMemberViewSet(ScopedViewSet):
    """底数成员: a community in a version, with its figures of then."""

    model, filterset_class = BaselineMember, MemberFilter
    columns = {
        "id": "id",
        "baseline": F("baseline__code"),
        "community": "community_id",
        "code": F("community__code"),
        "name": "name",
        "area": "area_id",
        "change": "change",
        "reason": "reason",
        "built_year": "built_year",
        "floor_area": "floor_area",
        "buildings": "buildings",
        "households": "households",
    }
