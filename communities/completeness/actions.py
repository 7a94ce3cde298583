"""An assessment is begun, filled in, and confirmed by the district; the next round leaves it as it was."""

from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from communities.completeness.models import Assessment, CompletenessItem
from core.changes import change
from core.errors import Refused

State, Status = Assessment.State, Assessment.Status
LONGEST, MOST = 300, Decimal(1_000_000)


@transaction.atomic
def start_round(community, *, by):
    """The next round, beginning with the answers of the last; Refused while one is open."""
    by.require(Act.COMPLETENESS_ASSESS, community)
    last = community.assessments.select_for_update().first()
    if last and last.state == State.DRAFT:
        raise Refused("round_open", f"第 {last.round} 轮评估还没有确认，请先填完它")
    new = Assessment(community=community, round=last.round + 1 if last else 1)
    new.answers = dict(last.answers) if last else {}
    with change(new, by=by, act=Act.COMPLETENESS_ASSESS) as assessment:
        pass
    return assessment


def save_answers(assessment, answers, *, by, version=None, assessed_on=None, assessor=None):
    """Answers of some of the items, {no: {"status", "measured", "evidence"}}; the others stay as they are."""
    items = {str(item.no): item for item in CompletenessItem.objects.all()}
    cleaned, fields = {}, {}
    for no, answer in answers.items():
        try:
            cleaned[no] = clean(items.get(no), answer)
        except ValueError as error:
            fields[no] = [str(error)]
    if fields:
        raise Refused("bad_answers", "有几项填得不对，请看标红的地方", fields)
    with change(assessment, by=by, act=Act.COMPLETENESS_ASSESS, version=version) as a:
        require_draft(a)
        a.answers = a.answers | cleaned
        a.assessed_on = assessed_on or a.assessed_on or timezone.localdate()
        a.assessor = assessor or a.assessor or by.display_name
    return a


def clean(item, answer):
    """One answer in its stored form. Raises ValueError in the words of the form."""
    if item is None:
        raise ValueError("标准里没有这一项")
    status, evidence = str(answer.get("status") or ""), str(answer.get("evidence") or "").strip()
    if status and status not in Status.values:
        raise ValueError(f"没有“{status}”这个选项")
    if len(evidence) > LONGEST:
        raise ValueError(f"依据最多 {LONGEST} 个字，现在 {len(evidence)} 个")
    measured = number(item, answer.get("measured")) if item.measure else ""
    if item.measure and status != Status.NOT_NEEDED:
        status = ""  # it follows from the number
    return {"status": status, "measured": measured, "evidence": evidence}


def number(item, value):
    words = "" if value is None else str(value).strip()
    if not words:
        return ""
    try:
        found = Decimal(words)
    except InvalidOperation:
        raise ValueError(f"{item.measure}应是数字，现在是“{words}”") from None
    if not (found.is_finite() and 0 <= found <= MOST):
        raise ValueError(f"{item.measure}应在 0 到 100 万之间")
    return f"{found.normalize():f}"


def unanswered(assessment):
    """The items without an answer, in order."""
    return [item for item in CompletenessItem.objects.all() if not answered(assessment.answers.get(str(item.no)))]


def answered(answer):
    return bool(answer and (answer.get("status") or answer.get("measured")))


def confirm(assessment, *, by):
    """From now on this round counts and does not change. Refused while an item is unanswered."""
    with change(assessment, by=by, act=Act.COMPLETENESS_CONFIRM) as a:
        require_draft(a)
        if missing := unanswered(a):
            names = "、".join(f"{item.no} {item.name}" for item in missing)
            raise Refused("unanswered", f"还有 {len(missing)} 项没有填：{names}")
        a.state, a.confirmed_by = State.CONFIRMED, by.display_name
    return a


def require_draft(assessment):
    if assessment.state != State.DRAFT:
        raise Refused("confirmed", "这一轮评估已经确认，不能再改；有变化请开新一轮")
