"""Frozen figures and the reports made from them: taken once, issued once, whatever happens to workers."""

import hashlib

import orjson
from django.db import transaction

from accounts.models import Area
from accounts.policy import Act
from core import jobs, months
from core.actors import SYSTEM
from core.changes import entry, snapshot
from core.errors import Refused
from reports import events, figures, periods, problems, trend
from reports.models import FrozenFigures, Kind, Report
from reports.rates import half_up

ISSUE = "reports.issue"


def canonical(value):
    """JSON with sorted keys and no spaces: the same facts are the same bytes."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def fingerprint(value):
    return hashlib.sha256(canonical(value)).hexdigest()


def freeze(kind, period):
    """The figures of every area at the end of a closed period, taken once; whoever comes later gets the same."""
    key = {"kind": kind_of(kind), "period": period, "revision": 0}
    taken = FrozenFigures.objects.filter(**key).first()
    if taken is None:
        found = compute(period)
        taken, _ = FrozenFigures.objects.get_or_create(**key, defaults={"figures": found, "sha256": fingerprint(found)})
    return taken


def compute(period):
    """{area code: figures} at a month's end, with its months, the change against the month before and what is late."""
    last_day = periods.require_closed(period)
    now = figures.everywhere(last_day.year, last_day)
    before = figures.everywhere(last_day.year, periods.month_end(months.month_before(period)))
    late = problems.by_area(now, last_day, period)
    trends = trend.everywhere(last_day.year, last_day)
    for code, own in now.items():
        own["months"] = trends.get(code, [])
        own["problems"] = late[code]
        own["start_change"] = change(own, before.get(code))
        for row in own["by_area"]:
            row["start_change"] = change(row, before.get(row["code"]))
    return now


def change(now, before):
    """Points the start rate moved since the month before ("+3.2"); None when there is no plan."""
    here, there = (side and side["rates"]["start"]["percent"] for side in (now, before))
    return None if here is None or there is None else str(half_up(half_up(here) - half_up(there)))


def kind_of(kind):
    if kind not in Kind.values:
        raise Refused("bad_kind", "没有这种报告")
    return kind


def issue(kind, period, area, *, by, frozen=None):
    """The one report of an area and period, made from the frozen figures only. Returns (report, whether it is new)."""
    by.require(Act.REPORT_ISSUE, area)
    frozen = frozen or freeze(kind, period)
    own = frozen.figures.get(area.pk)
    if own is None:
        raise Refused("no_figures", f"{area.name}没有{months.cn_month(period)}的数据")
    defaults = {"figures": own, "snapshot_sha256": fingerprint(own), "issued_by": by.display_name}
    with transaction.atomic():
        report, new = Report.objects.get_or_create(
            area=area, kind=kind, period=period, revision=frozen.revision, defaults=defaults
        )
        if new:
            entry(report, by=by, act=Act.REPORT_ISSUE, before={}, after=snapshot(report)).save()
            events.issued(report)
    return report, new


def order(kind, period, area, *, by, below=False):
    """Have the worker make the report of an area, and of every area below it when asked. Returns the job."""
    by.require(Act.REPORT_ISSUE, area)
    kind_of(kind)
    periods.require_closed(period)
    params = {"kind": kind, "period": period, "area": area.pk, "below": below}
    title = f"{area.name}{months.cn_month(period)}{Kind(kind).label}" + ("（含下级）" if below else "")
    return jobs.enqueue(
        ISSUE, by=by, params=params, title=title, key=f"{ISSUE}:{kind}:{period}:{area.pk}:{below}:{by.pk}"
    )


def order_due(now=None):
    """Have every report of the newest due month made unless all exist. Returns the job, or None.

    Looked at hourly, so that a night of downtime delays the reports and loses none.
    """
    period = periods.last_due(now)
    frozen = FrozenFigures.objects.filter(kind=Kind.MONTHLY, period=period, revision=0).first()
    issued = Report.objects.filter(kind=Kind.MONTHLY, period=period, revision=0).count()
    city = Area.objects.filter(level=Area.Level.CITY).first()
    if city is None or (frozen and issued >= len(frozen.figures)):
        return None
    return order(Kind.MONTHLY, period, city, by=SYSTEM, below=True)


def areas_to_issue(frozen, area_code, below):
    """The areas of the frozen figures that an order asks for, top down."""
    codes = [code for code in frozen.figures if code == area_code or below and code.startswith(area_code)]
    return sorted(Area.objects.filter(pk__in=codes), key=lambda area: (len(area.pk), area.pk))


def issued(kind, period, area):
    """The valid report of an area and period, or None."""
    return Report.objects.filter(kind=kind, period=period, area=area).order_by("-revision").first()
