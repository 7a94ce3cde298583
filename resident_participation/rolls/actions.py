"""Writing a community's roll: rows, corrections asked for, explanations of differences."""

import hmac

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.changes import change, remove
from core.errors import Refused
from core.reveal import reveal
from resident_participation.rolls import reconcile
from resident_participation.rolls.models import RollExplanation, RollObjection, RollRow


def mark_of(id_number):
    """What is kept of an ID number: a keyed fingerprint. It tells whether two rows are one owner's, nothing else."""
    plain = id_number.strip().upper()
    return hmac.digest(b"owner:" + settings.FIELD_KEY.encode(), plain.encode(), "sha256").hex() if plain else ""


def add(*, by, id_number="", **values):
    """A private part into the roll of its community."""
    with change(RollRow(**values, owner_mark=mark_of(id_number)), by=by, act=Act.ROLL_EDIT) as row:
        pass
    return row


def edit(row, *, by, version=None, id_number="", **values):
    """Correct a row; an empty ID number leaves the fingerprint as it is."""
    with change(row, by=by, act=Act.ROLL_EDIT, version=version) as r:
        for name, value in values.items():
            setattr(r, name, value)
        r.owner_mark = mark_of(id_number) or r.owner_mark
    return r


def strike(row, *, by, reason):
    """Take a row off the roll; the log keeps what it was and why."""
    if not reason.strip():
        raise Refused("needs_reason", "请写删除原因", {"reason": ["请写删除原因"]})
    remove(row, by=by, act=Act.ROLL_EDIT, note=reason.strip())
    return row.community


def reveal_owner(row, *, by, reason):
    """Name and phone in clear; who looked stays on record."""
    reveal(row, by=by, act=Act.ROLL_REVEAL, reason=reason, example="电话核实面积")
    return {"name": row.owner_name, "phone": row.owner_phone}


def object_to(community, *, by, place, text, contact=""):
    """A household's objection to its row, as the street wrote it down."""
    new = RollObjection(community=community, place=place.strip(), text=text.strip(), contact=contact.strip())
    with change(new, by=by, act=Act.ROLL_OBJECT) as objection:
        pass
    return objection


def accept(objection, *, by, answer):
    """The household is right; the row itself is corrected on its own page."""
    return answered(objection, by=by, act=Act.ROLL_ACCEPT, answer=answer)


def refuse(objection, *, by, answer):
    return answered(objection, by=by, act=Act.ROLL_REFUSE, answer=answer)


def answered(objection, *, by, act, answer):
    with change(objection, by=by, act=act) as o:
        RollObjection.LIFECYCLE.step(o, act)
        o.answer, o.answered_on = answer.strip(), timezone.localdate()
    return o


@transaction.atomic
def explain(community, *, by, quantity, reason):
    """Say why the roll differs from the register in one quantity; it holds for exactly these two numbers."""
    line = next((one for one in reconcile.lines(community) if one.quantity == quantity), None)
    if line is None or line.agrees:
        raise Refused("nothing_differs", "这一项没有差异，不用说明")
    new = RollExplanation(
        community=community,
        quantity=quantity,
        recorded=line.recorded,
        counted=line.counted,
        reason=reason.strip(),
        by_name=by.display_name,
    )
    with change(new, by=by, act=Act.ROLL_EXPLAIN):
        pass
    return new
