"""One form gives shape to the page and to the API: the API fills the same form with JSON."""

from functools import cache

from django import forms
from django.forms.models import model_to_dict
from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from core.errors import NO_SUCH

KINDS = (
    (forms.ModelMultipleChoiceField, lambda f: serializers.ListField(child=serializers.CharField())),
    (forms.ModelChoiceField, lambda f: serializers.CharField()),
    (forms.TypedMultipleChoiceField, lambda f: serializers.ListField(child=serializers.CharField())),
    (forms.MultipleChoiceField, lambda f: serializers.ListField(child=serializers.CharField())),
    (forms.ChoiceField, lambda f: serializers.CharField()),
    (forms.BooleanField, lambda f: serializers.BooleanField()),
    (forms.DecimalField, lambda f: serializers.DecimalField(f.max_digits or 14, f.decimal_places or 0)),
    (forms.IntegerField, lambda f: serializers.IntegerField()),
    (forms.DateTimeField, lambda f: serializers.DateTimeField()),
    (forms.DateField, lambda f: serializers.DateField()),
    (forms.FileField, lambda f: serializers.FileField()),
    (forms.JSONField, lambda f: serializers.JSONField()),
)


@cache
def serializer_of(form_class):
    """A serializer that says in the API's schema what the form takes."""
    fields = {}
    for name, field in form_class.base_fields.items():
        make = next((made for kind, made in KINDS if isinstance(field, kind)), lambda f: serializers.CharField())
        fields[name] = make(field)
        fields[name]._kwargs |= {"required": field.required, "label": str(field.label or name)}
        fields[name].required = field.required
        fields[name].label = str(field.label or name)
    name = f"{form_class.__module__.split('.')[-2].title()}{form_class.__name__.removesuffix('Form')}Input"
    return type(name.replace("_", ""), (serializers.Serializer,), {**fields, "__doc__": form_class.__doc__})


def typed(form_class, request, obj=None, **kwargs):
    """The cleaned values of a request's JSON, checked by the form; of a record being edited only those sent.

    Raises ValidationError with the form's own words at each field.
    """
    sent = request.data
    if obj is not None:
        kwargs["instance"] = obj
        before = model_to_dict(obj, fields=form_class._meta.fields)
        present = {name: value for name, value in before.items() if name not in sent}
        form = form_class({**present, **{name: sent[name] for name in sent}}, request.FILES, **kwargs)
    else:
        form = form_class(sent, request.FILES, **kwargs)
    name_what_is_missing(form)
    if not form.is_valid():
        wrong = {name: words for name, words in form.errors.items() if obj is None or name in sent or name == "__all__"}
        if wrong:
            raise ValidationError(wrong)
    if obj is None:
        return form.cleaned_data
    return {name: value for name, value in form.cleaned_data.items() if name in sent}


def name_what_is_missing(form):
    """A page offers what there is; who sends a key is told which one is no record. A form's own words stay."""
    for field in form.fields.values():
        if isinstance(field, forms.ModelChoiceField):
            told, usual = field.error_messages, type(field).default_error_messages
            for code, key in (("invalid_choice", "%(value)s"), ("invalid_pk_value", "%(pk)s")):
                if code in told and told[code] == usual.get(code):
                    told[code] = NO_SUCH % key
