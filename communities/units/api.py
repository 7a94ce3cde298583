from django.db.models import F
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from accounts.api import AreaFigures
from communities.register.models import Community, RenovationUnit
from communities.units import actions, figures
from communities.units.filters import UnitFilter, UnitVersionFilter
from communities.units.forms import UnitForm
from communities.units.models import UnitVersion
from communities.units.places import by_unit, ring_of
from communities.units.steps import UNIT_STEPS
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes


@with_steps(UNIT_STEPS)
@writes(UnitForm, create=actions.create, edit=actions.save_unit)
class UnitViewSet(ScopedViewSet):
    """改造片区: `boundary` is a drawn ring of [longitude, latitude] (GCJ-02), empty where none is drawn."""

    model, filterset_class = RenovationUnit, UnitFilter
    columns = {
        "id": "id",
        "code": "code",
        "name": "name",
        "area": "area_id",
        "typology": "typology",
        "boundary": "boundary",
        "note": "note",
        "version": "version",
    }
    public_columns = ("id", "code", "name", "area", "typology", "boundary")  # the note is the office's own

    @extend_schema(responses=OpenApiTypes.OBJECT)
    @action(detail=False, methods=["get"])
    def outlines(self, request):
        """GeoJSON: a polygon for each unit, as drawn or as estimated from its communities (`drawn` says which)."""
        units = list(self.filter_queryset(self.get_queryset()))
        own = by_unit(Community.objects.filter(unit__in=units))
        rings = ((unit, ring_of(unit, own.get(unit.pk, []))) for unit in units)
        features = [feature(unit, ring) for unit, ring in rings if ring]
        return Response({"type": "FeatureCollection", "coordinate_system": "GCJ-02", "features": features})


def feature(unit, ring):
    facts = {"id": unit.pk, "code": unit.code, "name": unit.name, "drawn": bool(unit.boundary)}
    return {"type": "Feature", "geometry": {"type": "Polygon", "coordinates": [ring]}, "properties": facts}


class UnitVersionViewSet(ScopedViewSet):
    """片区版本: members and boundary as decided."""

    model, filterset_class = UnitVersion, UnitVersionFilter
    columns = {
        "id": "id",
        "unit": "unit_id",
        "unit_name": F("unit__name"),
        "number": "number",
        "decided_on": "decided_on",
        "document": "document",
        "reason": "reason",
        "members": "members",
        "boundary": "boundary",
        "ground": "ground",
    }


class UnitFigures(AreaFigures):
    """片区划定检查 of an area: overlaps in m², communities outside, strangers, communities of no unit."""

    def figures(self, area):
        found = figures.checks(area.pk)
        return {
            "area": area.pk,
            "units": found.units,
            "undrawn": found.undrawn,
            "overlaps": [{"units": [a.pk, b.pk], "square_metres": str(m)} for a, b, m in found.overlaps],
            "outside": [{"unit": unit.pk, "community": c.pk} for unit, c in found.outside],
            "strangers": [
                {"unit": unit.pk, "community": c.pk, "own": own and own.pk} for unit, c, own in found.strangers
            ],
            "loose": [c.pk for c in found.loose],
            "definition": figures.DEFINITION,
        }
