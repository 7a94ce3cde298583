"""A version of the list is opened, worked on and adopted; then it stands for good."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from communities.baselines.models import Baseline, BaselineMember
from communities.register.actions import set_stage
from communities.register.stages import BEFORE_PROJECT, Stage
from core.changes import change, change_many, snapshot
from core.errors import Refused

Change = BaselineMember.Change
NAMES_ANOTHER = (Change.MERGED, Change.SPLIT, Change.MERGED_AWAY, Change.SPLIT_AWAY)


@transaction.atomic
def open_version(*, code, name, as_of, by, document=""):
    """A draft with every community of the current version, figures as they are today."""
    if Baseline.objects.filter(adopted_on=None).exists():
        raise Refused("draft_exists", "还有一个版本没有确认，请先确认它")
    current = Baseline.objects.filter(is_current=True).first()
    if current and as_of <= current.as_of:
        words = f"截至日期要晚于现行版本（{current.as_of:%Y年%m月%d日}）"
        raise Refused("not_later", words, {"as_of": [words]})
    new = Baseline(code=code, name=name, as_of=as_of, document=document)
    with change(new, by=by, act=Act.BASELINE_EDIT) as baseline:
        pass
    kept = current.members.standing().select_related("community") if current else ()
    members = [BaselineMember(baseline=baseline, community=member.community) for member in kept]
    for member in members:
        member.copy_facts()
    change_many([(member, {}) for member in members], by=by, act=Act.BASELINE_EDIT, note="沿用上一版")
    return baseline


@transaction.atomic
def record(baseline, community, *, change_, reason, by, related=()):
    """Say what happened to a community in this version: added, merged, split or withdrawn, and why.

    A community that was not in the version before can only come in; one that was can only stay or leave.
    """
    require_draft(baseline)
    related = [c for c in related if c.pk != community.pk]
    if change_ in NAMES_ANOTHER and not related:
        words = "请选合并或拆分涉及的小区"
        raise Refused("related_missing", words, {"related": [words]})
    member = baseline.members.filter(community=community).first() or BaselineMember(
        baseline=baseline, community=community
    )
    was_in = was_standing(baseline, community)
    if was_in and change_ == Change.ADDED:
        raise Refused("already_in", f"{community}已在上一版里，不是新增")
    if not was_in and change_ not in BaselineMember.STANDING:
        raise Refused("not_in", f"{community}不在上一版里，不能退出")
    words = f"相关小区：{'、'.join(c.name for c in related)}" if related else ""
    with change(member, by=by, act=Act.BASELINE_EDIT, note=words) as m:
        m.change, m.reason = change_, reason
        m.copy_facts()
    m.related.set(related)
    return m


def was_standing(baseline, community):
    before = Baseline.objects.exclude(adopted_on=None).filter(as_of__lt=baseline.as_of).last()
    return bool(before) and before.members.standing().filter(community=community).exists()


@transaction.atomic
def adopt(baseline, *, by):
    """From now on this version counts and does not change; communities that leave and have no project are removed."""
    require_draft(baseline)
    if not baseline.members.standing().exists():
        raise Refused("empty", "这个版本里还没有小区")
    for current in Baseline.objects.filter(is_current=True):
        with change(current, by=by, act=Act.BASELINE_EDIT, note=f"由{baseline.name}接替") as old:
            old.is_current = False
    refresh(baseline, by=by)
    with change(baseline, by=by, act=Act.BASELINE_EDIT, note="确认") as new:
        new.adopted_on, new.is_current = timezone.localdate(), True
    for member in baseline.members.exclude(change__in=BaselineMember.STANDING).select_related("community"):
        if member.community.status in BEFORE_PROJECT:
            set_stage(member.community, Stage.REMOVED, by=by, note=f"{baseline.name}：{member.reason}")
    return new


def refresh(baseline, *, by):
    """Copy the register's figures once more: it may have been corrected since the version was opened."""
    pairs = []
    for member in baseline.members.standing().select_related("community", "area"):
        before = snapshot(member)
        member.copy_facts()
        pairs.append((member, before))
    change_many(pairs, by=by, act=Act.BASELINE_EDIT, note="确认时取数")


def require_draft(baseline):
    if baseline.adopted_on:
        raise Refused("adopted", f"{baseline}已经确认，不能再改；有变化请新开一个版本")
