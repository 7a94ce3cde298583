"""资金测算: the years to come, with the assumptions in a form that tries others without changing anything."""

from django import forms
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.scope import own_area
from core.charts.bars import stacked
from core.views import StaffPage
from projects.funds.assumptions import measured, tried
from projects.funds.projection import project, sensitivity

PERCENT = {"min_value": 0, "max_value": 100}
TRIED = {
    "unit_cost": {"min_value": 0, "max_value": 100000},
    "growth": {"min_value": -20, "max_value": 50},
    "government": PERCENT,
    "residents": PERCENT,
    "step": PERCENT,
    "per_year": {"min_value": 0, "max_value": 100000},
    "ageing": {"min_value": 0, "max_value": 100000},
}
PAYERS = {"government": "财政", "residents": "居民", "society": "社会"}
AMOUNTS = ("cost", *PAYERS)


class TryForm(forms.Form):
    """Other values to try; empty ones stay as measured."""

    def __init__(self, *args, basis=(), **kwargs):
        super().__init__(*args, **kwargs)
        for row in basis:
            if row.name in TRIED:
                box = forms.DecimalField(label=f"{row.label}（{row.unit}）", required=False, **TRIED[row.name])
                box.widget.attrs |= {"class": "in", "placeholder": f"{row.value.normalize():f}", "inputmode": "decimal"}
                self.fields[row.name] = box
        years = forms.IntegerField(label="测算到第几年", required=False, min_value=1, max_value=30)
        years.widget.attrs |= {"class": "in", "placeholder": "10", "inputmode": "numeric"}
        self.fields["years"] = years


def bar(year):
    """Who pays of one year."""
    return stacked(
        [(words, getattr(year, name)) for name, words in PAYERS.items()], label=f"{year.year} 年谁出钱", width=220
    )


class FundProjection(StaffPage, TemplateView):
    """资金测算 of an area."""

    template_name = "projects/projection.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        assumptions, basis = measured(area.pk, timezone.localdate())
        form = TryForm(self.request.GET or None, basis=basis)
        if form.is_bound and form.is_valid():
            assumptions = tried(assumptions, form.cleaned_data)
        found = project(assumptions)
        return super().get_context_data(
            area=area,
            form=form,
            basis=[(row, getattr(assumptions, row.name)) for row in basis],
            found=found,
            years=[(year, bar(year)) for year in found.years],
            totals={name: found.total(name) for name in (*AMOUNTS, "area")},
            rows=[(words, end_of(low), end_of(high)) for words, low, high in sensitivity(assumptions)],
            **kwargs,
        )


def end_of(found):
    return {"government": found.total("government"), "finish": found.finish}
