"""The change log of one record in the words of its fields."""

from django.core.exceptions import FieldDoesNotExist
from django.utils.dateparse import parse_datetime

from core.changes import plain
from core.models import Change

EMPTY = "—"
SHOWN = 200


def entries(obj):
    """[{change, lines: [(label, old, new)]}] newest first; foreign keys and choices by their words."""
    changes = list(
        Change.objects.filter(target_type=obj._meta.label, target_id=str(obj.pk)).select_related("by")[:SHOWN]
    )
    names = related_names(type(obj), changes)
    model = type(obj)
    parts = model.describe_parts() if getattr(model, "LOG_PARTS", ()) else None
    return [{"change": c, "lines": lines(model, c, names, parts)} for c in changes]


def lines(model, change, names, parts=None):
    """[(label, old, new)]; `parts(part, key, value)` gives (label, words) for what is logged key by key."""
    after = change.after if change.after is not None else dict.fromkeys(change.before)
    order = {field.attname: place for place, field in enumerate(model._meta.concrete_fields)}
    shown = []
    for attname, new in sorted(after.items(), key=lambda pair: order.get(pair[0], len(order))):
        old = change.before.get(attname)
        if parts and "." in attname:
            part, key = attname.split(".", 1)
            shown.append((parts(part, key, new)[0], parts(part, key, old)[1], parts(part, key, new)[1]))
            continue
        field = field_of(model, attname)
        if field is None:
            continue
        if not change.before and new in (None, "", 0):
            continue  # a new record: what was left empty says nothing
        shown.append((field.verbose_name, words(field, old, names), words(field, new, names)))
    return shown


def field_of(model, attname):
    for name in (attname, attname.removesuffix("_id")):
        try:
            return model._meta.get_field(name)
        except FieldDoesNotExist:
            continue
    return None


def words(field, value, names):
    if value in (None, ""):
        return EMPTY
    if field.name in getattr(field.model, "LOG_SECRET", ()):
        return "（已加密）"
    if field.is_relation:
        return names.get((field.related_model, str(value)), str(value))
    if isinstance(value, list):
        return listed(field, value, names)
    if field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.get_internal_type() == "DateTimeField" and (moment := parse_datetime(str(value))):
        return f"{moment:%Y-%m-%d %H:%M}"
    return str(value)


def listed(field, value, names):
    """A list by the words of its elements, or as its model describes it (`describe_list`)."""
    if getattr(field, "base_field", None) is not None:
        return "、".join(words(field.base_field, one, names) for one in value) or EMPTY
    return getattr(field.model, "describe_list", str)(value)


def present(obj, name):
    """What stands in a field of a record, in words."""
    field, value = obj._meta.get_field(name), getattr(obj, name)
    return words(field, plain(value), {}) if not field.is_relation else str(value or EMPTY)


def related_names(model, changes):
    """{(related model, key): name} for every foreign key the changes mention, one query per model."""
    wanted = {}
    for change in changes:
        for side in (change.before, change.after or {}):
            for attname, value in side.items():
                field = field_of(model, attname)
                if field is not None and field.is_relation and value is not None:
                    wanted.setdefault(field.related_model, set()).add(value)
    return {
        (related, str(key)): str(found)
        for related, keys in wanted.items()
        for key, found in related._base_manager.in_bulk(keys).items()
    }
