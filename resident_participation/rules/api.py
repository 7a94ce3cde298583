"""Rule sets for programs: every version, and the city's publishing of the next."""

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action

from core.api import ScopedViewSet
from core.steps.shape import serializer_of, typed
from resident_participation.rules import actions
from resident_participation.rules.filters import RuleSetFilter
from resident_participation.rules.forms import RuleSetForm
from resident_participation.votes.models import RuleSet


class RuleSetViewSet(ScopedViewSet):
    """表决规则, every version with its source; its documents are under `files/`."""

    model, filterset_class, serializer_class = RuleSet, RuleSetFilter, serializer_of(RuleSetForm)
    columns = {
        name: name
        for name in (
            "id", "code", "name", "kind", "klass", "purpose", "matters", "roll_days", "notice_days", "voting_least",
            "voting_most", "result_days", "ways", "silence", "silence_basis", "duplicates", "source", "clause", "trust",
            "confirmed_by", "valid_from", "version",
        )
    }  # fmt: skip

    @extend_schema(request=serializer_of(RuleSetForm), operation_id="rule_set_publish")
    @action(detail=True, methods=["post"])
    def publish(self, request, pk):
        """The next version; what is not sent stays as in this one."""
        rule = self.get_object()
        values = typed(RuleSetForm, request, rule, user=request.user)
        return self.one(actions.publish(rule, by=request.user, **values), status=201)
