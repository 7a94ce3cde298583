"""A project whose works were tendered, won and signed, for the tests of tenders, contracts and payments."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Refused
from core.models import Change
from projects.contracts import actions
from projects.models import Amount, Contract, Party, Payment, Tender, Variation
from tests.factories import ProjectFactory
from tests.factories_works import OrganisationFactory

JSON = "application/json"
DAY = date(2026, 2, 1)
PAPER = {"document": "海发改〔2026〕5号", "dated_on": DAY}
OPEN = {
    "subject": "works", "method": "open", "ceiling": Decimal(1200), "sale_from": date(2026, 3, 2),
    "sale_to": date(2026, 3, 9), "deadline": date(2026, 3, 23), "reported_on": date(2026, 3, 24),
    "candidates_from": date(2026, 3, 26), "candidates_to": date(2026, 3, 30),
}  # fmt: skip


def a_project():
    return ProjectFactory(building=True, owner="白云街道办事处", contractor="甬安建设")


def awarded(project, by):
    """A tender of works won by 甬安建设 at 1100.00 on 1 April 2026."""
    winner = {"winner": OrganisationFactory(name="甬安建设"), "price": Decimal("1100.00")}
    return actions.new_tender(project, by=by, **OPEN, **winner, awarded_on=date(2026, 4, 1))


def deal(won, **more):
    facts = {"tender": won, "subject": "works", "number": "HT-1", "organisation": won.winner}
    return facts | {"amount": won.price, "signed_on": date(2026, 4, 20), "retention": Decimal(3)} | more


def signed(won, by):
    return actions.new_contract(won.project, by=by, **deal(won))


def refused(code, action, *args, **kwargs):
    """Refused with this code, and nothing is left behind."""
    counted = lambda: [m.objects.count() for m in (Change, Amount, Tender, Contract, Variation, Payment, Party)]  # noqa: E731
    before = counted()
    with pytest.raises(Refused) as caught:
        action(*args, **kwargs)
    assert (caught.value.code, counted()) == (code, before)
    return caught.value
