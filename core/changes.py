"""The one gate for every write: may they, is it still so, what changed."""

from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from core import bulk
from core.errors import Refused
from core.ledger import sign
from core.models import Change

NOT_LOGGED = {"version", "updated_at"}


def plain(value):
    """A value as the log keeps it: JSON types, dates and decimals as text."""
    if value is None or isinstance(value, (bool, int, str, list, dict)):
        return value
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")  # 41300 and 41300.00 are the same area
    if isinstance(value, datetime):
        return value.astimezone(timezone.get_default_timezone()).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def snapshot(obj):
    """{column: value} of a record as the log keeps it. Fields named in `LOG_SECRET` appear as fingerprints only.

    A JSON object named in `LOG_PARTS` appears key by key ("answers.B14"), so that one answer changed is one line.
    """
    open_, secret, parts = logged(obj._meta.model)
    found = {name: plain(getattr(obj, name)) for name in open_}
    for part in parts:
        found |= {f"{part}.{key}": value for key, value in getattr(obj, part).items()}
    return found | {name: sign(str(getattr(obj, name)))[:16] for name in secret} if secret else found


@cache
def logged(model):
    """(columns that the log shows, columns that it fingerprints, columns that it shows key by key)."""
    secret, parts = getattr(model, "LOG_SECRET", ()), getattr(model, "LOG_PARTS", ())
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.attname not in NOT_LOGGED]
    whole = [f.attname for f in fields if f.name not in (*secret, *parts)]
    return whole, [f.attname for f in fields if f.name in secret], parts


def entry(obj, *, by, act, before, after, note="", batch=""):
    """The signed log row for one act; only what changed is kept. Not saved here."""
    now = after or {}
    changed = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    row = Change(
        by_id=by.pk,
        by_name=by.display_name,
        act=act,
        target_type=obj._meta.label,
        target_id=str(obj.pk),
        target_name=str(obj)[:200],
        area_code=obj.area.pk if obj.area else "",
        before={name: before[name] for name in changed if name in before},
        after=None if after is None else {name: now.get(name) for name in changed},
        note=note,
        batch=batch,
    )
    row.mac = sign(row)
    return row


def stale(obj, version):
    """Refuse a write that was made looking at an older version, naming who was faster."""
    if version is None or obj.version == version:
        return
    last = Change.objects.filter(target_type=obj._meta.label, target_id=str(obj.pk)).first()
    who = f"{last.by_name}在{timezone.localtime(last.at):%m月%d日 %H:%M}" if last else "有人"
    raise Refused("stale", f"{who}改过这条记录，您看到的是旧内容。请核对后再保存，您填写的内容还在")


@contextmanager
def change(obj, *, by, act, note="", version=None, batch=""):
    """Lock the row (if it exists), check the right, yield it, validate, save, record. All or nothing.

    `version` is the version the person was looking at; None when the act does not depend on it.
    Raises Refused, PermissionDenied or ValidationError.
    """
    with transaction.atomic():
        before = {}
        if obj.pk and not obj._state.adding:
            obj = obj._meta.model._base_manager.select_for_update(of=["self"]).get(pk=obj.pk)
            stale(obj, version)
            before = snapshot(obj)
            by.require(act, obj)
        yield obj
        by.require(act, obj)  # again: it may have been moved into an area that is not theirs
        after = snapshot(obj)
        if after == before:
            return
        obj.version, obj.updated_at = obj.version + 1, timezone.now()
        obj.full_clean()
        obj.save()
        entry(obj, by=by, act=act, before=before, after=snapshot(obj), note=note, batch=batch).save()


def remove(obj, *, by, act, note=""):
    """Delete a record through the gate; the log keeps what it was."""
    with transaction.atomic():
        obj = obj._meta.model._base_manager.select_for_update(of=["self"]).get(pk=obj.pk)
        by.require(act, obj)
        if hasattr(obj, "files") and obj.files.exists():
            raise Refused("has_files", "这条记录还有照片或文件，请先把它们删除")
        row = entry(obj, by=by, act=act, before=snapshot(obj), after=None, note=note)
        try:
            obj.delete()
        except ProtectedError as error:
            kinds = "、".join(sorted({str(other._meta.verbose_name) for other in error.protected_objects}))
            raise Refused("in_use", f"“{obj}”还有{kinds}，不能删除") from error
        row.save()


def change_many(pairs, *, by, act, note="", batch="", progress=None):
    """The same gate for a whole sheet: `pairs` is [(object, its snapshot before, {} when new)], one model.

    Rights and fields are checked row by row, everything is written by COPY in one transaction.
    Rows that did not change are left alone. Returns how many were written.
    """
    pairs, written, now = list(pairs), [], timezone.now()
    for obj, _ in pairs:
        by.require(act, obj)
    clean_for_bulk([obj for obj, _ in pairs])
    for obj, before in pairs:
        after = snapshot(obj)
        if after == before:
            continue
        obj.version, obj.updated_at = obj.version + 1, now
        written.append((obj, before, after))
    if not written:
        return 0
    with transaction.atomic():
        bulk.insert([obj for obj, before, _ in written if not before])
        bulk.update([obj for obj, before, _ in written if before])
        bulk.insert(
            [
                entry(obj, by=by, act=act, before=before, after=after, note=note, batch=batch)
                for obj, before, after in written
            ]
        )
        if progress:
            progress(len(written))
    return len(written)


@cache
def links(model):
    return {f.name for f in model._meta.concrete_fields if f.is_relation or f.primary_key}


def clean_for_bulk(objects):
    """Field rules without a query: foreign keys were resolved by the sheet, constraints are the database's."""
    ruled = [f for f in objects[0]._meta.concrete_fields if f.name not in links(type(objects[0]))] if objects else []
    if not all(good_as_they_are(f, objects) for f in ruled):
        for obj in objects:
            clean_one(obj)


def good_as_they_are(field, objects):
    """Whether a field takes the values of all objects unchanged. A sheet repeats itself: each value is judged once."""
    try:
        values = {(type(value), value) for value in map(attrgetter(field.attname), objects)}
        return all(field.clean(v, None) is v for _, v in values if not (field.blank and v in field.empty_values))
    except (ValidationError, TypeError):  # a value that is wrong, or one that cannot be told apart in a set (JSON)
        return False


def clean_one(obj):
    """The same for one object: it takes what its fields make of the values, or Refused says what is wrong with it."""
    try:
        obj.clean_fields(exclude=links(type(obj)))
    except ValidationError as error:
        words = "；".join(
            f"{obj._meta.get_field(k).verbose_name}：{'、'.join(v)}" for k, v in error.message_dict.items()
        )
        raise Refused("invalid_row", f"{obj}：{words}") from error
