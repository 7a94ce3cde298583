"""Acts on a report: which right, which action, what is typed."""

from django import forms

from accounts.policy import Act
from core.steps.table import NoteForm, NothingForm, ReasonForm, Step, StepForm
from reports import checks, numbering, signing
from reports.bulletin import text_of


class ExplainForm(StepForm):
    """Which finding, and why it is right as it is."""

    finding = forms.ChoiceField(label="哪一处", choices=[])
    words = forms.CharField(label="说明", max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def prepare(self):
        if self.obj is not None:
            found = checks.findings(self.obj)
            self.fields["finding"].choices = [(one.code, f"{one.kind}：{one.words}") for one in found]
        else:  # the API: the action knows which findings there are
            self.fields["finding"] = forms.CharField(label="哪一处", max_length=60)


class WriteForm(StepForm):
    """The text as it stands, to edit."""

    text = forms.CharField(
        label="正文",
        required=False,
        widget=forms.Textarea(attrs={"rows": 24}),
        help_text="一行一段；“一、”“（一）”开头的短行是标题。全部删去就恢复成按数据起草的正文。表格和数字不能在这里改",
    )

    def prepare(self):
        if self.obj is not None:
            self.fields["text"].initial = "\n".join(text_of(self.obj))


class SignForm(NoteForm):
    number = forms.CharField(
        label="发文字号", required=False, max_length=40, help_text=f"例如 {numbering.EXAMPLE}；不编号就空着"
    )
    field_order = ["number", "note"]

    def prepare(self):
        if self.obj is not None:
            self.fields["number"].initial = numbering.following(self.obj)


REPORT_STEPS = {
    "explain": Step(Act.REPORT_EXPLAIN, signing.explain, ExplainForm, "说明已记下"),
    "refresh": Step(Act.REPORT_REFRESH, signing.refresh, NothingForm, "已按现在的台账和进展重新取数"),
    "submit": Step(Act.REPORT_SUBMIT, signing.submit, NoteForm, "已上报，等待上级核对"),
    "check": Step(Act.REPORT_CHECK, signing.check, NoteForm, "已核对，等待市级签发"),
    "return": Step(Act.REPORT_RETURN, signing.send_back, ReasonForm, "已退回"),
    "sign": Step(Act.REPORT_SIGN, signing.sign, SignForm, "已签发"),
    "publish": Step(Act.REPORT_PUBLISH, signing.publish, NoteForm, "已公布并锁定，以后只能更正"),
    "revise": Step(Act.REPORT_REVISE, signing.revise, ReasonForm, "已生成更正，请核对新旧数字后上报"),
    "write": Step(Act.REPORT_WRITE, signing.write, WriteForm, "正文已保存，请再看一遍“上报前检查”"),
}
