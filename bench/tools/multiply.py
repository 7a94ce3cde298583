"""`python -m bench.tools.multiply 400`: so many copies of every community, with its projects, months and messages."""

import os
import sys

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.db import connection, transaction  # noqa: E402

from communities.models import BaselineMember, Community  # noqa: E402
from projects.models import ProgressReport, Project, ProjectCommunity  # noqa: E402
from resident_participation.models import Feedback  # noqa: E402

APART = 100_000  # more than any key of the demo city
OWN = {  # what a copy may not share with its original
    Community: {"code": "area_id || lpad((id + copy * 1000)::text, 6, '0')", "name": "name || copy"},
    BaselineMember: {},
    Project: {"code": "NULL"},
    ProjectCommunity: {},
    ProgressReport: {},
    Feedback: {"number": "'B' || id || '-' || copy", "external_number": "NULL"},
}


def expression(field, own):
    """SQL of a copy's column: keys are moved apart, keys of copied records alike."""
    column = connection.ops.quote_name(field.column)
    if field.primary_key or field.related_model in OWN:
        return f"{column} + copy * {APART}"
    return own.get(field.name, column)


def multiply(model, own, times):
    fields = model._meta.concrete_fields
    table = connection.ops.quote_name(model._meta.db_table)
    columns = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    values = ", ".join(expression(field, own) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table}, generate_series(1, {times}) copy"
        )


with transaction.atomic():
    for model, own in OWN.items():
        multiply(model, own, int(sys.argv[1]))
with connection.cursor() as cursor:
    cursor.execute("VACUUM ANALYZE")
