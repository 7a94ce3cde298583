from accounts.policy import Act, Role
from core.waiting import waits
from resident_participation.initiatives.models import Initiative

State = Initiative.State


def late_above_the_street(user, rows):
    """The street sees its duties from the first day; district and city those that are overdue."""
    at_a_street = any(role == Role.STREET for role, _ in user.rights)
    return rows if at_a_street else rows.overdue()


def detail(i):
    words = f"{i.due_on.month}月{i.due_on.day}日前办理"
    return f"{i.community}　已超期，应在{words}" if i.is_late else f"{i.community}　{words}"


@waits("改造倡议待审核", Act.INITIATIVE_PUBLISH, verb="审核", since="filed_on", detail=detail)
def reviews(user):
    return waiting_in(user, State.FILED).order_by("filed_on", "pk")


@waits("改造倡议待答复", Act.INITIATIVE_PLAN, verb="答复", since="reached_on", detail=detail)
def answers(user):
    return waiting_in(user, State.REACHED).order_by("reached_on", "pk")


def waiting_in(user, state):
    rows = Initiative.objects.visible_to(user).filter(state=state).select_related("community__area__parent")
    return late_above_the_street(user, rows)
