"""Acts on a record as rows of a table: which right, which action, what is typed. One table for page and API."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms


class Day(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class StepForm(forms.Form):
    """What is typed for an act. `prepare` narrows the choices to what the person and the record allow."""

    def __init__(self, *args, user=None, obj=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.obj = user, obj
        if user is not None:
            self.prepare()

    def prepare(self):
        """Nothing to narrow."""


class NothingForm(StepForm):
    """For acts that need no words."""


class NoteForm(StepForm):
    note = forms.CharField(label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(StepForm):
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class DayForm(NoteForm):
    date = forms.DateField(label="日期", widget=Day())
    field_order = ["date", "note"]


@dataclass(frozen=True)
class Step:
    """`action(obj, by=…, **typed)` returns the record to go to."""

    act: object
    action: Callable
    form: type
    done: str


def open_to(user, obj, table, lifecycle=None):
    """[(name, step)] of the acts that the object's state allows now and this person may do."""
    allowed = (lifecycle or obj.LIFECYCLE).acts_from(obj)
    return [(name, step) for name, step in table.items() if step.act in allowed and user.may(step.act, obj)]
