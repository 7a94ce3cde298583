"""The rows that cases go by, written by offices: ready-made replies and limits."""

from django.core.exceptions import PermissionDenied

from accounts.models import Area
from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from core.models import Threshold
from resident_participation.cases.standards import CannedReply, ClockRule


def save_canned(canned=None, *, by, version=None, area=None, **values):
    """An office's own reply text; without an area it is that of the person's office."""
    with change(canned or CannedReply(), by=by, act=Act.FEEDBACK_CANNED, version=version) as c:
        for name, value in values.items():
            setattr(c, name, value)
        if area or not c.area_id:
            c.area = area or own(by)
    return c


def own(by):
    if by.main_area is None:
        raise PermissionDenied
    return Area.objects.get(pk=by.main_area.pk)


def remove_canned(canned, *, by):
    remove(canned, by=by, act=Act.FEEDBACK_CANNED)


def add_clock(*, by, valid_from, **values):
    """A limit from a day on. Refuses `not_later` a day at or before the one from which its last limit counts."""
    last = ClockRule.objects.filter(category=values["category"], severity=values["severity"])
    newest = last.order_by("-valid_from").first()
    if newest and valid_from <= newest.valid_from:
        words = f"启用日期要晚于现在这条的启用日期（{newest.valid_from:%Y年%m月%d日}）"
        raise Refused("not_later", words, {"valid_from": [words]})
    new = ClockRule(valid_from=valid_from, trust=Threshold.Trust.OWN, **values)
    with change(new, by=by, act=Act.FEEDBACK_CLOCK) as row:
        pass
    return row
