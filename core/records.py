"""Every tracked record against the log: a row changed behind the gate's back no longer equals what the log says."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from core.changes import snapshot
from core.models import Change, Tracked

CHUNK = 1000
BY_ITSELF = {"last_login"}  # Django writes it at sign-in; it is no act


def tracked_models():
    return [m for m in apps.get_models() if issubclass(m, Tracked)]


def verify() -> Iterator[str]:
    """One Chinese sentence per record that differs from the log, is missing, or was never logged."""
    for model in tracked_models():
        keys = iter_keys(model)
        while chunk := [key for _, key in zip(range(CHUNK), keys, strict=False)]:
            yield from compare(model, chunk)


def iter_keys(model):
    """Every key that the table or the log knows, streamed."""
    sql = f"""SELECT {connection.ops.quote_name(model._meta.pk.column)}::text AS key FROM {model._meta.db_table}
              UNION SELECT target_id FROM core_change WHERE target_type = %s ORDER BY key"""
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql, [model._meta.label])
        for (key,) in cursor:
            yield key


def compare(model, keys):
    rows = {str(row.pk): row for row in model._base_manager.filter(pk__in=keys)}
    logged = fold(Change.objects.filter(target_type=model._meta.label, target_id__in=keys).order_by("pk"))
    name, fresh = model._meta.verbose_name, snapshot(model())
    for key in keys:
        row, said = rows.get(key), logged.get(key)
        if row is None:
            if said is not None:
                yield f"{name}（编号 {key}）在数据库里不见了，变更记录里没有删除它"
        elif said is None:
            yield f"{name}“{row}”（编号 {key}）没有变更记录，不是系统写入的"
        elif wrong := differing(row, said, fresh):
            labels = "、".join(label(model, field) for field in wrong)
            yield f"{name}“{row}”（编号 {key}）的{labels}与变更记录不符，被人绕过系统改动"


def differing(row, said, fresh):
    """The names whose value is not what the log says.

    What was empty when the record was made, and a column that is younger than the record, the log does not name: it may
    be empty or as in a fresh record. What the log names key by key and the record no longer has differs, too.
    """
    now = snapshot(row)
    parts = tuple(f"{part}." for part in getattr(row, "LOG_PARTS", ()))
    gone = [name for name, value in said.items() if value is not None and name not in now and name.startswith(parts)]
    right = {name: [said[name]] if name in said else [None, fresh.get(name)] for name in now}
    return [name for name, value in now.items() if value not in right[name] and name not in BY_ITSELF] + gone


def label(model, name):
    """The column in words; of what is logged key by key, the key as well."""
    column, _, key = name.partition(".")
    fields = {field.name for field in model._meta.concrete_fields}
    if column not in fields and hasattr(model, "describe_parts"):
        return model.describe_parts()(column, key, None)[0]
    return f"{model._meta.get_field(column).verbose_name}{key}"


def fold(changes):
    """{key: what the log says the record is now}; None when removed."""
    state = {}
    for c in changes:
        state[c.target_id] = None if c.after is None else {**(state.get(c.target_id) or {}), **c.after}
    return state
