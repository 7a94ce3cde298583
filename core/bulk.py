"""Many rows of one model in and out of PostgreSQL by COPY (some ten times faster than INSERT with VALUES)."""

from functools import cache
from operator import attrgetter

import orjson
from django.db import connection, models

from core.models import Change

# What psycopg writes as it is; every other kind of field (encrypted, files…) is prepared as Django would.
AS_IT_IS = {
    models.BigAutoField, models.BigIntegerField, models.BooleanField, models.CharField, models.DateField,
    models.DateTimeField, models.DecimalField, models.ForeignKey, models.IntegerField, models.PositiveIntegerField,
    models.PositiveSmallIntegerField, models.TextField, models.UUIDField,
}  # fmt: skip


def reserve_keys(model, count):
    """`count` fresh primary keys from the model's own sequence."""
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [table, column])
        cursor.execute("SELECT nextval(%s::regclass) FROM generate_series(1, %s)", [cursor.fetchone()[0], count])
        return [key for (key,) in cursor.fetchall()]


def copy_rows(table, fields, objects):
    """COPY the objects' fields into `table` (a quoted name), values prepared as Django would save them."""
    columns = ", ".join(connection.ops.quote_name(f.column) for f in fields)
    statement = f"COPY {table} ({columns}) FROM STDIN"
    readers = [reader(f) for f in fields]
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for obj in objects:
            copy.write_row([read(obj) for read in readers])


@cache
def reader(field):
    """How a field's value is taken from an object for COPY."""
    if type(field) in AS_IT_IS:
        return attrgetter(field.attname)
    if field.model is Change and isinstance(field, models.JSONField):
        return lambda row: signed_text(getattr(row, field.attname))
    return lambda obj: field.get_db_prep_save(field.pre_save(obj, False), connection)


def signed_text(value):
    """A part of a log row as JSON, by the encoder that signs it."""
    return None if value is None else orjson.dumps(value).decode()


def analyze(*models):
    """Let the database look at tables that were just filled, before it is asked about them many times in this very
    transaction: it would plan by what stood there before."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def insert(objects):
    """Insert new objects; their primary keys are set. Constraints raise IntegrityError as usual."""
    if not objects:
        return
    model = type(objects[0])
    if model._meta.pk.get_internal_type().endswith("AutoField"):
        for obj, key in zip(objects, reserve_keys(model, len(objects)), strict=True):
            obj.pk = key
    copy_rows(connection.ops.quote_name(model._meta.db_table), model._meta.concrete_fields, objects)
    for obj in objects:
        obj._state.adding, obj._state.db = False, "default"


def update(objects):
    """Write all columns of existing objects, matched by primary key, in one statement."""
    if not objects:
        return
    model = type(objects[0])
    quote, fields = connection.ops.quote_name, model._meta.concrete_fields
    table, key = quote(model._meta.db_table), quote(model._meta.pk.column)
    assignments = ", ".join(f"{quote(f.column)} = s.{quote(f.column)}" for f in fields if not f.primary_key)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE incoming (LIKE {table}) ON COMMIT DROP")
    copy_rows("incoming", fields, objects)
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} t SET {assignments} FROM incoming s WHERE t.{key} = s.{key}")
        cursor.execute("DROP TABLE incoming")
