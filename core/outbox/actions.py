"""A notice from the moment it is written to the moment it is out. Every floor may send one."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from core.actors import SYSTEM
from core.bell import ring
from core.changes import change
from core.errors import Refused
from core.outbox import rules
from core.outbox.acts import NoticeAct
from core.outbox.channels import Failed, Rejected, channel_of
from core.outbox.models import OutboxMessage

State, Kind = OutboxMessage.State, OutboxMessage.Kind
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360)]  # after each failure; then it is given up
AT_ONCE = 200  # notices one run sends, or one print job holds


@transaction.atomic
def send(*, by, kind, recipient, subject, text, area_code, office=""):
    """Write a notice down; the worker sends it. Without a channel of its kind it waits to be printed.

    Raises Refused as `rules.check` does, and PermissionDenied for those who may send none in that area.
    """
    rules.check(kind, recipient, subject, text)
    new = OutboxMessage(
        kind=kind,
        recipient=recipient.strip(),
        subject=subject.strip(),
        text=text.strip(),
        state=State.WAITING if channel_of(kind) else State.PAPER,
        area_code=area_code,
        by_id=by.pk,
        office=office,
    )
    with change(new, by=by, act=NoticeAct.SEND) as message:
        pass
    if message.state == State.WAITING:
        transaction.on_commit(lambda: ring("core.tasks.send_notices"))
    return message


def send_from_own_area(*, by, **values):
    """What a person writes by hand goes out for the area they work in."""
    area = by.main_area
    if area is None:
        raise Refused("no_area", "您的授权没有对应的区划，不能发通知，请联系安全管理员")
    return send(by=by, area_code=area.pk, office=by.office or str(area), **values)


def send_due():
    """Send what is due, each by itself. Returns how many went out."""
    waiting = OutboxMessage.objects.due(timezone.now()).order_by("next_at", "pk")
    return sum(attempt(key) for key in list(waiting.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def attempt(key):
    """One try, under the row's lock: two workers never send one notice at the same time, and a worker that dies in the
    middle leaves it waiting. The channel drops what it had already, by the notice's number."""
    rows = OutboxMessage.objects.select_for_update(skip_locked=True).due(timezone.now())
    message = rows.filter(pk=key).first()
    if message is None:
        return False
    channel = channel_of(message.kind)
    if channel is None:  # it was configured when the notice was written
        return settle(message, NoticeAct.GIVE_UP, "现在没有配置这种发送方式")
    try:
        channel.send(message)
    except Rejected as rejected:
        return settle(message, NoticeAct.GIVE_UP, str(rejected))
    except Failed as failed:
        return later(message, str(failed))
    return settle(message, NoticeAct.DELIVER, "")


def settle(message, act, error):
    with change(message, by=SYSTEM, act=act, note=error) as m:
        OutboxMessage.LIFECYCLE.step(m, act)
        m.attempts, m.error = m.attempts + 1, error
        if act == NoticeAct.DELIVER:
            m.done_at = timezone.now()
    return act == NoticeAct.DELIVER


def later(message, error):
    """Wait longer after each failure; after the last pause somebody has to look."""
    if message.attempts >= len(PAUSES):
        return settle(message, NoticeAct.GIVE_UP, error)
    with change(message, by=SYSTEM, act=NoticeAct.DELIVER, note=error) as m:
        m.next_at = timezone.now() + PAUSES[m.attempts]
        m.attempts, m.error = m.attempts + 1, error
    return False


def retry(message, *, by, note=""):
    """Send again what failed, from the first try on."""
    with change(message, by=by, act=NoticeAct.RETRY, note=note) as m:
        OutboxMessage.LIFECYCLE.step(m, NoticeAct.RETRY)
        if channel_of(m.kind) is None:
            raise Refused("no_channel", f"没有配置{m.get_kind_display()}，请改发纸质")
        m.attempts, m.error, m.next_at = 0, "", timezone.now()
        transaction.on_commit(lambda: ring("core.tasks.send_notices"))
    return m


def to_paper(message, *, by, note=""):
    with change(message, by=by, act=NoticeAct.TO_PAPER, note=note) as m:
        OutboxMessage.LIFECYCLE.step(m, NoticeAct.TO_PAPER)
    return m


def cancel(message, *, by, reason):
    """Take back what has not gone out."""
    if not reason.strip():
        raise Refused("needs_reason", "请写撤回原因", {"reason": ["请写撤回原因"]})
    with change(message, by=by, act=NoticeAct.CANCEL, note=reason.strip()) as m:
        OutboxMessage.LIFECYCLE.step(m, NoticeAct.CANCEL)
    return m


@transaction.atomic
def take_to_print(messages, *, by):
    """Notices on their way to the printer, in clear: all of them are down as printed, or none. Again counts, too."""
    taken = []
    for message in messages:
        with change(message, by=by, act=NoticeAct.PRINT) as m:
            OutboxMessage.LIFECYCLE.step(m, NoticeAct.PRINT)
            m.done_at = timezone.now()
        taken.append(m)
    if not taken:
        raise Refused("nothing_to_print", "没有待打印的通知")
    return taken
