"""How far a clearance is: by entrance for the street, in numbers that name nobody for everybody."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Sum

from resident_participation.clearances.models import Clearance, ClearanceAsk
from resident_participation.rolls.models import place_of
from resident_participation.voices import cells
from resident_participation.voices.places import in_house_order

State = Clearance.State


@dataclass
class Entrance:
    """The households of one stair (or of several together) and what they say; sums in 元."""

    building: str = ""
    unit: str = ""
    counts: dict = field(default_factory=lambda: dict.fromkeys(State, 0))
    due: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)

    def add(self, state, count, amount):
        self.counts[state] += count
        self.due += amount
        self.paid += amount if state == State.DONE else 0

    @property
    def place(self):
        return place_of(self.building, self.unit)

    @property
    def whole(self):
        return sum(self.counts.values())

    @property
    def done(self):
        return self.counts[State.DONE]

    @property
    def willing(self):
        """Those who have done it and those who agree."""
        return self.done + self.counts[State.AGREED]

    @property
    def percent(self):
        return 100 * self.done / self.whole if self.whole else 0


def by_entrance(asks):
    """{ask's key: {(building, unit): Entrance}} in the order of the house; one statement."""
    found = defaultdict(dict)
    rows = Clearance.objects.filter(ask__in=asks).order_by().values("ask", "row__building", "row__unit", "state")
    for row in rows.annotate(n=Count("pk"), money=Sum("amount")):
        key = (row["row__building"], row["row__unit"])
        entrance = found[row["ask"]].setdefault(key, Entrance(*key))
        entrance.add(row["state"], row["n"], row["money"] or 0)
    order = lambda pair: tuple(map(in_house_order, pair[0]))  # noqa: E731
    return {ask: dict(sorted(own.items(), key=order)) for ask, own in found.items()}


def summed(entrances):
    """All of them as one."""
    total = Entrance()
    for one in entrances:
        for state, count in one.counts.items():
            total.counts[state] += count
        total.due, total.paid = total.due + one.due, total.paid + one.paid
    return total


@dataclass(frozen=True)
class Told:
    """An ask as everybody sees it. `paid` is None while it would tell how few have not paid."""

    ask: ClearanceAsk
    rows: list
    total: tuple
    due: Decimal | None
    paid: Decimal | None


def facts(community, project=None):
    """{"asks": [Told]}: what is asked in a community, open ones first, of one project when one is given."""
    rows = community.clearance_asks.public()
    asks = list(rows.filter(project=project) if project else rows)
    entrances = by_entrance(asks)
    return {"asks": [told(ask, entrances.get(ask.pk, {}).values()) for ask in asks]}


def told(ask, entrances):
    """Buildings, or the stairs of one building, none under five households; who says what stands nowhere."""
    parts = defaultdict(list)
    for one in entrances:
        parts[one.unit if ask.building else one.building].append(one)
    sums = [(place or "其他", summed(own)) for place, own in parts.items()]
    merged = cells.merged([(place, one.whole, one.willing, one.done) for place, one in sums])
    willing = [cells.cell(place, agreed, whole) for place, whole, agreed, _ in merged]
    done = [cells.cell(place, finished, whole) for place, whole, _, finished in merged]
    all_willing, all_done, all_ = cells.total(willing), cells.total(done), summed(entrances)
    enough = all_.whole >= cells.LEAST
    return Told(
        ask,
        list(zip(willing, done, strict=True)),
        (all_willing, all_done),
        all_.due if enough and all_.due else None,
        all_.paid if enough and all_done.exact else None,
    )
