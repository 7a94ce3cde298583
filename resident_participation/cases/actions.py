"""A case on the desk: written down, put into its category, published, its contact looked at."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import privacy
from core.changes import change
from core.errors import Refused
from core.files.actions import attach
from core.reveal import reveal
from resident_participation import events
from resident_participation.cases import words
from resident_participation.cases.clocks import Clocks
from resident_participation.cases.holders import default_office, require_holder
from resident_participation.cases.models import Feedback, Handler
from resident_participation.cases.numbers import next_number
from resident_participation.cases.safety import raised
from resident_participation.cases.standards import FeedbackCategory

DEFAULT_CATEGORY = "consult"


def now():
    """This second: what is shown, exported and compared is the same moment."""
    return timezone.now().replace(microsecond=0)


@transaction.atomic
def log(community, text, *, by, category=None, received_at=None, photos=(), **values):
    """Write down what a resident said; the street of the community holds it until another office accepts it.

    The word for the resident's receipt is on the returned case as `word`, here and never again.
    """
    if not text.strip():
        raise Refused("no_text", "请写下居民说了什么", {"text": ["请写下居民说了什么"]})
    case = prepared(community, text, category, received_at or now(), **values)
    case.logged_by_id, case.number = by.pk, next_number(Feedback)
    word = new_word(case)
    with change(case, by=by, act=Act.FEEDBACK_LOG) as saved:
        raised(saved)
        Clocks(timezone.localdate(saved.received_at)).start(saved)
    for photo in photos:
        attach(saved, photo, by=by)
    events.feedback_logged(saved)
    saved.word = word
    return saved


def prepared(community, text, category, received_at, **values):
    """A case of a community before it has a number and a clock."""
    category = category or FeedbackCategory.objects.get(pk=DEFAULT_CATEGORY)
    case = Feedback(
        community=community, text=text.strip(), category=category, received_at=received_at.replace(microsecond=0)
    )
    for name, value in values.items():
        setattr(case, name, value)
    case.handler_office = default_office(case, Handler.STREET)
    return case


def new_word(case):
    word = words.new_word()
    case.word_hash = words.hash_of(case.number, word)
    return word


def reissue(case, *, by):
    """A new word for a receipt that got lost; the old one opens nothing any more."""
    with change(case, by=by, act=Act.FEEDBACK_RECEIPT) as c:
        word = new_word(c)
    c.word = word
    return c


def classify(case, *, by, category, severity, building, reason):
    """Put right what was ticked wrongly; the clock is that of the right class, from the moment of receipt.

    Refuses `too_late` when it would bring a case that is past its limit back into time.
    """
    with change(case, by=by, act=Act.FEEDBACK_CLASSIFY, note=told(reason)) as c:
        require_holder(by, c, Act.FEEDBACK_CLASSIFY)
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_CLASSIFY)
        before, was_late = c.due_at, c.is_late()
        c.building = building
        if (c.category, c.severity) != (category, severity):
            if c.pauses:
                raise Refused("was_paused", "这件暂停过计时，不能再改类别和级别，请另登记一件")
            c.category, c.severity = category, severity
            Clocks(timezone.localdate(c.received_at)).start(c)
        if was_late and c.due_at > before:
            raise Refused("too_late", "已经超期，不能改成期限更长的类别或级别", {"category": ["期限会变长"]})
    return c


def told(reason, field="reason"):
    if not reason.strip():
        raise Refused("needs_reason", "请写原因", {field: ["请写原因"]})
    return reason.strip()


def publish(case, *, by, public_summary):
    """Show residents a summary that an office wrote; an empty one takes it back. Nothing else of a case is public."""
    summary = public_summary.strip()
    privacy.refuse(summary, "public_summary")
    with change(case, by=by, act=Act.FEEDBACK_PUBLISH) as c:
        c.public_summary = summary
        c.published_at = (c.published_at or now()) if summary else None
    return c


def reveal_contact(case, *, by, reason):
    """The contact in clear, for a stated reason; who looked stays on record."""
    reveal(case, by=by, act=Act.FEEDBACK_REVEAL, reason=reason, example="回电告知处理结果")
    return {"name": case.contact_name, "phone": case.contact_phone}
