"""What is typed about a case. Fields for the department's paper are asked of those who write for it only."""

from django import forms
from django.utils import timezone

from accounts.models import Area
from communities.models import Community
from communities.register.fields import NameOrCodeField
from core.steps.table import Day, StepForm
from projects.stages.forms import Plain
from resident_participation.enforcement.models import Department, EnforcementCase, EnforcementDuty, JointAction
from resident_participation.models import Feedback

LINES = {"rows": 3}
CHOOSE = ("", "请选择")
Text = forms.Textarea


class ReportForm(Plain):
    """What the street saw. No names, no phones: the case is about a place."""

    community = NameOrCodeField(Community.objects.none(), label="小区", help_text="输入名称或编号，从列表里选")
    duty = forms.ModelChoiceField(
        EnforcementDuty.objects.none(), to_field_name="code", label="事项", help_text="选了事项，就知道交给哪个部门"
    )
    feedback = forms.ModelChoiceField(Feedback.objects.none(), required=False, widget=forms.HiddenInput, label="意见")

    class Meta:
        model = EnforcementCase
        fields = ["community", "duty", "building", "place", "text", "source", "reported_on", "feedback"]
        widgets = {"text": Text(attrs=LINES), "reported_on": Day()}
        help_texts = {
            "building": "例如 5幢；公共部位空着。公开时只写到这里",
            "place": "例如 2单元 301室门前；不公开",
            "text": "看到了什么；不写姓名、电话、车牌。不公开",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area")
        self.fields["community"].widget = forms.TextInput(
            attrs={"list": "communities", "autocomplete": "off", "autofocus": True}
        )
        self.fields["duty"].queryset = EnforcementDuty.objects.on(timezone.localdate())
        self.fields["duty"].label_from_instance = lambda duty: f"{duty.name}（{duty.get_lead_display()}）"
        self.fields["feedback"].queryset = Feedback.objects.visible_to(user)
        self.fields["reported_on"].required = self.fields["source"].required = False

    def clean_building(self):
        words = self.cleaned_data["building"].strip()
        return f"{words}幢" if words.isascii() and words.isdigit() else words

    def clean_source(self):
        return self.cleaned_data["source"] or EnforcementCase.Source.PATROL


class PaperForm(StepForm):
    """The day and the number of the department's paper, copied by a clerk who writes for it."""

    date = forms.DateField(label="日期", required=False, widget=Day(), help_text="照部门的文书填")
    document = forms.CharField(
        label="文号", required=False, max_length=80, help_text="代部门登记的必须写，例如 甬海综执〔2026〕128号"
    )


class AcceptForm(PaperForm):
    """The department signs."""


class RefuseForm(PaperForm):
    """Not ours, theirs: a refusal names who is competent."""

    competent = forms.ChoiceField(label="应由哪个部门办", choices=[CHOOSE, *Department.choices[:-1]])
    reason = forms.CharField(label="理由", max_length=300, widget=Text(attrs=LINES))
    field_order = ["competent", "reason", "date", "document"]


class DecideForm(StepForm):
    """The district's decision, final."""

    department = forms.ChoiceField(label="由哪个部门办", choices=Department)
    reason = forms.CharField(label="理由", max_length=300, widget=Text(attrs=LINES))
    document = forms.CharField(label="裁定文号", max_length=80, help_text="区里的协调纪要或裁定书")

    def prepare(self):
        if self.obj is not None:
            self.initial.setdefault("department", self.obj.competent)


class VisitForm(PaperForm):
    """What was found on the spot."""

    findings = forms.CharField(label="现场情况", max_length=500, widget=Text(attrs=LINES))
    field_order = ["findings", "date", "document"]


class OrderForm(StepForm):
    """整改通知."""

    document = forms.CharField(label="整改通知文号", max_length=80)
    due_on = forms.DateField(label="整改期限", widget=Day())
    date = forms.DateField(label="通知日期", required=False, widget=Day(), help_text="照通知书填")


class SettleForm(PaperForm):
    """How it ended."""

    outcome = forms.ChoiceField(label="结果", choices=EnforcementCase.Outcome, widget=forms.RadioSelect)
    result = forms.CharField(label="处理情况", max_length=500, widget=Text(attrs=LINES), help_text="不公开")
    transferred_to = forms.CharField(label="移送给", max_length=60, required=False, help_text="结果是移送的才填")
    field_order = ["outcome", "result", "transferred_to", "date", "document"]


class UrgeForm(StepForm):
    """督办: what is asked and until when."""

    note = forms.CharField(label="督办要求", max_length=300, widget=Text(attrs=LINES))
    answer_by = forms.DateField(label="督办期限", widget=Day())


class JoinForm(StepForm):
    """Which of the planned actions."""

    joint = forms.ModelChoiceField(
        JointAction.objects.none(), label="联合行动", empty_label="请选择", help_text="只列出本辖区还没有开展的"
    )

    def prepare(self):
        planned = JointAction.objects.visible_to(self.user).filter(state=JointAction.State.PLANNED)
        if self.obj is not None:
            code = self.obj.area.pk
            planned = planned.filter(area_id__in=[code[:9], code[:6], code[:4]])
        self.fields["joint"].queryset = planned
        self.fields["joint"].label_from_instance = lambda joint: f"{joint.held_on:%m月%d日} {joint}"


class JointForm(Plain):
    """When, where, who comes, who leads."""

    departments = forms.TypedMultipleChoiceField(
        label="参加部门", choices=Department, widget=forms.CheckboxSelectMultiple, help_text="至少两个"
    )

    lead = forms.ChoiceField(label="牵头部门", choices=[CHOOSE, *Department.choices])

    class Meta:
        model = JointAction
        fields = ["title", "area", "held_on", "departments", "lead", "meeting_place", "document"]
        widgets = {"held_on": Day()}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        own = Area.objects.visible_to(user).today()
        self.fields["area"].queryset = own.filter(level__in=[Area.Level.DISTRICT, Area.Level.STREET])
        self.fields["area"].label_from_instance = lambda area: area.full_name
        if user.main_area and not self.instance.pk:
            self.initial.setdefault("area", user.main_area.pk)


class HoldForm(StepForm):
    """How it went."""

    summary = forms.CharField(label="开展情况", max_length=500, widget=Text(attrs=LINES))


class ResultForm(StepForm):
    """What came of one case."""

    result = forms.CharField(label="行动结果", max_length=300, widget=Text(attrs=LINES))
