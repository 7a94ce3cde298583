from django import forms

from core.steps.table import StepForm
from resident_participation.votes.tally import Choice

CHOICES = [
    (Choice.AGREE.value, "同意"),
    (Choice.AGAINST.value, "不同意"),
    (Choice.ABSTAIN.value, "弃权"),
    (Choice.INVALID.value, "无效（空白、涂改、多选）"),
]


class ReceiveForm(StepForm):
    """A paper ballot as it is handed in; its photo is attached next."""

    number = forms.IntegerField(label="名册号", min_value=1, help_text="印在投票单上")
    agent = forms.CharField(label="代交人", required=False, max_length=40, help_text="不是业主本人或同住家人交来的才写")


class ReadForm(StepForm):
    """One choice for each item, as it stands on the paper."""

    def items(self):
        return self.obj.round.package["items"]

    def prepare(self):
        for n, item in enumerate(self.items(), 1):
            self.fields[f"item_{item['id']}"] = forms.ChoiceField(
                label=f"{n}. {item['title']}", choices=CHOICES, widget=forms.RadioSelect
            )


def choices_of(values):
    """{item id: choice} of a reading's cleaned values."""
    return {int(name.removeprefix("item_")): word for name, word in values.items() if name.startswith("item_")}


class RuleForm(ReadForm):
    reason = forms.CharField(label="裁定理由", max_length=200)


class VoidForm(StepForm):
    reason = forms.CharField(label="作废原因", max_length=200)
