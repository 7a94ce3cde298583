from django import forms

from core.steps.table import Day, StepForm
from projects.stages.forms import Plain
from projects.warnings.models import WarningRule

LINES = {"rows": 3}


class AnswerForm(StepForm):
    """Why it is late and how it catches up."""

    answer = forms.CharField(label="滞后原因", max_length=500, widget=forms.Textarea(attrs=LINES))
    recovery = forms.CharField(
        label="追赶计划",
        max_length=500,
        widget=forms.Textarea(attrs=LINES),
        help_text="增加多少人、调整哪些工序、每周做到哪里",
    )
    recover_by = forms.DateField(label="赶上日期", widget=Day())
    responsible = forms.CharField(label="责任人", max_length=60)


class CloseForm(StepForm):
    """What shows that the project is out of the warning."""

    evidence = forms.CharField(
        label="解除依据",
        max_length=200,
        widget=forms.Textarea(attrs=LINES),
        help_text="例如：10 月进展已核实到 68%，现场复查照片已上传",
    )


class TalkForm(StepForm):
    """Who was called in, by whom, and what was asked for."""

    held_on = forms.DateField(label="约谈日期", widget=Day())
    host = forms.CharField(label="约谈人", max_length=100, help_text="例如：市住建局副局长 周明")
    guests = forms.CharField(label="被约谈人", max_length=200, help_text="单位和姓名，几个人用顿号分开")
    asked = forms.CharField(label="整改要求", max_length=500, widget=forms.Textarea(attrs=LINES))
    due_on = forms.DateField(label="整改期限", widget=Day())


class FollowForm(StepForm):
    """What came of a talk."""

    result = forms.CharField(label="整改情况", max_length=500, widget=forms.Textarea(attrs=LINES))


class AdjustForm(Plain):
    """Other numbers of a rule from a day on."""

    stops = forms.BooleanField(label="从启用日期起不再用这条规则", required=False)

    class Meta:
        model = WarningRule
        fields = ["below", "late_days", "not_begun_by", "answer_days", "action", "source", "valid_from"]
        widgets = {"valid_from": Day()}
        help_texts = {
            "below": "负数；低于它才预警，等于不算",
            "late_days": "超过它才预警，等于不算",
            "not_begun_by": "例如 09-30",
            "valid_from": "从这一天起按新数字；以前发出的预警不变",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        for name in {"below", "late_days", "not_begun_by"} - {self.instance.speaks_of}:
            self.fields.pop(name, None)
        if self.instance.speaks_of in self.fields:
            self.fields[self.instance.speaks_of].required = True
        self.initial.pop("valid_from", None)
