"""Hidden works: recorded by the contractor, signed by the supervisor, only then covered."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.acceptance.models import HiddenWork
from projects.acceptance.rules import fill, not_before, on_site
from projects.register.actions import told
from projects.stages.records import hold

State = HiddenWork.State
LAW = "《建设工程质量管理条例》第三十条、第三十七条：隐蔽前要通知检查，未经监理工程师签字不得进行下一道工序"


@transaction.atomic
def record(project, *, by, **values):
    """Works that will be covered, with the day on which they are to be. Refuses `covered` when that day is past."""
    return write(HiddenWork(project=hold(project)), by=by, **values)


def record_again(hidden, *, by, version=None, **values):
    """Correct what waits for a signature, or ask again for one after it was refused."""
    return write(hidden, by=by, version=version, **values)


def write(hidden, *, by, version=None, **values):
    with change(hidden, by=by, act=Act.HIDDEN_RECORD, version=version) as h:
        if h.pk and h.state != State.RECORDED:
            HiddenWork.LIFECYCLE.step(h, Act.HIDDEN_RECORD)
        fill(h, values)
        on_site(h.project, "made_on", h.made_on)
        not_before("cover_on", h.cover_on, h.made_on, "完成日期")
        if h.cover_on < timezone.localdate():
            words = f"拟隐蔽日期已过，没有签认就不能隐蔽。{LAW}"
            raise Refused("covered", words, {"cover_on": [words]})
    return h


def sign(hidden, *, by, opinion=""):
    """The supervisor's signature, of this day. Refuses `covered` once the day of covering is past."""
    today = timezone.localdate()
    with change(hidden, by=by, act=Act.HIDDEN_SIGN, note=opinion) as h:
        HiddenWork.LIFECYCLE.step(h, Act.HIDDEN_SIGN)
        if today > h.cover_on:
            day = f"{h.cover_on:%Y年%m月%d日}"
            raise Refused("covered", f"拟隐蔽日期 {day} 已过，不能补签；请退回，揭开复检后重新报验。{LAW}")
        h.signed_by, h.signed_on, h.opinion = by.display_name, today, opinion.strip()
    return h


def refuse(hidden, *, by, reason):
    """Not as it should be: not to be covered. The contractor mends it and asks again."""
    with change(hidden, by=by, act=Act.HIDDEN_REFUSE, note=told(reason)) as h:
        HiddenWork.LIFECYCLE.step(h, Act.HIDDEN_REFUSE)
        h.opinion = reason.strip()
    return h
