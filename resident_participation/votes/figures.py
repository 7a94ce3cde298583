"""What may be told of a round: before it is declared who was reached and took part, never what they said."""

from django.db.models import Count, F, Q, Sum

from resident_participation.votes.models import Round

DELIVERED, VOTED = Q(deliveries__outcome="delivered"), Q(ballots__standing="counted")
LEAST = 5  # a smaller part of a building is not told apart: it would name a household
NOBODY = {"heads": 0, "area_cm2": 0}
UNTOLD = {"heads": None, "area_cm2": None}


def share(seats):
    """Heads and area (0.01 m²) of seats: owners, not flats."""
    found = seats.filter(votes=True).order_by().aggregate(heads=Count("owner", distinct=True), area_cm2=Sum("area_cm2"))
    return {"heads": found["heads"], "area_cm2": found["area_cm2"] or 0}


def took_part(round_):
    """Heads and area of the households whose ballot is in, whatever it says.

    Both None while a round of fewer than five households runs: there the number alone says who has voted.
    """
    if round_.is_secret and round_.package["roll"]["households"] < LEAST:
        return UNTOLD
    return share(round_.seats.filter(ballots__standing="counted"))


def result(round_):
    """The answer of `/result/` (API): everything once the round is declared, before that the roll and who took part.

    The first item's figures stand at the top, all items' under `items`; areas are integers in 0.01 m².
    """
    items = round_.package.get("items", [])
    head = {"kind": round_.kind, "status": round_.status, "package_hash": round_.package_hash}
    if not items:
        return head | {"roll": NOBODY, "participating": NOBODY}
    if round_.is_secret:
        return head | {"rule": rule(items[0]), "roll": share(round_.seats), "participating": took_part(round_)}
    found = [{"id": i["id"], "title": i["title"], "rule": rule(i), **round_.results[str(i["id"])]} for i in items]
    first = {name: value for name, value in found[0].items() if name not in ("id", "title")}
    return head | first | {"items": found, "root": round_.root}


def rule(item):
    """The frozen rule of an item as the API tells it."""
    kept = ("name", "source", "clause", "trust", "valid_from", "duplicates", "silence", "notice_days")
    return {"class": item["rule"]["klass"], "matter": item["matter"]} | {name: item["rule"][name] for name in kept}


def by_building(round_):
    """Progress of each building, or of each stair unit of one: reached and taking part, of how many households.

    [{"place", "seats", "delivered", "voted"}]; parts of fewer than five households are put together, with the smallest
    of the others where they are still fewer than five. Of a round of fewer than five households nothing is told.
    """
    by = "unit" if round_.scope != Round.Scope.COMMUNITY else "building"
    rows = (
        round_.seats.filter(votes=True)
        .order_by(by)
        .values(place=F(by))
        .annotate(
            seats=Count("pk", distinct=True),
            delivered=Count("pk", filter=DELIVERED, distinct=True),
            voted=Count("pk", filter=VOTED, distinct=True),
        )
    )
    large = [row for row in rows if row["seats"] >= LEAST]
    small = [row for row in rows if row["seats"] < LEAST]
    if small and large and sum(row["seats"] for row in small) < LEAST:
        least = min(large, key=lambda row: row["seats"])
        large.remove(least)
        small.append(least)
    if small:
        sums = {name: sum(row[name] for row in small) for name in ("seats", "delivered", "voted")}
        large.append({"place": "其他" if large else "合计"} | sums)
    return [row for row in large if row["seats"] >= LEAST]


def channels(round_):
    """How many counted ballots came by which channel."""
    rows = round_.ballots.filter(standing="counted").order_by().values("channel").annotate(n=Count("pk"))
    return {row["channel"]: row["n"] for row in rows}
