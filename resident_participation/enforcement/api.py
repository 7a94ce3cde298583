from django.db.models import F
from drf_spectacular.utils import extend_schema
from rest_framework import serializers

from accounts.api import AreaFigures, AreaQuery
from core.api import ScopedViewSet
from core.steps.api import with_steps, writes
from resident_participation.enforcement import actions, duties, duty_forms, figures, forms, joint
from resident_participation.enforcement.filters import CaseFilter, DutyFilter, JointFilter
from resident_participation.enforcement.models import EnforcementCase, EnforcementDuty, JointAction, JointCase
from resident_participation.enforcement.steps import CASE_STEPS, JOINT_STEPS, RESULT_STEPS


@with_steps(CASE_STEPS)
@writes(forms.ReportForm, create=actions.report)
class EnforcementCaseViewSet(ScopedViewSet):
    """执法事项. Visitors get published cases: community, building, matter, department, state and outcome."""

    model, filterset_class = EnforcementCase, CaseFilter
    columns = {
        "id": "id",
        "number": "number",
        "community": "community_id",
        "community_name": F("community__name"),
        "area": F("community__area_id"),
        "building": "building",
        "place": "place",
        "matter": "matter",
        "matter_name": F("duty__name"),
        "text": "text",
        "source": "source",
        "feedback": "feedback_id",
        "state": "state",
        "department": "department",
        "organisation": "organisation_id",
        "reported_on": "reported_on",
        "sent_on": "sent_on",
        "sign_due_on": "sign_due_on",
        "visit_due_on": "visit_due_on",
        "settle_due_on": "settle_due_on",
        "due_on": "due_on",
        "accepted_on": "accepted_on",
        "refused_on": "refused_on",
        "refused_by": "refused_by",
        "competent": "competent",
        "decided_on": "decided_on",
        "decision_document": "decision_document",
        "visited_on": "visited_on",
        "ordered_on": "ordered_on",
        "order_document": "order_document",
        "order_due_on": "order_due_on",
        "settled_on": "settled_on",
        "outcome": "outcome",
        "outcome_document": "outcome_document",
        "urged_on": "urged_on",
        "published_on": "published_on",
        "version": "version",
    }
    public_columns = (
        "id", "community", "community_name", "area", "building", "matter", "matter_name", "state", "department",
        "reported_on", "settled_on", "outcome",
    )  # fmt: skip


@writes(duty_forms.AdjustForm, edit=duties.adjust)
@writes(duty_forms.DutyForm, create=duties.add)
class EnforcementDutyViewSet(ScopedViewSet):
    """执法事项清单, every version; `?on=2026-10-08` gives those in force on a day. PATCH adds a new version."""

    model, filterset_class = EnforcementDuty, DutyFilter
    columns = {
        name: name
        for name in (
            "id", "code", "name", "lead", "assists", "visit_days", "settle_days", "order", "listed", "source", "clause",
            "trust", "valid_from", "version",
        )
    }  # fmt: skip


@with_steps(JOINT_STEPS)
@writes(forms.JointForm, create=joint.plan, edit=joint.plan)
class JointActionViewSet(ScopedViewSet):
    """联合行动."""

    model, filterset_class = JointAction, JointFilter
    columns = {
        name: name
        for name in (
            "id", "title", "held_on", "departments", "lead", "meeting_place", "document", "state", "summary", "version",
        )
    } | {"area": "area_id"}  # fmt: skip


@with_steps(RESULT_STEPS)
class JointCaseViewSet(ScopedViewSet):
    """联合行动里的各件, with the result of each."""

    model = JointCase
    columns = {"id": "id", "action": "action_id", "case": "case_id", "area": F("case__community__area_id")} | {
        name: name for name in ("result", "version")
    }


class PeriodQuery(AreaQuery):
    """Cases reported `from` a day `to` a day, both included; empty: all."""

    def get_fields(self):
        days = {name: serializers.DateField(required=False, label=label) for name, label in PERIOD.items()}
        return super().get_fields() | days


PERIOD = {"from": "报告自", "to": "报告至"}  # `from` cannot be an attribute's name


@extend_schema(parameters=[PeriodQuery])
class EnforcementFigures(AreaFigures):
    """执法进小区的办理情况: in all, by department, by the areas below; each rate with numerator and denominator."""

    query = PeriodQuery

    def figures(self, area, **asked):
        return {"area": area.pk} | figures.enforcement(area.pk, asked.get("from"), asked.get("to"))
