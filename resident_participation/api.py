from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotAuthenticated

from communities.models import Community
from core.api import ScopedViewSet, expected_version
from resident_participation import actions
from resident_participation.clearances.api import ClearanceAskViewSet, ClearanceViewSet
from resident_participation.filters import FeedbackFilter
from resident_participation.initiatives.api import InitiativeViewSet
from resident_participation.models import Feedback, FeedbackCategory
from resident_participation.opinions.api import OpinionWindowViewSet, SchemeOpinionViewSet
from resident_participation.rolls.api import RollObjectionViewSet, RollRowViewSet
from resident_participation.votes.api import (
    ConsultationViewSet,
    DeliveryViewSet,
    ItemViewSet,
    RuleSetViewSet,
    VoteViewSet,
)


class FeedbackInput(serializers.Serializer):
    """`community` (id) and `text` suffice."""

    community = serializers.PrimaryKeyRelatedField(queryset=Community.objects.none(), label="小区")
    text = serializers.CharField(label="内容", max_length=2000)
    building = serializers.CharField(label="楼栋", max_length=20, required=False)
    channel = serializers.ChoiceField(Feedback.Channel, label="来源", required=False)
    category = serializers.PrimaryKeyRelatedField(queryset=FeedbackCategory.objects.all(), label="类别", required=False)
    severity = serializers.ChoiceField(Feedback.Severity, label="级别", required=False)
    contact_name = serializers.CharField(label="联系人", max_length=40, required=False)
    contact_phone = serializers.CharField(label="联系电话", max_length=20, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "request" in self.context:
            self.fields["community"].queryset = Community.objects.visible_to(self.context["request"].user)


class RouteInput(serializers.Serializer):
    handler = serializers.ChoiceField(Feedback.Handler, label="转给")
    office = serializers.CharField(label="承办单位", max_length=80, required=False, default="")
    reason = serializers.CharField(label="转办原因", max_length=500, allow_blank=True, default="")


class CloseInput(serializers.Serializer):
    reply = serializers.CharField(label="答复", max_length=2000, allow_blank=True, default="")


class FeedbackViewSet(ScopedViewSet):
    """意见诉求. Contacts are never part of an answer."""

    model = Feedback
    filterset_class = FeedbackFilter
    serializer_class = FeedbackInput
    columns = {
        "id": "id",
        "number": "number",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "building": "building",
        "channel": "channel",
        "category": "category_id",
        "severity": "severity",
        "text": "text",
        "handler": "handler",
        "handler_office": "handler_office",
        "state": "state",
        "received_at": "received_at",
        "due_at": "due_on",
        "closed_at": "closed_at",
        "reply": "reply",
        "version": "version",
    }

    def valid(self, serializer, request):
        if not request.user.is_authenticated:
            raise NotAuthenticated
        data = serializer(data=request.data, context={"request": request})
        data.is_valid(raise_exception=True)
        return data.validated_data

    @extend_schema(request=FeedbackInput)
    def create(self, request):
        return self.one(actions.log(by=request.user, **self.valid(FeedbackInput, request)), status=201)

    @extend_schema(request=RouteInput)
    @action(detail=True, methods=["post"])
    def route(self, request, pk):
        values = self.valid(RouteInput, request)
        return self.one(actions.route(self.get_object(), by=request.user, version=expected_version(request), **values))

    @extend_schema(request=CloseInput)
    @action(detail=True, methods=["post"])
    def close(self, request, pk):
        values = self.valid(CloseInput, request)
        return self.one(actions.close(self.get_object(), by=request.user, version=expected_version(request), **values))


VIEWSETS = {
    "feedback": FeedbackViewSet,
    "roll": RollRowViewSet,
    "roll-objections": RollObjectionViewSet,
    "votes": VoteViewSet,
    "consultations": ConsultationViewSet,
    "vote-items": ItemViewSet,
    "rule-sets": RuleSetViewSet,
    "deliveries": DeliveryViewSet,
    "opinion-windows": OpinionWindowViewSet,
    "scheme-opinions": SchemeOpinionViewSet,
    "initiatives": InitiativeViewSet,
    "clearance-asks": ClearanceAskViewSet,
    "clearances": ClearanceViewSet,
}
