"""The endpoints of this floor, by subject."""

from django.urls import path

from resident_participation.cases.api import VIEWSETS as CASES
from resident_participation.cases.api import FeedbackFigures
from resident_participation.enforcement.api import (
    EnforcementCaseViewSet,
    EnforcementDutyViewSet,
    EnforcementFigures,
    JointActionViewSet,
    JointCaseViewSet,
)
from resident_participation.rolls.api import RollObjectionViewSet, RollRowViewSet
from resident_participation.votes.api import (
    ConsultationViewSet,
    DeliveryViewSet,
    ItemViewSet,
    RuleSetViewSet,
    VoteViewSet,
)

VIEWSETS = {
    **CASES,
    "roll": RollRowViewSet,
    "roll-objections": RollObjectionViewSet,
    "votes": VoteViewSet,
    "consultations": ConsultationViewSet,
    "vote-items": ItemViewSet,
    "rule-sets": RuleSetViewSet,
    "deliveries": DeliveryViewSet,
    "enforcement-cases": EnforcementCaseViewSet,
    "enforcement-duties": EnforcementDutyViewSet,
    "joint-actions": JointActionViewSet,
    "joint-cases": JointCaseViewSet,
}
FIGURES = [
    path("figures/feedback/", FeedbackFigures.as_view(), name="api-figures-feedback"),
    path("figures/enforcement/", EnforcementFigures.as_view(), name="api-figures-enforcement"),
]
