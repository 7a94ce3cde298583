"""The records of this floor, by subject."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.models import Community
from core.models import Tracked
from core.querysets import EVERYTHING, NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField
from core.states import Lifecycle
from resident_participation.assessment.models import AnswerSheet, LowScore, Participation, Remark, Wave
from resident_participation.ballots.models import Ballot, Dispute
from resident_participation.bodies.models import Body, Member
from resident_participation.cards.models import Card, CardBatch
from resident_participation.cases.events import CallBack, Escalation, HandOver, Pause, Reply
from resident_participation.cases.models import Feedback
from resident_participation.cases.standards import CannedReply, ClockRule, FeedbackCategory, SafetyWord
from resident_participation.clearances.models import Clearance, ClearanceAsk
from resident_participation.enforcement.models import (
    EnforcementBody,
    EnforcementCase,
    EnforcementDuty,
    JointAction,
    JointCase,
    StreetPower,
)
from resident_participation.initiatives.models import Initiative, Signature
from resident_participation.meetings.models import AgendaItem, Attendance, Meeting, Minutes, Resolution, SignInSheet
from resident_participation.objections.models import Objection
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.outcome.models import Promise
from resident_participation.paper.models import PaperBallot, Reading
from resident_participation.recounts.models import Challenge, Correction, Recheck, Recount
from resident_participation.results.models import BundleRequest
from resident_participation.rolls.models import RollExplanation, RollObjection, RollRow
from resident_participation.slips.models import CallBackDraw, Delivery, Slip, SlipBatch
from resident_participation.subscriptions.models import Subscription, Told
from resident_participation.supervision.models import (
    PhotoPrint,
    ResidentSupervisor,
    SupervisionReply,
    SupervisionReport,
)
from resident_participation.talents.models import Talent
from resident_participation.votes.models import Item, Notice, Round, RuleSet, Seat

__all__ = [
    "Act", "AgendaItem", "AnswerSheet", "Attendance", "Ballot", "Body", "BundleRequest", "CallBack", "CallBackDraw",
    "CannedReply", "Card", "CardBatch", "Challenge", "Clearance", "ClearanceAsk", "ClockRule", "Community",
    "Correction", "Delivery", "Dispute", "EVERYTHING", "EncryptedTextField", "EnforcementBody", "EnforcementCase",
    "EnforcementDuty", "Escalation", "Feedback", "FeedbackCategory", "HandOver", "Initiative", "Item", "JointAction",
    "JointCase", "Lifecycle", "LowScore", "Meeting", "Member", "Minutes", "NOTHING", "Notice", "Objection",
    "OpinionWindow", "PaperBallot", "Participation", "Pause", "PhotoPrint", "Promise", "Q", "Reading", "Recheck",
    "Recount", "Remark", "Reply", "ResidentSupervisor", "Resolution", "RollExplanation", "RollObjection", "RollRow",
    "Round", "RuleSet", "SafetyWord", "SchemeOpinion", "ScopedQuerySet", "Seat", "SignInSheet", "Signature", "Slip",
    "SlipBatch", "StreetPower", "Subscription", "SupervisionReply", "SupervisionReport", "Talent", "Told", "Tracked",
    "Wave", "models", "reverse", "timezone",
]  # fmt: skip
