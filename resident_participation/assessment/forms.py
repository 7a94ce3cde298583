from django import forms

from core.steps.table import StepForm
from resident_participation.assessment.questions import ITEMS, SCORES

LINES = {"rows": 3}


class AnswerForm(forms.Form):
    """Five scores and, if one likes, a word."""

    first = ()
    text = forms.CharField(
        label="还想说的", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="街道看得到，不带您的门牌。不要写姓名、电话",
    )  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for key, words in ITEMS.items():
            self.fields[key] = forms.TypedChoiceField(
                label=words,
                choices=list(SCORES.items()),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "请选一个", "invalid_choice": "请选一个"},
            )
        self.order_fields([*self.first, *ITEMS, "text"])


def with_scores(values):
    """The cleaned values with the five scores as one: {"scores": {item: 1–5}, and the rest}."""
    rest = {key: value for key, value in values.items() if key not in ITEMS}
    return rest | {"scores": {key: values[key] for key in ITEMS}}


class PaperForm(AnswerForm):
    """A paper answer, typed by a clerk."""

    first = ("household",)
    household = forms.CharField(label="哪一户", max_length=60, help_text="按业主名册写，例如 5幢 1单元 101室")

    def __init__(self, *args, user=None, obj=None, **kwargs):
        super().__init__(*args, **kwargs)


class MendForm(StepForm):
    """What is done about a low score; residents read it."""

    measures = forms.CharField(
        label="整改措施",
        max_length=300,
        widget=forms.Textarea(attrs=LINES),
        help_text="会公开在小区页面的评价结果旁边：做什么、谁做、什么时候做完",
    )
