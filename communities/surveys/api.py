from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from communities.register.models import Community
from communities.surveys import actions
from communities.surveys.filters import SurveyFilter
from communities.surveys.models import CatalogueItem, Survey, SurveyQuestion
from core.api import ScopedViewSet, expected_version


class SurveyInput(serializers.Serializer):
    """Some answers, {question code: {"value", "note"}}; the others stay. `If-Match` refuses a stale write."""

    answers = serializers.DictField(child=serializers.DictField(child=serializers.CharField(allow_blank=True)))
    surveyed_on = serializers.DateField(required=False)
    surveyor = serializers.CharField(required=False, max_length=60)


class RoundInput(serializers.Serializer):
    community = serializers.PrimaryKeyRelatedField(queryset=Community.objects.none(), label="小区")

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if user is not None:
            self.fields["community"].queryset = Community.objects.visible_to(user)


class ReasonsInput(serializers.Serializer):
    reasons = serializers.DictField(child=serializers.CharField(max_length=200), label="退回的问题和原因")


class SurveyViewSet(ScopedViewSet):
    """调查摸底: one row per community and round; numbers of households only, no names."""

    model, filterset_class, serializer_class = Survey, SurveyFilter, SurveyInput
    columns = {
        "id": "id",
        "community": "community_id",
        "community_name": F("community__name"),
        "round": "round",
        "state": "state",
        "answers": "answers",
        "returned": "returned",
        "surveyed_on": "surveyed_on",
        "surveyor": "surveyor",
        "submitted_at": "submitted_at",
        "verified_at": "verified_at",
        "verified_by": "verified_by",
        "version": "version",
    }

    @extend_schema(request=RoundInput)
    def create(self, request):
        data = RoundInput(data=request.data, user=request.user)
        data.is_valid(raise_exception=True)
        return self.one(actions.start_round(data.validated_data["community"], by=request.user), status=201)

    @extend_schema(request=SurveyInput)
    def partial_update(self, request, pk):
        survey = self.get_object()
        data = SurveyInput(data=request.data)
        data.is_valid(raise_exception=True)
        values = data.validated_data
        given = values.pop("answers")
        return self.one(
            actions.save_answers(survey, given, by=request.user, version=expected_version(request), **values)
        )

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def submit(self, request, pk):
        return self.one(actions.submit(self.get_object(), by=request.user))

    @extend_schema(request=ReasonsInput)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request, pk):
        survey = self.get_object()
        data = ReasonsInput(data=request.data)
        data.is_valid(raise_exception=True)
        return self.one(actions.send_back(survey, data.validated_data["reasons"], by=request.user))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def verify(self, request, pk):
        return self.one(actions.verify(self.get_object(), by=request.user))


class Open(ScopedViewSet):
    """Reference data: open to everybody."""

    lookup_field = "code"

    def get_queryset(self):
        return self.model.objects.all()


class CatalogueItemViewSet(Open):
    """改造内容目录."""

    model = CatalogueItem
    columns = {
        "code": "code",
        "name": "name",
        "item_class": "item_class_id",
        "is_functional": "is_functional",
        "applies": "applies",
    }


class SurveyQuestionViewSet(Open):
    """调查问题."""

    model = SurveyQuestion
    columns = {
        name: name
        for name in ("code", "section", "text", "help", "kind", "unit", "options", "required", "order", "retired_on")
    } | {"item": "item_id"}
