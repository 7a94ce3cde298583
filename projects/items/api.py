from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response

from accounts.api import AreaFigures, AreaQuery
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.items import actions, catalogue, figures
from projects.items.filters import WorksItemFilter
from projects.items.forms import ItemForm, NewItemForm
from projects.items.models import WorksItem
from projects.items.steps import ITEM_STEPS


@with_steps(ITEM_STEPS)
@writes(ItemForm, edit=actions.edit)
@writes(NewItemForm, create=actions.add)
class WorksItemViewSet(ScopedViewSet):
    """改造内容: what a project does in a community, item by item, planned and done."""

    model, filterset_class = WorksItem, WorksItemFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "year": F("project__plan_year"),
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("project__area_id"),
        "item": "item_id",
        "item_name": F("item__name"),
        "item_class": F("item__item_class_id"),
        "answer": "answer",
        "reason": "reason",
        "measure": "measure",
        "planned": "planned",
        "done": "done",
        "planned_cost": "planned_cost",
        "done_cost": "done_cost",
        "note": "note",
        "version": "version",
        "updated_at": "updated_at",
    }
    public_columns = ("id", "project", "project_name", "year", "community", "community_name", "area", "item")
    public_columns += ("item_name", "item_class", "answer", "reason", "measure", "planned", "done")

    def destroy(self, request, pk):
        """Take an item off the list."""
        actions.take_off(self.get_object(), by=request.user)
        return Response(status=204)


class DepthQuery(AreaQuery):
    """Of one plan year or of all; a row per district, street, year or project."""

    year = serializers.IntegerField(required=False, min_value=2000, max_value=2100, label="计划年度")
    by = serializers.ChoiceField(list(figures.BY), default="district", label="分组")


@extend_schema(parameters=[DepthQuery])
class DepthFigures(AreaFigures):
    """改造深度: functional, surface and basic items by count and money (万元), with the shares and their bases."""

    query = DepthQuery

    def figures(self, area, by, year=None):
        lines, total = figures.depth(area.pk, by=by, year=year)
        name = {"year": "year", "project": "project"}.get(by, "area")
        return {
            "area": area.pk,
            "year": year,
            "rows": [{name: line.key, "name": line.name, **told(line)} for line in lines],
            "total": told(total),
            "definition": figures.DEFINITION,
        }


def told(line):
    parts = {depth: getattr(line, depth) for depth in catalogue.DEPTHS}
    return {
        **{depth: {"count": part.count, "money": wan(part.money)} for depth, part in parts.items()},
        "share_by_money": figures.shown(line.by_money, wan),
        "share_by_count": figures.shown(line.by_count, int),
        "share_of_all_by_money": figures.shown(line.of_all, wan),
        "share_of_all_by_count": figures.shown(line.share("count", of_all=True), int),
    }


def wan(amount):
    return f"{amount:.2f}"
