"""A warning is answered with a plan to recover and ends with evidence."""

from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.progress.schedule import standing
from projects.register.actions import told
from projects.warnings.models import ProjectWarning, Talk, WarningRule
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


def talk(warning, *, by, held_on, due_on, **said):
    """约谈: who is responsible was called in. For a red warning; refuses `talked` while the last one has no result."""
    by.require(Act.WARNING_TALK, warning)
    ProjectWarning.LIFECYCLE.step(warning, Act.WARNING_TALK)
    if warning.colour != WarningRule.Colour.RED:
        raise Refused("not_red", "红色预警才约谈；蓝色和黄色预警请看处置一栏")
    if held_on > timezone.localdate():
        words = "约谈以后再登记，日期不能在今天以后"
        raise Refused("not_held", words, {"held_on": [words]})
    if due_on < held_on:
        words = "整改期限不能早于约谈日期"
        raise Refused("due_before", words, {"due_on": [words]})
    if warning.waiting_talk():
        raise Refused("talked", "上一次约谈还没有登记整改情况，请先登记")
    with change(Talk(warning=warning, held_on=held_on, due_on=due_on, **said), by=by, act=Act.WARNING_TALK):
        return warning


def follow(warning, *, by, result):
    """What came of the last talk. Refuses `no_talk` when none waits for it."""
    by.require(Act.WARNING_FOLLOW, warning)
    ProjectWarning.LIFECYCLE.step(warning, Act.WARNING_FOLLOW)
    waiting = warning.waiting_talk()
    if waiting is None:
        raise Refused("no_talk", "没有等待登记整改情况的约谈")
    with change(waiting, by=by, act=Act.WARNING_FOLLOW) as t:
        t.result, t.result_on = result.strip(), timezone.localdate()
    return warning
