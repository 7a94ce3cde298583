"""What a reader asks of a statutory table, understood once for the page, the API and the worker."""

from django import forms
from django.utils import timezone

from accounts.models import Area
from accounts.scope import own_area
from reports import figures
from reports.models import Report
from reports.rollups.store import years as plan_years
from reports.tables.registry import Asked
from reports.terms import DEFAULT, FINISHES, STARTS
from reports.words import period_words

ALL, NOW = "all", "now"
INPUT = {"class": "in"}


class TableForm(forms.Form):
    """Which area, year or issued period, under which words. Only what the table can be asked for."""

    area = forms.ChoiceField(label="区划")
    period = forms.ChoiceField(label="数据", required=False)
    year = forms.ChoiceField(label="计划年度", required=False)
    basis = forms.ChoiceField(label="口径", choices=list(figures.BASES.items()), required=False)
    start = forms.ChoiceField(label="开工以", choices=list(STARTS.items()), required=False)
    finish = forms.ChoiceField(label="完工以", choices=list(FINISHES.items()), required=False)
    percents = forms.ChoiceField(label="开工率", choices=[("one", "一位小数"), ("whole", "整数")], required=False)

    def __init__(self, data=None, *, user, area, kind):
        self.defaults = {"area": area.pk, "period": NOW, "year": str(timezone.localdate().year)}
        super().__init__(
            self.defaults | {key: value for key, value in (data or {}).items() if value} | {"area": area.pk}
        )
        self.fields["area"].choices = areas(user)
        self.reports = issued(user, area)
        periods = [(period, f"{period_words(period)}快照") for period in self.reports]
        self.fields["period"].choices = [(NOW, "当日"), *periods]
        years = [(str(year), f"{year}年") for year in sorted({*plan_years(), timezone.localdate().year}, reverse=True)]
        self.fields["year"].choices = [*years, (ALL, "各年合计")]
        for name in self.useless(kind):
            del self.fields[name]
        for field in self.fields.values():
            field.widget.attrs |= INPUT

    @staticmethod
    def useless(kind):
        """Conditions that change nothing on this table."""
        if kind.code == "T4":
            return ["period", "year", "basis", "start", "finish", "percents"]
        dropped = [] if kind.code == "G1" else ["percents"]
        if kind.code == "F1":
            return [*dropped, "period", "basis", "start", "finish"]
        return dropped if kind.of_figures else [*dropped, "period", "basis"]

    def asked(self, user, area):
        chosen = self.cleaned_data
        period = chosen.get("period") or NOW
        year = chosen.get("year") or ALL
        return Asked(
            area=area,
            user=user,
            as_of=timezone.localdate(),
            year=None if year == ALL else int(year),
            basis=chosen.get("basis") or figures.ADMINISTRATIVE,
            terms=DEFAULT.chosen(chosen),
            whole_percents=chosen.get("percents") == "whole",
            report=None if period == NOW else Report.objects.visible_to(user).get(pk=self.reports[period]),
        )


def areas(user):
    """[(code, name)] of one's own areas and those below them."""
    rows = Area.objects.exclude(level=Area.Level.NEIGHBORHOOD).select_related("parent__parent").order_by("pk")
    return [(one.pk, one.full_name) for one in rows if any(one.pk.startswith(own) for own in user.prefixes)]


def issued(user, area):
    """{period: the key of its newest report}, newest period first."""
    rows = Report.objects.visible_to(user).filter(area=area).order_by("-period", "revision")
    return dict(rows.values_list("period", "pk"))


def ask(kind, data, user):
    """(the area, the form); the area must be one's own, otherwise 404."""
    area = own_area(user, data.get("area"))
    return area, TableForm(data, user=user, area=area, kind=kind)
