from decimal import Decimal

from django import forms
from django.db.models import Q

from communities.models import FacilityKind, RenovationUnit, StockSpace
from core.steps.table import Day, StepForm
from projects.precincts.models import PrecinctPlan

AMOUNTS = {"required": "应有", "planned": "可补"}
NAMES = ("required", "planned", "how", "space", "project")


class PlanForm(forms.ModelForm):
    """The words of a plan."""

    groups = [("目标和安排", ["goals", "layout", "management"]), ("时间", ["starts_on", "ends_on"])]

    class Meta:
        model = PrecinctPlan
        fields = ["goals", "layout", "management", "starts_on", "ends_on"]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("goals", "layout", "management")}
        widgets |= {"starts_on": Day(), "ends_on": Day()}
        help_texts = {"layout": "哪些空间作什么用，车从哪里走", "management": "物业、长效管理怎么接上"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class OpenForm(StepForm):
    """Of which unit."""

    unit = forms.ModelChoiceField(RenovationUnit.objects.none(), label="改造片区")

    def prepare(self):
        self.fields["unit"].queryset = RenovationUnit.objects.visible_to(self.user)


class ApproveForm(StepForm):
    document = forms.CharField(label="批准文号", max_length=80)
    approved_on = forms.DateField(label="批准日期", widget=Day())


class MetForm(StepForm):
    met_on = forms.DateField(label="建成日期", widget=Day())


class ElementsForm(forms.Form):
    """All kinds of public elements, a row each; a row without an amount stays off the list."""

    def __init__(self, *args, user=None, instance=None, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        have = {one.kind_id: one for one in instance.elements.all()}
        spaces = StockSpace.objects.visible_to(user).under(instance.unit.area_id[:6]).order_by("name")
        projects = instance.unit.projects.visible_to(user)
        choices = {
            "space": [("", "—"), *((s.pk, f"{s}（{s.size:,.0f} ㎡）") for s in spaces)],
            "project": [("", "—"), *((p.pk, str(p)) for p in projects)],
        }
        self.known, self.kinds = {line.kind.pk: line for line in lines}, kinds(have)
        for kind in self.kinds:
            self.add_row(kind, have.get(kind.pk), choices)

    def add_row(self, kind, known, choices):
        number = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False}
        fields = {name: forms.DecimalField(label=label, **number) for name, label in AMOUNTS.items()}
        fields["how"] = forms.CharField(label="怎么落实", required=False, max_length=120)
        for name, label in (("space", "用哪处空间"), ("project", "由哪个项目建")):
            fields[name] = forms.TypedChoiceField(
                choices=choices[name], coerce=int, empty_value=None, required=False, label=label
            )
        for name, field in fields.items():
            field.label = f"{kind}：{field.label}"
            field.widget.attrs |= {"class": "in s", "aria-label": field.label}
            self.fields[f"{kind.pk}-{name}"] = field
            self.initial[f"{kind.pk}-{name}"] = shown(known, name)

    def lines(self):
        for kind in self.kinds:
            yield kind, {name: self[f"{kind.pk}-{name}"] for name in NAMES}, self.known.get(kind.pk)

    def rows(self):
        """Rows as `set_elements` wants them."""
        given = self.cleaned_data
        rows = [{"kind": k.pk} | {name: given.get(f"{k.pk}-{name}") for name in NAMES} for k in self.kinds]
        return [row for row in rows if any(row[name] for name in NAMES)]

    def complain(self, words, rows):
        for place, sentences in words.items():
            number, _, name = place.partition(".")
            kind = rows[int(number)]["kind"]
            for sentence in sentences:
                self.add_error(f"{kind}-{name if name in NAMES else 'required'}", sentence)


def kinds(have):
    """What a unit can be asked to have, and what is listed already."""
    return list(FacilityKind.objects.filter(Q(tier__in=["5", "block"]) | Q(pk__in=have)))


def shown(known, name):
    if known is None:
        return ""
    if name in ("space", "project"):
        return getattr(known, f"{name}_id") or ""
    value = getattr(known, name)
    return f"{value.normalize():f}" if isinstance(value, Decimal) and value else value or ""
