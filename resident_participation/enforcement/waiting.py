from django.db.models import F, Q
from django.utils import timezone

from accounts.policy import Act
from core.waiting import waits
from resident_participation.enforcement.models import EnforcementCase, JointAction, JointCase

State = EnforcementCase.State


def told(case):
    return f"{case.community} {case.building} {case.duty}，{case.handler}"


def cases(user):
    related = ("community__area__parent", "duty", "organisation")
    return EnforcementCase.objects.visible_to(user).select_related(*related)


@waits("执法事项待签收", Act.ENFORCEMENT_ACCEPT, verb="签收", since="sent_on", detail=told)
def to_sign(user):
    return cases(user).unsigned().order_by("sent_on", "pk")


@waits("执法主管待裁定", Act.ENFORCEMENT_DECIDE, verb="裁定", since="refused_on", detail=told)
def to_decide(user):
    return cases(user).filter(state=State.DISPUTED).order_by("refused_on", "pk")


@waits("执法事项待到场", Act.ENFORCEMENT_VISIT, verb="登记到场", since="accepted_on", detail=told)
def to_visit(user):
    return cases(user).filter(state=State.ACCEPTED).order_by("accepted_on", "pk")


@waits("整改期满待复查", Act.ENFORCEMENT_SETTLE, verb="复查", since="order_due_on", detail=told)
def to_check(user):
    rows = cases(user).filter(state=State.ORDERED, order_due_on__lt=timezone.localdate())
    return rows.order_by("order_due_on", "pk")


@waits("执法事项超期待督办", Act.ENFORCEMENT_URGE, verb="督办", since="due_on", detail=told)
def to_urge(user):
    """Overdue and not urged for this step, or urged and the day given for the answer has passed as well."""
    today = timezone.localdate()
    quiet = Q(urged_on=None) | Q(urged_on__lte=F("due_on")) | Q(answer_by__lt=today)
    return cases(user).overdue().filter(quiet).order_by("due_on", "pk")


@waits("执法结果待公开", Act.ENFORCEMENT_PUBLISH, verb="公开", since="settled_on", detail=told)
def to_publish(user):
    rows = cases(user).filter(state=State.SETTLED, published_on=None)
    return rows.order_by("settled_on", "pk")


@waits("联合行动待登记", Act.JOINT_HOLD, verb="登记", since="held_on", detail=lambda j: j.departments_words)
def to_hold(user):
    rows = JointAction.objects.visible_to(user).filter(state=JointAction.State.PLANNED)
    return rows.filter(held_on__lte=timezone.localdate()).select_related("area__parent").order_by("held_on", "pk")


@waits("联合行动缺结果", Act.JOINT_RESULT, verb="写结果", since="held_on", detail=lambda line: told(line.case))
def to_tell(user):
    related = ("action", "case__community__area__parent", "case__duty", "case__organisation")
    rows = JointCase.objects.visible_to(user).filter(action__state=JointAction.State.HELD, result="")
    return rows.select_related(*related).annotate(held_on=F("action__held_on")).order_by("held_on", "pk")
