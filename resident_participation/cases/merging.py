"""Several residents, one fault: the cases follow a lead's replies, and each keeps its number, resident and clock."""

from django.db import transaction

from accounts.policy import Act
from core.actors import SYSTEM
from core.changes import change
from core.errors import Refused
from resident_participation.cases.actions import now, told
from resident_participation.cases.holders import require_holder
from resident_participation.cases.models import AT_WORK, Feedback, State


@transaction.atomic
def merge(case, *, by, lead):
    """Let a case follow another one of its community. What followed it follows the lead as well."""
    lead = Feedback.objects.select_for_update(of=["self"]).select_related("community", "lead").get(pk=lead.pk)
    with change(case, by=by, act=Act.FEEDBACK_MERGE, note=f"并入 {lead}") as c:
        require_holder(by, c, Act.FEEDBACK_MERGE)
        require_leads(c, lead)
        if c.paused_at:
            raise Refused("paused", "正在暂停计时，请先恢复")
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_MERGE)
        c.lead, c.accepted_at = lead, c.accepted_at or now()
    for follower in c.followers.all():
        with change(follower, by=SYSTEM, act=Act.FEEDBACK_MERGE, note=f"随 {c} 并入 {lead}") as f:
            f.lead = lead
    return c


def require_leads(case, lead):
    """Refuses a lead that is the case itself, elsewhere, closed, or a follower."""
    faults = [
        (lead.pk == case.pk, "itself", "不能并入自己"),
        (lead.community_id != case.community_id, "elsewhere", f"{lead} 是{lead.community}的，只能并入同一小区的"),
        (lead.lead_id is not None, "follows", f"{lead} 已并入 {lead.lead}，请直接并入那一件"),
        (lead.state not in AT_WORK, "wrong_state", f"{lead} 现在是“{lead.get_state_display()}”，不能再并入"),
    ]
    for wrong, code, words in faults:
        if wrong:
            raise Refused(code, words, {"lead": [words]})


def unmerge(case, *, by, reason):
    """Let a case stand on its own again. What its lead was answered counts no more, its own replies do."""
    with change(case, by=by, act=Act.FEEDBACK_UNMERGE, note=told(reason)) as c:
        if c.lead_id is None:
            raise Refused("not_merged", "这件没有并入别的诉求")
        Feedback.LIFECYCLE.step(c, Act.FEEDBACK_UNMERGE)
        c.lead = None
        if c.state in (State.ACCEPTED, State.REOPENED):
            own = list(c.replies.all())
            final = [reply for reply in own if not reply.interim]
            c.answered_at = own[0].at if own else None
            c.replied_at = final[-1].at if final else None
            c.reply = final[-1].text if final else ""
    return c
