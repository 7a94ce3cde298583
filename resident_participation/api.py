"""The endpoints of this floor, by subject."""

from django.urls import path

from resident_participation.assessment.api import LowScoreViewSet, WaveViewSet
from resident_participation.bodies.api import BodyViewSet
from resident_participation.cases.api import VIEWSETS as CASES
from resident_participation.cases.api import FeedbackFigures
from resident_participation.clearances.api import ClearanceAskViewSet, ClearanceViewSet
from resident_participation.enforcement.api import (
    EnforcementCaseViewSet,
    EnforcementDutyViewSet,
    EnforcementFigures,
    JointActionViewSet,
    JointCaseViewSet,
)
from resident_participation.initiatives.api import InitiativeViewSet
from resident_participation.lifts.api import LiftConsentViewSet
from resident_participation.meetings.api import MeetingViewSet, ResolutionViewSet
from resident_participation.objections.api import ObjectionViewSet
from resident_participation.opinions.api import OpinionWindowViewSet, SchemeOpinionViewSet
from resident_participation.outcome.api import PromiseViewSet
from resident_participation.recounts.api import ChallengeViewSet, RecheckViewSet, RecountViewSet
from resident_participation.rolls.api import RollObjectionViewSet, RollRowViewSet
from resident_participation.rules.api import RuleSetViewSet
from resident_participation.slips.api import CallBackDrawViewSet, DeliveryViewSet
from resident_participation.supervision.api import ResidentSupervisorViewSet, SupervisionReportViewSet
from resident_participation.talents.api import TalentViewSet
from resident_participation.votes.api import ConsultationViewSet, ItemViewSet, VoteViewSet

VIEWSETS = {
    **CASES,
    "roll": RollRowViewSet,
    "roll-objections": RollObjectionViewSet,
    "votes": VoteViewSet,
    "consultations": ConsultationViewSet,
    "vote-items": ItemViewSet,
    "rule-sets": RuleSetViewSet,
    "deliveries": DeliveryViewSet,
    "challenges": ChallengeViewSet,
    "recounts": RecountViewSet,
    "rechecks": RecheckViewSet,
    "call-back-draws": CallBackDrawViewSet,
    "objections": ObjectionViewSet,
    "lift-consents": LiftConsentViewSet,
    "bodies": BodyViewSet,
    "meetings": MeetingViewSet,
    "resolutions": ResolutionViewSet,
    "talents": TalentViewSet,
    "supervision-reports": SupervisionReportViewSet,
    "resident-supervisors": ResidentSupervisorViewSet,
    "evaluations": WaveViewSet,
    "low-scores": LowScoreViewSet,
    "promises": PromiseViewSet,
    "opinion-windows": OpinionWindowViewSet,
    "scheme-opinions": SchemeOpinionViewSet,
    "initiatives": InitiativeViewSet,
    "clearance-asks": ClearanceAskViewSet,
    "clearances": ClearanceViewSet,
    "enforcement-cases": EnforcementCaseViewSet,
    "enforcement-duties": EnforcementDutyViewSet,
    "joint-actions": JointActionViewSet,
    "joint-cases": JointCaseViewSet,
}
FIGURES = [
    path("figures/feedback/", FeedbackFigures.as_view(), name="api-figures-feedback"),
    path("figures/enforcement/", EnforcementFigures.as_view(), name="api-figures-enforcement"),
]
