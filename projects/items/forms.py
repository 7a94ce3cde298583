from decimal import Decimal

from django import forms

from communities.models import CatalogueItem, Community
from core.steps.table import StepForm
from projects.items import catalogue
from projects.items.models import WorksItem
from projects.register.models import Project

AMOUNTS = {
    "planned": "计划数量",
    "done": "完成数量",
    "planned_cost": "计划投资（万元）",
    "done_cost": "完成投资（万元）",
}
ANSWERS = [("", "没有列"), *WorksItem.Answer.choices]


class ItemForm(forms.ModelForm):
    """What is planned and done of one item."""

    class Meta:
        model = WorksItem
        fields = ["answer", "reason", "planned", "planned_cost", "done", "done_cost", "note"]
        help_texts = {"reason": "不需要的才填", "note": "怎么做；完成的比计划多，也在这里写原因"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in (*AMOUNTS, "answer"):
            self.fields[name].required = False

    def clean(self):
        """What was left empty: 改造, and 0."""
        values = super().clean()
        values["answer"] = values.get("answer") or WorksItem.Answer.DO
        return values | {name: values.get(name) or Decimal(0) for name in AMOUNTS if name not in self.errors}

    def _post_clean(self):
        """Model validation is the action's."""


class NewItemForm(ItemForm):
    """An item of the catalogue for a community of a project."""

    class Meta(ItemForm.Meta):
        fields = ["project", "community", "item", *ItemForm.Meta.fields]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)
        self.fields["community"].queryset = Community.objects.visible_to(user)
        self.fields["item"].queryset = CatalogueItem.objects.all()


class DoneForm(StepForm):
    """How much is done so far."""

    done = forms.DecimalField(label="完成数量", min_value=0, max_digits=12, decimal_places=2)
    done_cost = forms.DecimalField(label="完成投资（万元）", min_value=0, max_digits=14, decimal_places=2)
    note = forms.CharField(label="说明", required=False, max_length=200, help_text="完成的比计划多，请写原因")


class GridForm(forms.Form):
    """All items of the catalogue for one community, a row each; rows left at “没有列” stay off the list."""

    def __init__(self, *args, user=None, items=(), have=None, hints=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.items, self.have, self.hints = list(items), have or {}, hints or {}
        for item in self.items:
            self.add_row(item, self.have.get(item.pk))

    def add_row(self, item, known):
        box = {"max_digits": 12, "decimal_places": 2, "min_value": 0, "required": False}
        fields = {"answer": forms.ChoiceField(choices=ANSWERS, required=False, label="安排")}
        fields |= {name: forms.DecimalField(label=label, **box) for name, label in AMOUNTS.items()}
        fields["reason"] = forms.CharField(label="不需要的原因", required=False, max_length=120)
        fields["note"] = forms.CharField(label="做法", required=False, max_length=200)
        fields["version"] = forms.IntegerField(label="版本", required=False, widget=forms.HiddenInput())
        for name, field in fields.items():
            words = f"{item.name}：{field.label}"
            field.label = words
            if name != "version":
                field.widget.attrs |= {"class": "in s", "aria-label": words}
            self.fields[f"{item.pk}-{name}"] = field
            self.initial[f"{item.pk}-{name}"] = shown(known, name)

    def lines(self):
        """[(class, rows in sight, rows behind “从目录添加”)]; a row is (item, its inputs by name, hints, unit)."""
        classes = {}
        for item in self.items:
            in_sight, more = classes.setdefault(item.item_class, ([], []))
            needed = item.item_class_id == catalogue.BASIC_CLASS or item.pk in self.have
            wanted = needed or self.hints.get(item.pk) or self.touched(item)
            (in_sight if wanted else more).append(self.line(item))
        return [(item_class, *rows) for item_class, rows in classes.items()]

    def touched(self, item):
        return bool(self.is_bound and self.data.get(f"{item.pk}-answer"))

    def line(self, item):
        bound = {name: self[f"{item.pk}-{name}"] for name in (*AMOUNTS, "answer", "reason", "note", "version")}
        return item, bound, self.hints.get(item.pk, []), catalogue.entry(item.pk).measure

    def rows(self, community):
        """The rows as `save_items` wants them."""
        given = self.cleaned_data
        names = (*AMOUNTS, "answer", "reason", "note", "version")
        return [
            {"community": community.pk, "item": item.pk}
            | {name: filled(name, given.get(f"{item.pk}-{name}")) for name in names}
            for item in self.items
        ]

    def complain(self, fields):
        """Put the action's words at their cells. Who was faster has been told: the rows go on from what is there."""
        self.data = self.data.copy()
        for item in self.items:
            self.data[f"{item.pk}-version"] = shown(self.have.get(item.pk), "version")
        for place, words in fields.items():
            number, _, name = place.partition(".")
            cell = f"{self.items[int(number)].pk}-{name}"
            for sentence in words:
                self.add_error(cell if cell in self.fields else f"{self.items[int(number)].pk}-answer", sentence)


def shown(known, name):
    """A row's value as it stands in its input: an amount of 0 is left empty, a row that is not there has version 0."""
    if name == "version":
        return known.version if known else 0
    value = getattr(known, name, "")
    return f"{value.normalize():f}" if isinstance(value, Decimal) and value else value or ""


def filled(name, value):
    if name in AMOUNTS:
        return value or Decimal(0)
    return value if name == "version" else value or ""
