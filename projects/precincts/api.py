from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.precincts import actions
from projects.precincts.filters import ElementFilter, PrecinctPlanFilter
from projects.precincts.forms import OpenForm, PlanForm
from projects.precincts.models import ElementRequirement, PrecinctPlan
from projects.precincts.steps import ELEMENT_STEPS, PLAN_STEPS


class ElementRow(serializers.Serializer):
    kind = serializers.CharField(max_length=20, label="公共要素")
    required = serializers.DecimalField(12, 2, label="应有")
    planned = serializers.DecimalField(12, 2, required=False, default=0, label="可补")
    how = serializers.CharField(required=False, allow_blank=True, default="", max_length=120, label="怎么落实")
    space = serializers.IntegerField(required=False, allow_null=True, default=None)
    project = serializers.IntegerField(required=False, allow_null=True, default=None)


class ElementsInput(serializers.Serializer):
    """The whole list of a plan's elements."""

    elements = ElementRow(many=True)


@with_steps(PLAN_STEPS)
@writes(OpenForm, create=actions.open_plan)
@writes(PlanForm, edit=actions.edit)
class PrecinctPlanViewSet(ScopedViewSet):
    """片区方案: POST opens the next version of a unit's plan; `content` is what was approved."""

    model, filterset_class = PrecinctPlan, PrecinctPlanFilter
    columns = {
        "id": "id",
        "unit": "unit_id",
        "unit_name": F("unit__name"),
        "area": F("unit__area_id"),
        "number": "number",
        "state": "state",
        "goals": "goals",
        "layout": "layout",
        "management": "management",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "document": "document",
        "approved_on": "approved_on",
        "content": "content",
        "version": "version",
    }

    @extend_schema(request=ElementsInput)
    @action(detail=True, methods=["post"], url_path="elements")
    def set_elements(self, request, pk):
        """Replace the plan's elements by these, all or none."""
        plan = self.get_object()
        data = ElementsInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.set_elements(plan, data.validated_data["elements"], by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def suggest(self, request, pk):
        """An element for each kind of facility that is lacking."""
        return self.one(actions.suggest(self.get_object(), by=request.user))


@with_steps(ELEMENT_STEPS)
class ElementRequirementViewSet(ScopedViewSet):
    """公共要素配置要求 of plans and whether they stand."""

    model, filterset_class, serializer_class = ElementRequirement, ElementFilter, ElementRow
    columns = {
        "id": "id",
        "plan": "plan_id",
        "unit": F("plan__unit_id"),
        "area": F("plan__unit__area_id"),
        "kind": "kind_id",
        "kind_name": F("kind__name"),
        "required": "required",
        "planned": "planned",
        "how": "how",
        "space": "space_id",
        "project": "project_id",
        "met_on": "met_on",
        "version": "version",
    }
