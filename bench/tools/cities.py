"""`python -m bench.tools.cities 400 500000`: so many other cities, and facilities until there are so many in all.

Each has the demo city's areas and communities elsewhere on the map: a degree and a half apart, forty in a row. The rule
that everything lies near Ningbo is dropped.
"""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.db import connection, transaction  # noqa: E402

from accounts.models import Area  # noqa: E402
from communities.models import Community, Facility  # noqa: E402

CITY = "(5000 + city)::text"
MOVED = f"{CITY} || substr({{}}, 5)"  # another city's code in place of this one's
EAST, NORTH = "longitude - 50 + 1.5 * (city % 40)", "latitude - 10 + 1.5 * (city / 40)"
PLACE = {"longitude": EAST, "latitude": NORTH}
OWN = {
    Area: {
        "code": MOVED.format("code"),
        "parent_id": f"CASE WHEN length(code) > 4 THEN {MOVED.format('parent_id')} END",
    },
    Community: PLACE | {
        "id": "id + city * 100000",
        "code": MOVED.format("code"),
        "area_id": MOVED.format("area_id"),
        "district_id": MOVED.format("district_id"),
        "neighborhood_id": "NULL",
        "management_org_id": "NULL",
        "unit_id": "NULL",
    },
    Facility: PLACE | {
        "id": "id + city * 100000",
        "code": f"'SS' || {CITY} || substr(code, 7)",
        "area_id": MOVED.format("area_id"),
    },
}  # fmt: skip


def copy(model, cities, where):
    own, table = OWN[model], model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    names = ", ".join(map(connection.ops.quote_name, columns))
    values = ", ".join(own.get(column, connection.ops.quote_name(column)) for column in columns)
    with connection.cursor() as cursor:
        copies = f"SELECT {values} FROM {table}, generate_series(1, {cities}) city WHERE {where}"
        cursor.execute(f"INSERT INTO {table} ({names}) {copies}")


def main(cities, facilities):
    with connection.cursor() as cursor:
        for model, rule in ((Community, "community_lies_near_ningbo"), (Facility, "facility_lies_near_ningbo")):
            cursor.execute(f"ALTER TABLE {model._meta.db_table} DROP CONSTRAINT {rule}")
    share = facilities * 1000 // (cities * Facility.objects.count())  # of a thousand
    with transaction.atomic():
        copy(Area, cities, "length(code) <= 9 AND code LIKE '3302%'")
        copy(Community, cities, "true")
        copy(Facility, cities, f"(id * 7919 + city) % 1000 < {share}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


main(*map(int, sys.argv[1:]))
