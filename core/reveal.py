"""Personal data in clear, for a stated reason; who looked, when and why stays on record."""

from django.db import transaction

from core.errors import Refused
from core.ledger import sign
from core.models import Change


@transaction.atomic
def reveal(obj, *, by, act, reason, example):
    """Record that a person is about to see what is masked of a record. Raises Refused without a reason."""
    by.require(act, obj)
    if not reason.strip():
        raise Refused("needs_reason", "请写查看原因", {"reason": [f"请写查看原因，例如 {example}"]})
    row = Change(
        by_id=by.pk,
        by_name=by.display_name,
        act=act,
        target_type=obj._meta.label,
        target_id=str(obj.pk),
        target_name=str(obj),
        area_code=obj.area.pk,
        note=reason.strip(),
    )
    row.mac = sign(row)
    row.save()
