from django import forms

from communities.models import Community
from core.steps.table import Day, NothingForm, StepForm
from projects.models import Project
from resident_participation.clearances.models import Clearance, ClearanceAsk

__all__ = ["AmountsForm", "AskForm", "EditForm", "NothingForm", "RecordForm", "SayForm"]

Said = Clearance.Said


def money(label, **kwargs):
    return forms.DecimalField(label=label, min_value=0, max_digits=9, decimal_places=2, **kwargs)


class EditForm(forms.ModelForm):
    """The words and the deadline of what is asked."""

    class Meta:
        model = ClearanceAsk
        fields = ["title", "text", "due_on"]
        widgets = {"due_on": Day()}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class AskForm(EditForm):
    """What is asked of which households, until when."""

    amount = money(
        "每户分摊（元）", required=False, help_text="每户一样多的在这里填；按楼层不一样的，先空着再“填写分摊金额”"
    )

    class Meta(EditForm.Meta):
        fields = ["community", "project", "kind", "title", "text", "building", "unit", "due_on"]
        help_texts = {"building": "不填就是整个小区；写法和名册一样，例如 5幢", "unit": "例如 1单元"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user)
        self.fields["project"].queryset = Project.objects.visible_to(user)


class AmountsForm(StepForm):
    floor_from = forms.IntegerField(label="从几层", min_value=-5, max_value=60)
    floor_to = forms.IntegerField(label="到几层", min_value=-5, max_value=60)
    amount = money("每户（元）", help_text="一户出多少不公布，公布的只有合计")


class SayForm(forms.Form):
    """A household's word, at its own page."""

    said = forms.ChoiceField(label="您家的情况", widget=forms.RadioSelect, choices=())
    reason = forms.CharField(
        label="有什么困难",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="选“有困难”才填。只有来帮忙的工作人员看得到",
    )

    def __init__(self, *args, kind, **kwargs):
        super().__init__(*args, **kwargs)
        offered = [Said.AGREE, Said.STRUGGLE] if kind == ClearanceAsk.Kind.SHARE else [*Said][:3]
        self.fields["said"].choices = [(one.value, one.label) for one in offered]


class RecordForm(StepForm):
    """What a clerk heard or saw at a household's door."""

    said = forms.ChoiceField(label="情况", choices=Said, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="有什么困难", required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )
    receipt = forms.CharField(label="收据号", required=False, max_length=30, help_text="分摊费用交了钱才填")
