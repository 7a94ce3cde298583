"""The holder of a card proves its household: the code, then what the living roll knows of the owner."""

from resident_participation.cards.models import Card
from resident_participation.slips import entry
from resident_participation.slips.carrying import Carried

CARD = Carried("card", "/h/", salt="card")
UNKNOWN = "没有这个参与码，或者这张参与卡已经换过新的。请对照手里最新的卡，或者打卡上的电话"


def cards():
    return Card.objects.select_related("row__community__area__parent")


def find(typed, request):
    """The live card of a typed code, with its row and community. Raises Misread or Refused."""
    return entry.find(typed, request, cards(), name="参与码", unknown=UNKNOWN)


def prove(card, typed):
    """Compare the second factor. Raises Refused."""
    row = card.row
    entry.prove(f"card-tries:{card.pk}", entry.factors(row.owner_name, row.owner_phone, row.room), typed)


def card_of(token):
    """The live card of a page's token, or None."""
    pk = CARD.key_of(token)
    return pk and cards().filter(pk=pk, live=True).first()


def carried(request):
    """The live card of the household's cookie, or None when there is none or it ran out."""
    found = CARD.get(request)
    return found and cards().filter(pk=found["card"], live=True).first()
