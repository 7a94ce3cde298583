import re

from django.core.exceptions import PermissionDenied
from django.db.models import F, Q
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers

from accounts.api import AreaFigures, AreaQuery
from communities.models import Community
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.alike.api import AlikeMixin
from resident_participation.cases import actions, figures, rules
from resident_participation.cases.filters import CannedFilter, ClockFilter, FeedbackFilter
from resident_participation.cases.forms import CannedForm
from resident_participation.cases.models import Feedback
from resident_participation.cases.standards import CannedReply, ClockRule, FeedbackCategory
from resident_participation.cases.steps import STEPS

PHONE = re.compile(r"[0-9][0-9\- ]{5,18}[0-9]")


class CommunityField(serializers.CharField):
    """A community by its id or its code."""

    default_error_messages = {"unknown": "没有这个小区，或者它不在您的管辖范围"}

    def to_internal_value(self, data):
        words = super().to_internal_value(data).strip()
        by_id = Q(pk=int(words)) if words.isascii() and words.isdecimal() and len(words) < 13 else Q(pk=None)
        rows = Community.objects.visible_to(self.context["request"].user).select_related("area", "district")
        found = rows.filter(by_id | Q(code=words)).first()
        if found is None:
            self.fail("unknown")
        return found


@extend_schema_field(OpenApiTypes.STR)
class ContactField(serializers.Field):
    """Name and phone: "王阿姨 13800001234", or {"name": …, "phone": …}."""

    default_error_messages = {"shape": "请写成“王阿姨 13800001234”"}

    def to_internal_value(self, data):
        if isinstance(data, dict):
            name, phone = str(data.get("name") or "").strip(), str(data.get("phone") or "").strip()
        elif isinstance(data, str):
            phone = (PHONE.search(data) or [""])[0]
            name = data.replace(phone, "").strip(" ，,、") if phone else data.strip()
        else:
            self.fail("shape")
        if len(name) > 40 or len(phone) > 20:
            self.fail("shape")
        return {"contact_name": name, "contact_phone": phone.strip()}

    def to_representation(self, value):
        return ""


class FeedbackInput(serializers.Serializer):
    """`community` (id or code) and `text` suffice."""

    community = CommunityField(label="小区")
    text = serializers.CharField(label="内容", max_length=2000)
    building = serializers.CharField(label="楼栋", max_length=20, required=False)
    channel = serializers.ChoiceField(Feedback.Channel, label="来源", required=False)
    category = serializers.PrimaryKeyRelatedField(queryset=FeedbackCategory.objects.all(), label="类别", required=False)
    severity = serializers.ChoiceField(Feedback.Severity, label="级别", required=False)
    contact = ContactField(label="联系方式", required=False)
    contact_name = serializers.CharField(label="联系人", max_length=40, required=False)
    contact_phone = serializers.CharField(label="联系电话", max_length=20, required=False)

    def validate(self, attrs):
        return {**attrs.pop("contact", {}), **attrs}


@with_steps(STEPS)
class FeedbackViewSet(AlikeMixin, ScopedViewSet):
    """意见诉求. Contacts are never part of an answer; visitors get what an office published."""

    model, filterset_class, serializer_class = Feedback, FeedbackFilter, FeedbackInput
    columns = {
        "id": "id",
        "number": "number",
        "external_number": "external_number",
        "external_due_at": "external_due_at",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "building": "building",
        "channel": "channel",
        "category": "category_id",
        "severity": "severity",
        "text": "text",
        "public_summary": "public_summary",
        "published_at": "published_at",
        "handler": "handler",
        "handler_office": "handler_office",
        "department": "department_id",
        "organisation": "organisation_id",
        "hand_overs": "hand_overs",
        "escalated_to": "escalated_to",
        "state": "state",
        "received_at": "received_at",
        "accepted_at": "accepted_at",
        "answer_due_at": "answer_due_at",
        "due_at": "due_at",
        "answered_at": "answered_at",
        "replied_at": "replied_at",
        "closed_at": "closed_at",
        "reply": "reply",
        "outcome": "outcome",
        "satisfied": "satisfied",
        "reopened": "reopened",
        "paused_at": "paused_at",
        "pauses": "pauses",
        "lead": "lead_id",
        "version": "version",
    }
    public_columns = (
        "id", "community", "community_name", "area", "category", "public_summary", "published_at", "state",
        "received_at", "due_at", "replied_at", "closed_at",
    )  # fmt: skip

    @extend_schema(request=FeedbackInput)
    def create(self, request):
        """The answer holds `word`, the six characters of the resident's receipt: here and never again."""
        if not request.user.is_authenticated:
            raise PermissionDenied
        data = FeedbackInput(data=request.data, context={"request": request})
        data.is_valid(raise_exception=True)
        case = actions.log(by=request.user, **data.validated_data)
        response = self.one(case, status=201)
        response.content = response.content[:-1] + f',"word":"{case.word}"}}'.encode()
        response["Content-Length"] = len(response.content)
        return response


class ClockRuleViewSet(ScopedViewSet):
    """办理时限, each with its source; the newest row of a category and severity counts."""

    model, filterset_class = ClockRule, ClockFilter
    columns = {
        name: name
        for name in ("id", "severity", "answer", "answer_unit", "solve", "solve_unit", "source", "trust", "valid_from")
    } | {"category": "category_id"}


@writes(CannedForm, create=rules.save_canned, edit=rules.save_canned)
class CannedReplyViewSet(ScopedViewSet):
    """常用答复 of the offices."""

    model, filterset_class = CannedReply, CannedFilter
    columns = {
        "id": "id",
        "title": "title",
        "text": "text",
        "category": "category_id",
        "area": "area_id",
        "version": "version",
    }


PeriodQuery = type(  # `from` is a word of Python
    "PeriodQuery",
    (AreaQuery,),
    {
        "__doc__": "Cases received in a period, both days included.",
        "from": serializers.DateField(required=False, label="登记自"),
        "to": serializers.DateField(required=False, label="登记至"),
    },
)


@extend_schema(parameters=[PeriodQuery])
class FeedbackFigures(AreaFigures):
    """Counts and rates of an area's cases, each rate as numerator and denominator; `by_area` for those below."""

    query = PeriodQuery

    def figures(self, area, **asked):
        since, until = asked.get("from"), asked.get("to")
        period = {"area": area.pk, "from": since, "to": until}
        found = figures.feedback(area.pk, since, until)
        return period | found | {"by_area": figures.by_place(area.pk, since, until)}


VIEWSETS = {
    "feedback": FeedbackViewSet,
    "feedback-clocks": ClockRuleViewSet,
    "canned-replies": CannedReplyViewSet,
}
