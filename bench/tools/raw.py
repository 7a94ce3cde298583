"""The raw limit: the same rows by hand, with psycopg on a kept connection and orjson, and nothing else.

`bare` is a WSGI application without Django; `in_the_stack` is the same below the product's middleware, with the same
token and the rows of the same person; `BehindTheDoors` is also throttled, as every answer of the API is.
"""

import os
import threading
from decimal import Decimal
from urllib.parse import parse_qs

import orjson
import psycopg
from django.http import HttpResponse
from psycopg.rows import dict_row
from rest_framework.views import APIView

from accounts.tokens import TokenAuthentication

PAGE = """
SELECT c.id, c.code, c.name, c.area_id AS area, a.name AS area_name, c.district_id AS district,
  d.name AS district_name, c.neighborhood_id AS neighborhood, o.code AS management_org, c.unit_id AS unit, c.address,
  c.longitude, c.latitude, c.built_year, c.built_year_to, c.floor_area, c.buildings, c.stair_units, c.households,
  c.residents, c.elderly, c.structure, c.property_mode, c.property_company, c.previous_rounds, c.previous_round_note,
  c.strategy, c.status, c.plan_year, c.version, c.updated_at
FROM communities_community c
JOIN accounts_area a ON a.code = c.area_id
JOIN accounts_area d ON d.code = c.district_id
LEFT JOIN accounts_managementorg o ON o.id = c.management_org_id
WHERE c.area_id LIKE %s ORDER BY c.code LIMIT %s
"""
COUNT = "SELECT count(*) AS count FROM communities_community WHERE area_id LIKE %s"
kept = threading.local()


def cursor():
    """A cursor on this thread's own connection, opened once. psycopg prepares a statement it meets again."""
    if not hasattr(kept, "connection"):
        url = os.environ["DATABASE_URL"]
        kept.connection = psycopg.connect(url, autocommit=True, row_factory=dict_row, options="-c TimeZone=UTC")
    return kept.connection.cursor()


def answer(prefix, limit):
    with cursor() as c:
        count = c.execute(COUNT, [f"{prefix}%"]).fetchone()["count"]
        rows = c.execute(PAGE, [f"{prefix}%", limit]).fetchall()
    return orjson.dumps({"count": count, "next": None, "previous": None, "results": rows}, default=plain)


def plain(value):
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value))


def bare(environ, start_response):
    limit = int(parse_qs(environ["QUERY_STRING"])["limit"][0])
    body = answer("3302", limit)
    start_response("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
    return [body]


def in_the_stack(request):
    user, _ = TokenAuthentication().authenticate(request)
    return of_person(user, request)


class BehindTheDoors(APIView):
    def get(self, request):
        return of_person(request.user, request)


def of_person(user, request):
    (prefix,) = user.prefixes
    body = answer(prefix, int(request.GET["limit"]))
    return HttpResponse(body, headers={"Content-Type": "application/json", "Content-Length": len(body)})
