"""The OpenAPI schema of answers that PostgreSQL writes: their columns, typed as the model's fields are."""

from functools import cache

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F
from drf_spectacular.openapi import AutoSchema
from rest_framework import serializers
from rest_framework.utils.field_mapping import ClassLookupDict

KINDS = ClassLookupDict(serializers.ModelSerializer.serializer_field_mapping)


class Schema(AutoSchema):
    """Lists and details of a `ScopedViewSet` answer with its columns; what acts take is said by @extend_schema."""

    def get_response_serializers(self):
        if getattr(self.view, "columns", None):
            return answer_of(type(self.view))()
        return super().get_response_serializers()

    def get_request_serializer(self):
        return super().get_request_serializer() if self.method in ("POST", "PATCH", "PUT") else None

    def _is_list_view(self, serializer=None):
        return self.view.action == "list" if getattr(self.view, "columns", None) else super()._is_list_view(serializer)


@cache
def answer_of(viewset):
    """A serializer class with a field per column, for the schema only."""
    fields = {name: field_of(viewset.model, source) for name, source in viewset.columns.items()}
    name = getattr(viewset, "kind", "") or viewset.model.__name__  # two kinds of one model are two resources
    return type(f"{name.title() if name.islower() else name}Answer", (serializers.Serializer,), fields)


def field_of(model, source):
    """The kind of value a column holds: the model field at the end of its path, or anything for an expression."""
    path = source.name if isinstance(source, F) else source
    if not isinstance(path, str):
        return serializers.JSONField(read_only=True)
    *links, last = path.split("__")
    try:
        for link in links:
            model = model._meta.get_field(link).related_model
            if model is None:  # a key of a JSON column
                return serializers.JSONField(read_only=True)
        field = model._meta.get_field(last if last != "pk" else model._meta.pk.name)
    except FieldDoesNotExist:
        field = model._meta.get_field(last.removesuffix("_id"))
    if field.is_relation:
        field = field.target_field
    return serialized(field)


def serialized(field):
    options = {"read_only": True, "label": field.verbose_name, "help_text": field.help_text or ""}
    if field.choices:
        return serializers.ChoiceField(choices=field.flatchoices, **options)
    try:
        kind = KINDS[field]
    except KeyError:
        kind = serializers.CharField
    if kind is serializers.DecimalField:
        return serializers.FloatField(**options)  # PostgreSQL writes decimals as JSON numbers
    if kind in (serializers.ModelField, serializers.FileField, serializers.ImageField):
        kind = serializers.CharField
    return kind(**options)
