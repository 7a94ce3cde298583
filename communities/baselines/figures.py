"""A version's totals, from its own copies: the same today as on the day it was adopted."""

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import Left

from accounts.models import Area
from communities.baselines.models import BaselineMember

CITY, DISTRICT, STREET = 4, 6, 9
SUMS = {
    "communities": Count("pk"),
    "floor_area_m2": Sum("floor_area"),
    "households": Sum("households"),
    "buildings": Sum("buildings"),
    "six_districts": Count("pk", filter=Q(area__parent__is_core=True)),
}


def totals(baseline, area_code):
    """{communities, floor_area_m2, households, buildings, six_districts}: integers, administrative 口径."""
    found = baseline.members.under(area_code).standing().aggregate(**SUMS)
    return whole(found)


def by_area(baseline, area_code):
    """The same for each district (of the city) or street (of a district) that has communities, in order of code."""
    length = DISTRICT if len(area_code) == CITY else STREET
    rows = baseline.members.under(area_code).standing().order_by()
    rows = list(rows.annotate(code=Left("area_id", length)).values("code").annotate(**SUMS).order_by("code"))
    names = dict(Area.objects.filter(pk__in=[row["code"] for row in rows]).values_list("pk", "name"))
    return [{"area": (code := row.pop("code")), "name": names[code], **whole(row)} for row in rows]


def changes(baseline, area_code):
    """What differs from the version before, with reasons; communities that stayed are left out."""
    rows = baseline.members.under(area_code).exclude(change=BaselineMember.Change.KEPT)
    return rows.select_related("community", "area__parent").prefetch_related("related").order_by("change", F("area"))


def change_counts(baseline, area_code):
    """{change: communities}."""
    rows = baseline.members.under(area_code).order_by().values_list("change").annotate(n=Count("pk"))
    return dict(rows)


def whole(row):
    return {name: int(value or 0) for name, value in row.items()}
