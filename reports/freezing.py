"""Figures of a period, taken once and kept with their checksum."""

import hashlib

import orjson
from django.db import IntegrityError, transaction
from django.db.models import Max

from core.errors import Refused
from core.months import last_closed
from reports import figures, periods, problems, trend
from reports.models import FrozenFigures
from reports.rates import half_up


def canonical(value):
    """JSON with sorted keys and no spaces: the same facts are the same bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def fingerprint(value):
    return hashlib.sha256(canonical(value)).hexdigest()


def freeze(kind, period):
    """The figures of every area at the end of a closed period, taken once; whoever comes later gets the same."""
    key = {"kind": periods.require_closed(kind, period).kind, "period": period, "revision": 0}
    taken = FrozenFigures.objects.filter(**key).first()
    if taken is None:
        found = compute(kind, period)
        taken, _ = FrozenFigures.objects.get_or_create(**key, defaults={"figures": found, "sha256": fingerprint(found)})
        taken.refresh_from_db()  # in the order the database keeps: everybody signs the same text
    return taken


def take_again(kind, period, area):
    """The figures of one area at the end of a period as the facts are known now; a new snapshot beside the first."""
    own = compute(kind, period).get(area.pk)
    if own is None:
        raise Refused("no_figures", f"{area.name}没有{periods.parse(kind, period).label}的数据")
    found = {area.pk: own}
    while True:
        rows = FrozenFigures.objects.filter(kind=kind, period=period)
        number = (rows.aggregate(last=Max("revision"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                taken = FrozenFigures.objects.create(
                    kind=kind, period=period, revision=number, figures=found, sha256=fingerprint(found)
                )
        except IntegrityError:  # somebody took the number
            continue
        taken.refresh_from_db()
        return taken


def compute(kind, text):
    """{area code: figures} at a period's end, with its months, the change against the period before, what is late."""
    period = periods.require_closed(kind, text)
    now = figures.everywhere(period.year, period.last, period.first)
    before = figures.everywhere(period.year, period.before().last)
    late = problems.by_area(now, period.last, last_closed(period.last + periods.DAY))
    trends = trend.everywhere(period.year, period.last)
    for code, own in now.items():
        own["period"] = {"kind": kind, "text": text, "first": period.first.isoformat()}
        own["months"] = trends.get(code, [])
        own["problems"] = late[code]
        own["start_change"] = change(own, before.get(code))
        for row in own["by_area"]:
            row["start_change"] = change(row, before.get(row["code"]))
    return now


def change(now, before):
    """Points the start rate moved since the period before ("+3.2"); None when there is no plan."""
    here, there = (side and side["rates"]["start"]["percent"] for side in (now, before))
    return None if here is None or there is None else str(half_up(half_up(here) - half_up(there)))
