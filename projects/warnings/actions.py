"""A warning is answered with a plan to recover and ends with evidence."""

from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.progress.schedule import standing
from projects.register.actions import told
from projects.warnings.models import ProjectWarning
from projects.warnings.rules import rules_on, worse, worst_fall


def answer(warning, *, by, answer, recovery, recover_by, responsible):
    """Why it is late, what is done about it, until when, and who sees to it."""
    with change(warning, by=by, act=Act.WARNING_ANSWER) as w:
        ProjectWarning.LIFECYCLE.step(w, Act.WARNING_ANSWER)
        if recover_by < timezone.localdate():
            words = "赶上日期已经过了"
            raise Refused("past_date", words, {"recover_by": [words]})
        w.answer, w.recovery, w.recover_by, w.responsible = answer.strip(), recovery.strip(), recover_by, responsible
    return w


def close(warning, *, by, evidence):
    """The project is out of this colour; what shows it is kept. Refuses `still_warned` while it is not."""
    with change(warning, by=by, act=Act.WARNING_CLOSE, note=evidence) as w:
        ProjectWarning.LIFECYCLE.step(w, Act.WARNING_CLOSE)
        today = timezone.localdate()
        fall = worst_fall(w.project, standing(w.project, today), rules_on(today), today)
        if fall and not worse(w.colour, fall.rule.colour):
            raise Refused("still_warned", f"还不能解除：{fall.words}，仍是{fall.rule.get_colour_display()}")
        w.evidence, w.closed_on = evidence.strip(), today
    return w


def send_back(warning, *, by, reason):
    """The plan to recover does not do: answer once more. The log keeps what was answered."""
    with change(warning, by=by, act=Act.WARNING_RETURN, note=told(reason)) as w:
        ProjectWarning.LIFECYCLE.step(w, Act.WARNING_RETURN)
    return w
