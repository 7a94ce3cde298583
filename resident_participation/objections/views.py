"""Objections to a round, on the desk."""

from django.utils import timezone

from accounts.policy import Act
from core.steps.views import StepPage
from core.views import ActPage
from resident_participation.objections import actions, forms
from resident_participation.objections.models import Objection
from resident_participation.objections.steps import STEPS
from resident_participation.votes.models import Round


class ObjectionNew(ActPage):
    model, form_class, act, title, button = Round, forms.ObjectionForm, Act.OBJECTION_FILE, "登记公示异议", "登记"
    explain, done = "居民页上只写哪几层、多少户，不写室号", "已登记"
    action = actions.file

    def get_initial(self):
        return {"filed_on": timezone.localdate()}


class ObjectionStep(StepPage):
    model, steps = Objection, STEPS
