"""What happens to a resident's message. Pages and API call these."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.calendar import add_working_days
from core.changes import change
from core.errors import Refused
from core.reveal import reveal
from resident_participation import events
from resident_participation.models import Feedback, FeedbackCategory
from resident_participation.numbers import next_number

DEFAULT_CATEGORY = "consult"


@transaction.atomic
def log(community, text, *, by, category=None, received_at=None, **values):
    """Write down what a resident said; the answer is due after the category's working days. The street holds it."""
    if not text.strip():
        raise Refused("no_text", "请写下居民说了什么", {"text": ["请写下居民说了什么"]})
    category = category or FeedbackCategory.objects.get(pk=DEFAULT_CATEGORY)
    received_at = received_at or timezone.now()
    new = Feedback(
        community=community,
        text=text.strip(),
        category=category,
        received_at=received_at,
        due_on=add_working_days(timezone.localdate(received_at), category.days),
        handler_office=str(community.area),
        logged_by_id=by.pk,
        **values,
    )
    new.number = next_number(Feedback)
    with change(new, by=by, act=Act.FEEDBACK_LOG) as feedback:
        pass
    events.feedback_logged(feedback)
    return feedback


def route(feedback, *, by, handler, office="", reason="", version=None):
    """Hand over to another level. The clock keeps running; the history names who held it before."""
    if not reason.strip():
        raise Refused("needs_reason", "请写转办原因，接手的人要看", {"reason": ["请写转办原因"]})
    with change(feedback, by=by, act=Act.FEEDBACK_ROUTE, note=reason, version=version) as f:
        if handler == f.handler and (office or default_office(f, handler)) == f.handler_office:
            raise Refused("same_handler", f"现在就是{f.handler_office}在办，不用转")
        Feedback.LIFECYCLE.step(f, Act.FEEDBACK_ROUTE)
        f.handler, f.handler_office = handler, office or default_office(f, handler)
    return f


def default_office(feedback, handler):
    community = feedback.community
    names = {
        Feedback.Handler.STREET: str(community.area),
        Feedback.Handler.DISTRICT: f"{community.district}住建局",
        Feedback.Handler.CITY: "市住建局",
    }
    return names[handler]


@transaction.atomic
def close(feedback, *, by, reply, version=None):
    """Answer and close; the reply is what the resident is told, word for word."""
    if not reply.strip():
        raise Refused("needs_reply", "办结必须写答复", {"reply": ["请写给居民的答复"]})
    with change(feedback, by=by, act=Act.FEEDBACK_CLOSE, version=version) as f:
        Feedback.LIFECYCLE.step(f, Act.FEEDBACK_CLOSE)
        f.reply, f.closed_at = reply.strip(), timezone.now()
    events.feedback_closed(f)
    return f


def reveal_contact(feedback, *, by, reason):
    """The contact in clear, for a stated reason; who looked stays on record."""
    reveal(feedback, by=by, act=Act.FEEDBACK_REVEAL, reason=reason, example="回电告知处理结果")
    return {"name": feedback.contact_name, "phone": feedback.contact_phone}
