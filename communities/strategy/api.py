from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from communities.register.models import Community
from communities.strategy import actions
from communities.strategy.filters import DecisionFilter
from communities.strategy.models import StrategyDecision
from core.api import ScopedViewSet


class DecisionInput(serializers.ModelSerializer):
    """A decision on a community; it holds at once, the one before stays."""

    class Meta:
        model = StrategyDecision
        fields = ["community", "strategy", "evidence", "reason", "decided_by", "decided_on"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        if user is not None:
            self.fields["community"].queryset = Community.objects.visible_to(user)


class DecisionViewSet(ScopedViewSet):
    """改造方式决定: every decision with the facts of its day; a community's newest one holds."""

    model, filterset_class, serializer_class = StrategyDecision, DecisionFilter, DecisionInput
    columns = {
        "id": "id",
        "community": "community_id",
        "community_name": F("community__name"),
        "strategy": "strategy",
        "evidence": "evidence",
        "reason": "reason",
        "decided_by": "decided_by",
        "decided_on": "decided_on",
        "facts": "facts",
        "version": "version",
        "updated_at": "updated_at",
    }

    @extend_schema(request=DecisionInput)
    def create(self, request):
        data = DecisionInput(data=request.data, user=request.user)
        data.is_valid(raise_exception=True)
        community = data.validated_data.pop("community")
        return self.one(actions.decide(community, by=request.user, **data.validated_data), status=201)
