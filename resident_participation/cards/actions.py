"""Cards are asked for by one person and taken by another, like the slips of a vote, but once for years."""

from django.db import transaction

from accounts.policy import Act
from core import bulk
from core.changes import change
from core.errors import Refused
from core.jobs import enqueue
from resident_participation.cards import printing
from resident_participation.cards.models import Card, CardBatch
from resident_participation.rolls.heads import WITHOUT_VOTE
from resident_participation.rolls.models import RollRow
from resident_participation.slips import codes, sealed
from resident_participation.slips.actions import salt

PRINT = "cards.print"


def households(community):
    """The households of a community that may hold a card: parking spaces and garages have none."""
    return RollRow.objects.filter(community=community).exclude(kind__in=WITHOUT_VOTE)


@transaction.atomic
def ask(community, *, by, site, row=None, reason=""):
    """Order cards: for the households that have none, or a new one for one household, which kills its old one.

    `site` is the portal's address for the QR codes. The worker prints; another person takes the sheets.
    """
    rows = households(community)
    if row is None:
        rows = rows.exclude(cards__live=True)
    else:
        rows = rows.filter(pk=row.pk)
        if not reason.strip():
            raise Refused("needs_reason", "请写补打原因，旧的参与卡马上作废", {"reason": ["请写补打原因"]})
    chosen = list(rows.values_list("pk", flat=True))
    if not chosen:
        raise Refused("nothing_to_print", "没有要打印的住户：名册是空的，或者每一户都已经有参与卡")
    new = CardBatch(community=community, reason=reason.strip(), count=len(chosen), asked_by_id=by.pk)
    with change(new, by=by, act=Act.CARD_ASK) as batch:
        pass
    params = {"batch": batch.pk, "rows": chosen, "site": site}
    title = f"打印{community}参与卡 {len(chosen)} 张"
    return batch, enqueue(PRINT, by=by, params=params, title=title, key=f"cards:{batch.pk}")


@transaction.atomic
def make(batch, row_ids, site, progress=lambda done: None):
    """Make the codes of a batch and its sheets; run twice, made once. The plain codes end in the sealed sheet only."""
    batch = CardBatch.objects.select_for_update(of=["self"]).select_related("community__area").get(pk=batch.pk)
    if batch.sheet or batch.cards.exists():
        return batch
    rows = list(households(batch.community).filter(pk__in=row_ids).order_by("building", "unit", "floor", "room"))
    Card.objects.filter(row__in=rows, live=True).update(live=False)
    made = [(row, codes.new_code()) for row in rows]
    bulk.insert([Card(batch=batch, row=row, fingerprint=codes.fingerprint(code, salt())) for row, code in made])
    batch.seal(printing.sheet(batch, made, site, progress), act=Act.CARD_MAKE)
    return batch


def take(batch, *, by):
    """The printed sheets as HTML, once, to another person than the one who asked."""
    return sealed.take(batch, by=by, act=Act.CARD_PRINT, destroy=Act.CARD_DESTROY)


def forget_old(now=None):
    """Sheets that nobody took within a day. Returns how many."""
    return sealed.forget_old(CardBatch, act=Act.CARD_DESTROY, now=now)
