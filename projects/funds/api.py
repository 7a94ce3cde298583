from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from accounts.api import AreaFigures, AreaQuery
from core.api import ScopedViewSet
from core.steps.api import writes
from projects.funds import actions, figures
from projects.funds.filters import FundEntryFilter
from projects.funds.forms import NewEntryForm
from projects.funds.models import FundEntry


@writes(NewEntryForm, create=actions.enter)
class FundEntryViewSet(ScopedViewSet):
    """资金台账: a row per movement, 万元; corrections are negative rows."""

    model, filterset_class = FundEntry, FundEntryFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "source": "source_id",
        "source_name": F("source__name"),
        "year": "year",
        "kind": "kind",
        "amount": "amount",
        "dated_on": "dated_on",
        "document": "document",
        "note": "note",
        "version": "version",
    }


class FundsQuery(AreaQuery):
    """Of one funding year or of all; a row per source, group, district, street, year or project."""

    year = serializers.IntegerField(required=False, min_value=2000, max_value=2100, label="资金年度")
    by = serializers.ChoiceField(list(figures.BY), default="source", label="分组")


@extend_schema(parameters=[FundsQuery])
class FundFigures(AreaFigures):
    """Money planned, arrived and spent: amounts are text in 万元 with two decimals."""

    query = FundsQuery

    def figures(self, area, by, year=None):
        lines, total = figures.funds(area.pk, by=by, year=year)
        return {
            "area": area.pk,
            "year": year,
            "rows": [{by: line.key, "name": line.name, **told(line)} for line in lines],
            "total": told(total),
            "definition": figures.DEFINITION,
        }


def told(line):
    return {kind: format(getattr(line, kind), ".2f") for kind in figures.KINDS}
