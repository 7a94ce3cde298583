"""What happens to a case of enforcement. Pages, API, joint actions and the demo call these.

Clocks are working days (core.calendar) from the day on which the case is handed to the department; when a dispute
about competence is decided they start again for the department named, which could not act before. `reported_on`
stays: how long the resident has waited in all.
"""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act, Role
from core import thresholds
from core.calendar import add_working_days
from core.changes import change
from core.errors import Refused
from projects.register.actions import past, told
from resident_participation.cases.numbers import next_number
from resident_participation.enforcement import duties
from resident_participation.enforcement.models import Department, EnforcementCase

HEAD = "执"
State, Outcome = EnforcementCase.State, EnforcementCase.Outcome
NEEDS_DOCUMENT = {Outcome.PENALISED, Outcome.TRANSFERRED}


@transaction.atomic
def report(community, duty, *, by, text, reported_on=None, building="", place="", feedback=None, **values):
    """The street reports what it saw; the case goes to the department that answers for it there on that day.

    Refuses `other_community` (the feedback is about another one), `already_open` (the same matter at the same place).
    """
    today = timezone.localdate()
    reported_on = past("reported_on", reported_on) or today
    if feedback and feedback.community_id != community.pk:
        raise Refused("other_community", f"意见 {feedback} 不是这个小区的", {"feedback": ["不是这个小区的意见"]})
    where = {"community": community, "building": building.strip(), "place": place.strip()}
    new = EnforcementCase(
        **where, **values, duty=duty, matter=duty.code, text=text.strip(), feedback=feedback, reported_on=reported_on
    )
    new.number = next_number(EnforcementCase, head=HEAD)  # its lock lets reports of one day in one by one
    same = EnforcementCase.objects.open().filter(**where, matter=duty.code).first()
    if same:
        raise Refused("already_open", f"这个地方的这件事已经报过：{same}，{same.get_state_display()}")
    hand_to(new, duties.lead_of(duty, community.area_id, reported_on), reported_on)
    with change(new, by=by, act=Act.ENFORCEMENT_REPORT) as case:
        pass
    return case


def hand_to(case, department, day):
    """Give a case to a department: whose it is and its three clocks. Does not save."""
    case.department, case.sent_on = department, day
    case.organisation = duties.bodies_of(case.community.area_id).get(department)
    case.sign_due_on = add_working_days(day, int(thresholds.value("enforcement.sign.days", on=day)))
    case.visit_due_on = max(add_working_days(day, case.duty.visit_days), case.sign_due_on)
    case.settle_due_on = max(add_working_days(day, case.duty.settle_days), case.visit_due_on)
    case.due_on = case.sign_due_on


def on_behalf(case, by):
    """Whether `by` writes for a department without being of it. The street's own crew are the street's clerks."""
    if case.department == Department.STREET:
        return False
    return (Role.DEPARTMENT, case.organisation_id) not in getattr(by, "bodies", ())


def proof(case, by, document):
    """The number of the department's paper; who writes for a department must have one."""
    if on_behalf(case, by) and not document.strip():
        words = f"代{case.handler}登记的，要写它的文号"
        raise Refused("needs_document", words, {"document": [words]})
    return document.strip()


def dated(case, by, day, *, not_before, name="date"):
    """The day of an act: the department's own people act today, a clerk copies the day from its paper."""
    if day is None or not on_behalf(case, by):
        return timezone.localdate()
    if past(name, day) < not_before:
        words = f"不能早于 {not_before:%Y年%m月%d日}"
        raise Refused("out_of_order", words, {name: [words]})
    return day


def accept(case, *, by, date=None, document=""):
    """The department signs for the case."""
    with change(case, by=by, act=Act.ENFORCEMENT_ACCEPT, note=document) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_ACCEPT)
        c.accept_document = proof(c, by, document)
        c.accepted_on = dated(c, by, date, not_before=c.sent_on)
        c.due_on = c.visit_due_on
    return c


def refuse(case, *, by, competent, reason, date=None, document=""):
    """Not ours: the department names who is competent. The district decides; until then nobody else has it."""
    with change(case, by=by, act=Act.ENFORCEMENT_REFUSE, note=told(reason)) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_REFUSE)
        if competent == c.department:
            words = "请指明应由哪个部门办，不能是自己"
            raise Refused("names_itself", words, {"competent": [words]})
        c.refusal_document = proof(c, by, document)
        c.refused_on = dated(c, by, date, not_before=c.sent_on)
        c.refused_by, c.competent, c.refusal = c.department, competent, reason.strip()
        c.due_on = add_working_days(c.refused_on, int(thresholds.value("enforcement.decide.days", on=c.refused_on)))
    return c


def decide(case, *, by, department, reason, document):
    """The district says who is competent. Final: the department named can sign, it cannot refuse."""
    with change(case, by=by, act=Act.ENFORCEMENT_DECIDE, note=told(reason)) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_DECIDE)
        today = timezone.localdate()
        c.decided_on, c.decision, c.decision_document = today, reason.strip(), document.strip()
        c.decided_by_name = by.display_name
        hand_to(c, department, today)
    return c


def visit(case, *, by, findings, date=None, document=""):
    """Somebody of the department was there and says what was found."""
    with change(case, by=by, act=Act.ENFORCEMENT_VISIT, note=document) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_VISIT)
        c.visit_document = proof(c, by, document)
        c.visited_on = dated(c, by, date, not_before=c.accepted_on)
        c.findings, c.due_on = findings.strip(), c.settle_due_on
    return c


def order(case, *, by, document, due_on, date=None):
    """整改通知: its number and the day until which it must be put right. The clock of the case runs on."""
    with change(case, by=by, act=Act.ENFORCEMENT_ORDER, note=document) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_ORDER)
        c.ordered_on = dated(c, by, date, not_before=c.visited_on)
        if due_on < c.ordered_on:
            words = "整改期限不能早于通知日期"
            raise Refused("out_of_order", words, {"due_on": [words]})
        c.order_document, c.order_due_on = document.strip(), due_on
    return c


def settle(case, *, by, outcome, result, date=None, document="", transferred_to=""):
    """How it ended. A penalty and a transfer have a document, a transfer says to whom."""
    with change(case, by=by, act=Act.ENFORCEMENT_SETTLE, note=document) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_SETTLE)
        c.outcome_document = proof(c, by, document)
        if outcome in NEEDS_DOCUMENT and not c.outcome_document:
            words = f"{Outcome(outcome).label}要写文号"
            raise Refused("needs_document", words, {"document": [words]})
        if (outcome == Outcome.TRANSFERRED) != bool(transferred_to.strip()):
            words = "请写移送给谁" if outcome == Outcome.TRANSFERRED else "只有移送才写"
            raise Refused("transferred_to_whom", words, {"transferred_to": [words]})
        c.settled_on = dated(c, by, date, not_before=c.ordered_on or c.visited_on)
        c.outcome, c.result, c.transferred_to, c.due_on = outcome, result.strip(), transferred_to.strip(), None
    return c


def urge(case, *, by, note, answer_by):
    """督办 by the district, of what is overdue only."""
    with change(case, by=by, act=Act.ENFORCEMENT_URGE, note=note) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_URGE)
        today = timezone.localdate()
        if c.due_on >= today:
            raise Refused("not_overdue", f"还没有超期，本步到 {c.due_on:%m月%d日}")
        if answer_by <= today:
            words = "督办期限要在今天以后"
            raise Refused("past_date", words, {"answer_by": [words]})
        c.urged_on, c.urge_note, c.answer_by = today, note.strip(), answer_by
    return c


def publish(case, *, by):
    """Tell residents, after a look at what they will see: matter, building, state and outcome, nothing typed."""
    with change(case, by=by, act=Act.ENFORCEMENT_PUBLISH) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_PUBLISH)
        if c.published_on:
            raise Refused("published", "已经公开")
        c.published_on = timezone.localdate()
    return c


def withdraw(case, *, by, reason):
    with change(case, by=by, act=Act.ENFORCEMENT_WITHDRAW, note=told(reason)) as c:
        c.LIFECYCLE.step(c, Act.ENFORCEMENT_WITHDRAW)
        if not c.published_on:
            raise Refused("not_published", "还没有公开")
        c.published_on = None
    return c
