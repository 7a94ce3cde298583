from django import forms

from core.steps.table import Day, StepForm
from resident_participation.votes.models import Round


class ObjectionForm(StepForm):
    """Who objects, as a number on the roll, to what."""

    number = forms.IntegerField(label="名册号", min_value=1, help_text="印在投票单上")
    text = forms.CharField(label="异议", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    filed_on = forms.DateField(label="提出日期", widget=Day())


class NewObjectionForm(ObjectionForm):
    """A household of the roll objects to a round."""

    round = forms.ModelChoiceField(label="表决", queryset=Round.objects.none())

    def prepare(self):
        self.fields["round"].queryset = Round.objects.visible_to(self.user)


class ReplyForm(StepForm):
    reply = forms.CharField(
        label="答复",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="居民看得到，不要写姓名和室号",
    )
