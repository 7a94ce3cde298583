"""What callers of the Open311 door may ask and send. Their words are read by programmers as well: names of parameters
stand in them as the standard spells them."""

from django import forms
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from core.errors import Refused
from resident_participation.models import Feedback, FeedbackCategory

MOST, DAYS = 1000, 90
STATUSES = {"open", "closed"}


class Moment(forms.CharField):
    """A W3C date and time with its zone, e.g. 2026-11-01T00:00:00+08:00."""

    def to_python(self, value):
        text = super().to_python(value)
        if not text:
            return None
        moment = parse_moment(text)
        if moment is None or timezone.is_naive(moment):
            raise forms.ValidationError("时间要写成 2026-11-01T00:00:00+08:00 这样，带时区")
        return moment


def parse_moment(text):
    """A plus sign in an address arrives as a blank."""
    try:
        return parse_datetime(text.replace(" ", "+"))
    except ValueError:
        return None


class Words(forms.CharField):
    """Values with commas between them."""

    def to_python(self, value):
        return [word.strip() for word in super().to_python(value).split(",") if word.strip()]

    def validate(self, value):
        """Nothing is a value, too."""


class RequestsQuery(forms.Form):
    """GET requests: without dates the last 90 days; at most 1000 at a time."""

    service_request_id = Words(required=False)
    service_code = Words(required=False)
    status = Words(required=False)
    start_date, end_date = Moment(required=False), Moment(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    page_size = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def clean_service_request_id(self):
        keys = self.cleaned_data["service_request_id"]
        if len(keys) > MOST or not all(key.isascii() and key.isdecimal() and len(key) < 16 for key in keys):
            raise forms.ValidationError("编号是数字，多个用逗号隔开")
        return [int(key) for key in keys]

    def clean_status(self):
        wanted = set(self.cleaned_data["status"])
        if wanted - STATUSES:
            raise forms.ValidationError("只能是 open 或 closed")
        return wanted

    def period(self):
        """(from, to): what was asked, the last 90 days by default."""
        start, end = self.cleaned_data["start_date"], self.cleaned_data["end_date"]
        return start or (end or timezone.now()) - timezone.timedelta(days=DAYS), end

    def window(self):
        size = self.cleaned_data["page_size"] or MOST
        first = ((self.cleaned_data["page"] or 1) - 1) * size
        return slice(first, first + size)


class NewRequest(forms.Form):
    """POST requests: what, where, and whom to tell."""

    service_code = forms.ModelChoiceField(
        FeedbackCategory.objects.all(),
        error_messages={"invalid_choice": "没有这个类别，见 services", "required": "必填"},
    )
    description = forms.CharField(max_length=2000, error_messages={"required": "必填"})
    address_id = forms.CharField(max_length=15, required=False)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90)
    long = forms.FloatField(required=False, min_value=-180, max_value=180)
    first_name = forms.CharField(max_length=20, required=False)
    last_name = forms.CharField(max_length=20, required=False)
    phone = forms.CharField(max_length=20, required=False)
    email = forms.EmailField(max_length=100, required=False)
    building = forms.CharField(max_length=20, required=False)
    severity = forms.ChoiceField(choices=Feedback.Severity, required=False)

    def __init__(self, data, **kwargs):
        """Extra attributes of a service arrive as attribute[code]."""
        own = {f"attribute[{name}]": name for name in ("building", "severity")}
        super().__init__({own.get(name, name): value for name, value in data.items()}, **kwargs)

    def case(self):
        """The keyword arguments of a new case."""
        data = self.cleaned_data
        return {
            "category": data["service_code"],
            "building": data["building"],
            "severity": data["severity"] or Feedback.Severity.EMERGING,
            "contact_name": data["last_name"] + data["first_name"],
            "contact_phone": data["phone"] or data["email"],
        }


def checked(form):
    """The form, valid. Refuses `invalid` naming each parameter."""
    if not form.is_valid():
        raise Refused("invalid", "；".join(f"{name}：{words[0]}" for name, words in form.errors.items()))
    return form
