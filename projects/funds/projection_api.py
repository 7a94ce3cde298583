from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from accounts.api import AreaFigures, AreaQuery
from projects.funds.assumptions import measured, tried
from projects.funds.projection import project, sensitivity
from projects.funds.projection_views import AMOUNTS


class ProjectionQuery(AreaQuery):
    """Assumptions to try instead of the measured ones; areas in 万㎡, cost in 元/㎡, shares in %."""

    unit_cost = serializers.DecimalField(12, 2, required=False, min_value=0)
    growth = serializers.DecimalField(5, 2, required=False, min_value=-20, max_value=50)
    government = serializers.DecimalField(5, 2, required=False, min_value=0, max_value=100)
    residents = serializers.DecimalField(5, 2, required=False, min_value=0, max_value=100)
    step = serializers.DecimalField(5, 2, required=False, min_value=0, max_value=100)
    per_year = serializers.DecimalField(12, 2, required=False, min_value=0)
    ageing = serializers.DecimalField(12, 2, required=False, min_value=0)
    years = serializers.IntegerField(required=False, min_value=1, max_value=30)


@extend_schema(parameters=[ProjectionQuery])
class ProjectionFigures(AreaFigures):
    """The years to come: area (万㎡), cost and who pays (万元 as text), and what the result hangs on."""

    query = ProjectionQuery

    def figures(self, area, **asked):
        assumptions, basis = measured(area.pk, timezone.localdate())
        assumptions = tried(assumptions, asked)
        found = project(assumptions)
        return {
            "area": area.pk,
            "assumptions": [given(row, getattr(assumptions, row.name)) for row in basis],
            "rows": [told(year) for year in found.years],
            "total": {name: format(found.total(name), ".2f") for name in AMOUNTS},
            "finish": found.finish,
            "sensitivity": [
                {"change": words, "low": ends(low), "high": ends(high)} for words, low, high in sensitivity(assumptions)
            ],
        }


def given(row, value):
    return {"name": row.name, "value": str(value), "unit": row.unit, "measured": str(row.value), "source": row.words}


def told(year):
    amounts = {name: format(getattr(year, name), ".2f") for name in AMOUNTS}
    return {
        "year": year.year,
        "area": str(year.area),
        "left": str(year.left),
        "unit_cost": str(year.unit_cost),
    } | amounts


def ends(found):
    return {name: format(found.total(name), ".2f") for name in AMOUNTS} | {"finish": found.finish}
