from django.db.models import F
from rest_framework import serializers

from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from projects.warnings import rules
from projects.warnings.filters import RuleFilter, TalkFilter, WarningFilter
from projects.warnings.forms import AdjustForm
from projects.warnings.models import ProjectWarning, Talk, WarningRule
from projects.warnings.steps import WARNING_STEPS


class WarningOutput(serializers.ModelSerializer):
    class Meta:
        model = ProjectWarning
        fields = ["project", "colour", "words", "raised_on", "due_on"]


@with_steps(WARNING_STEPS)
class ProjectWarningViewSet(ScopedViewSet):
    """进度预警: raised by rules, answered with a plan to recover, closed with evidence."""

    model, filterset_class, serializer_class = ProjectWarning, WarningFilter, WarningOutput
    columns = {
        "id": "id",
        "project": "project_id",
        "project_name": F("project__name"),
        "area": F("project__area_id"),
        "rule": "rule_id",
        "colour": "colour",
        "words": "words",
        "numbers": "numbers",
        "raised_on": "raised_on",
        "due_on": "due_on",
        "state": "state",
        "answer": "answer",
        "recovery": "recovery",
        "recover_by": "recover_by",
        "responsible": "responsible",
        "evidence": "evidence",
        "closed_on": "closed_on",
        "version": "version",
    }


class TalkViewSet(ScopedViewSet):
    """约谈 on red warnings. Written through `project-warnings/{id}/talk/` and `…/follow/`."""

    model, filterset_class = Talk, TalkFilter
    columns = {
        name: name
        for name in ("id", "warning", "held_on", "host", "guests", "asked", "due_on", "result", "result_on", "version")
    }


@writes(AdjustForm, edit=rules.adjust)
class WarningRuleViewSet(ScopedViewSet):
    """预警规则 of all days. PATCH with `valid_from` makes a new row from that day on and ends this one."""

    model, filterset_class = WarningRule, RuleFilter
    columns = {
        name: name
        for name in (
            "id", "colour", "below", "late_days", "not_begun_by", "action", "answer_days", "source", "valid_from",
            "valid_to", "version",
        )
    }  # fmt: skip

    def get_queryset(self):
        return WarningRule.objects.all()
