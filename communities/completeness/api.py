from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import AreaFigures
from communities.completeness import actions, figures
from communities.completeness.filters import AssessmentFilter
from communities.completeness.models import Assessment
from communities.register.models import Community
from core.api import ScopedViewSet, expected_version
from core.changes import plain


class CommunityCompleteness(APIView):
    """完整性: the 20 items of a community's last confirmed assessment, judged by today's thresholds, and the score."""

    @extend_schema(responses=OpenApiTypes.OBJECT)
    def get(self, request, pk):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        community = get_object_or_404(Community.objects.visible_to(request.user), pk=pk)
        last = community.assessments.filter(state=Assessment.State.CONFIRMED).first()
        results = figures.items(last) if last else []
        return Response(
            {
                "community": community.pk,
                "round": last.round if last else None,
                "score": figures.score_of(results),
                "items": [line(result) for result in results],
            }
        )


def line(result):
    return {
        "no": result.item.no,
        "goal": result.item.get_goal_display(),
        "name": result.item.name,
        "status": result.status,
        "relaxed": result.is_relaxed,
        "measured": plain(result.measured),
        "threshold": rule(result.threshold),
        "relaxation": rule(result.relaxation),
        "evidence": result.evidence,
        "source": result.threshold.source if result.threshold else "完整居住社区建设标准（试行）",
    }


def rule(threshold):
    if threshold is None:
        return None
    return {"value": plain(threshold.value), "unit": threshold.unit, "valid_from": threshold.valid_from}


class GapFigures(AreaFigures):
    """短板: each of the 20 items with the communities and households that lack it wholly or in part, worst first."""

    def figures(self, area):
        return {
            "area": area.pk,
            "as_of": timezone.localdate(),
            "results": [
                {
                    "no": gap.no,
                    "name": gap.name,
                    "communities": gap.communities,
                    "households": gap.households,
                    "missing": gap.missing,
                    "partly": gap.partly,
                    "answered": gap.answered,
                }
                for gap in figures.gaps(area.pk)
            ],
        }


class AnswersInput(serializers.Serializer):
    """Answers of some items; the others stay. `If-Match` refuses a stale write."""

    answers = serializers.DictField(child=serializers.DictField(child=serializers.CharField(allow_blank=True)))
    assessed_on = serializers.DateField(required=False)
    assessor = serializers.CharField(required=False, max_length=60)


class StartInput(serializers.Serializer):
    community = serializers.PrimaryKeyRelatedField(queryset=Community.objects.none(), label="小区")

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if user is not None:
            self.fields["community"].queryset = Community.objects.visible_to(user)


class AssessmentViewSet(ScopedViewSet):
    """完整社区评估: one row per community and round; `answers` as they were given."""

    model, filterset_class, serializer_class = Assessment, AssessmentFilter, AnswersInput
    columns = {
        "id": "id",
        "community": "community_id",
        "round": "round",
        "state": "state",
        "answers": "answers",
        "assessed_on": "assessed_on",
        "assessor": "assessor",
        "confirmed_by": "confirmed_by",
        "version": "version",
        "updated_at": "updated_at",
    }
    public_columns = ("id", "community", "round", "assessed_on")

    @extend_schema(request=StartInput)
    def create(self, request):
        data = StartInput(data=request.data, user=request.user)
        data.is_valid(raise_exception=True)
        return self.one(actions.start_round(data.validated_data["community"], by=request.user), status=201)

    @extend_schema(request=AnswersInput)
    def partial_update(self, request, pk):
        assessment = self.get_object()
        data = AnswersInput(data=request.data)
        data.is_valid(raise_exception=True)
        version = expected_version(request)
        return self.one(actions.save_answers(assessment, by=request.user, version=version, **data.validated_data))

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def confirm(self, request, pk):
        return self.one(actions.confirm(self.get_object(), by=request.user))
