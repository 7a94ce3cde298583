from django.contrib.postgres.aggregates import ArrayAgg
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Subquery
from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from communities.models import RenovationUnit
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from core.steps.shape import serializer_of, typed
from projects.register.models import Project
from projects.special_works import actions, coordination, words
from projects.special_works.filters import ClashFilter, SitePlaceFilter, SpecialWorkFilter
from projects.special_works.forms import ApproveForm, PlaceForm, WorkForm
from projects.special_works.models import Clash, Coordination, SitePlace, SpecialKind, SpecialWork
from projects.special_works.sites import Site, site_of_project
from projects.special_works.steps import CLASH_STEPS, WORK_STEPS

PLACES = (
    SpecialWork.places.through.objects.filter(specialwork=OuterRef("pk"))
    .order_by()
    .values("specialwork")
    .values(keys=ArrayAgg("siteplace", order_by="siteplace"))
)


@with_steps(WORK_STEPS)
@writes(WorkForm, create=actions.file, edit=actions.edit)
class SpecialWorkViewSet(ScopedViewSet):
    """专项工程: a row per work of a department or operator; intents included."""

    model, filterset_class = SpecialWork, SpecialWorkFilter
    columns = {
        "id": "id",
        "code": "code",
        "name": "name",
        "kind": "kind_id",
        "kind_name": F("kind__name"),
        "owner": "owner_id",
        "owner_name": F("owner__name"),
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "unit": F("community__unit_id"),
        "project": "project_id",
        "places": Subquery(PLACES),
        "state": "state",
        "excavates": "excavates",
        "depth": "depth",
        "closes_road": "closes_road",
        "outage": "outage",
        "earliest": "earliest",
        "latest": "latest",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "filed_from": "filed_from",
        "filed_to": "filed_to",
        "restorer": "restorer",
        "budget": "budget",
        "percent": "percent",
        "note": "note",
        "version": "version",
        "updated_at": "updated_at",
    }


@writes(PlaceForm, create=actions.new_place, edit=actions.save_place)
class SitePlaceViewSet(ScopedViewSet):
    """施工地点: stretches of road, blocks and buildings where works can meet."""

    model, filterset_class = SitePlace, SitePlaceFilter
    columns = {
        "id": "id",
        "community": "community_id",
        "kind": "kind",
        "name": "name",
        "building": "building_id",
        "households": "households",
        "length": "length",
        "fire_lane": "fire_lane",
        "version": "version",
    }


class ClashOutput(serializers.Serializer):
    """A clash of two works at one place."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    works = serializers.ListField(child=serializers.IntegerField(), min_length=2, max_length=2)
    place = serializers.CharField()
    place_id = serializers.IntegerField()
    window = serializers.ListField(child=serializers.DateField(), min_length=2, max_length=2)
    days = serializers.IntegerField()
    reason = serializers.CharField()
    answer = serializers.CharField(allow_null=True)


@with_steps(CLASH_STEPS)
class ClashViewSet(ScopedViewSet):
    """施工冲突 as found now; `meet` and `keep` answer one."""

    model, filterset_class, serializer_class = Clash, ClashFilter, ClashOutput
    columns = {
        "id": "id",
        "rule": F("rule__code"),
        "kind": "kind",
        "place": "place_id",
        "place_name": F("place__name"),
        "community": F("place__community_id"),
        "first": "first_id",
        "second": "second_id",
        "starts_on": "starts_on",
        "ends_on": "ends_on",
        "days": "days",
        "answer": F("answer__answer"),
        "reason": F("answer__reason"),
    }


class KindOutput(serializers.ModelSerializer):
    class Meta:
        model = SpecialKind
        fields = ["code", "name", "excavates", "layer", "lead"]


class SpecialKindViewSet(ScopedViewSet):
    """专项工程种类."""

    model = SpecialKind
    serializer_class, lookup_field = KindOutput, "code"
    columns = {"code": "code", "name": "name", "excavates": "excavates", "layer": "layer", "lead": "lead"}

    def get_queryset(self):
        return SpecialKind.objects.all()


def clash_row(clash):
    return {
        "id": clash.pk,
        "kind": clash.kind,
        "works": [clash.first_id, clash.second_id],
        "place": clash.place.name,
        "place_id": clash.place_id,
        "window": [clash.starts_on.isoformat(), clash.ends_on.isoformat()],
        "days": clash.days,
        "reason": words.reason(clash),
        "answer": clash.answer and clash.answer.answer,
    }


class UnitView(APIView):
    """Something about one unit, for those who see it."""

    def unit(self, request, pk):
        return get_object_or_404(RenovationUnit.objects.visible_to(request.user).select_related("area"), pk=pk)


class UnitClashes(UnitView):
    @extend_schema(responses=ClashOutput(many=True), operation_id="unit_clashes")
    def get(self, request, pk):
        """The clashes of a unit's special works: kind, the two works, place, window, days, and the reason in words."""
        clashes = coordination.clashes(Site(unit=self.unit(request, pk)), request.user)
        return Response([clash_row(one) for one in clashes])


class CoordinationOutput(serializers.Serializer):
    """What coordination saves: as the owners filed, as it stands now, and with every proposal taken."""

    entries_before = serializers.IntegerField()
    entries_now = serializers.IntegerField()
    entries_after = serializers.IntegerField()
    digs_avoided = serializers.IntegerField()
    disturbance_days_before = serializers.FloatField()
    disturbance_days_now = serializers.FloatField()
    disturbance_days_after = serializers.FloatField()
    proven = serializers.BooleanField()
    proposals = serializers.ListField(child=serializers.DictField())


class UnitCoordination(UnitView):
    @extend_schema(responses=CoordinationOutput, operation_id="unit_coordination")
    def get(self, request, pk):
        """Entries, digs and days of disturbance per household before and after, with the proposals that lead there."""
        if not request.user.is_authenticated:
            raise PermissionDenied  # solving takes a processor's second
        unit = self.unit(request, pk)
        return Response(coordination.current(Site(unit=unit), unit.area))


class AcceptInput(serializers.Serializer):
    proposal = serializers.IntegerField()


class UnitAccept(UnitView):
    @extend_schema(request=AcceptInput, responses=CoordinationOutput, operation_id="unit_accept_proposal")
    def post(self, request, pk):
        """采纳: move the works of one proposal. Answers with the coordination as it is then."""
        unit = self.unit(request, pk)
        data = AcceptInput(data=request.data)
        data.is_valid(raise_exception=True)
        coordination.accept(Site(unit=unit), data.validated_data["proposal"], by=request.user, area=unit.area)
        return Response(coordination.current(Site(unit=unit), unit.area))


class ApproveInput(serializer_of(ApproveForm)):
    """Which unit, or which project without a unit, and the document."""

    unit = serializers.IntegerField(required=False)
    project = serializers.IntegerField(required=False)


class CoordinationViewSet(ScopedViewSet):
    """统筹施工方案 as approved, with the schedule and what it saves."""

    model, serializer_class = Coordination, ApproveInput
    columns = {
        "id": "id",
        "unit": "unit_id",
        "project": "project_id",
        "number": "number",
        "document": "document",
        "approved_on": "approved_on",
        "approved_by": "approved_by",
        "works": "works",
        "measures": "measures",
        "version": "version",
    }

    @extend_schema(request=ApproveInput)
    def create(self, request):
        """Approve the present schedule of a unit, or of a project without one."""
        if not request.user.is_authenticated:
            raise PermissionDenied
        data = ApproveInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = typed(ApproveForm, request, user=request.user)
        if key := data.validated_data.get("unit"):
            unit = get_object_or_404(RenovationUnit.objects.visible_to(request.user), pk=key)
            return self.one(
                coordination.approve(Site(unit=unit), by=request.user, area=unit.area, **values), status=201
            )
        project = get_object_or_404(
            Project.objects.visible_to(request.user), pk=data.validated_data.get("project") or 0
        )
        site = site_of_project(project)
        plan = coordination.approve(site, by=request.user, area=project.area, project=project, **values)
        return self.one(plan, status=201)
