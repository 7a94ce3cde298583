from django import forms

from communities.models import Community
from core.steps.table import Day, StepForm
from projects.models import DefectKind, Project
from projects.stages.forms import Plain
from resident_participation.supervision.models import ResidentSupervisor, SupervisionReport

LINES = {"rows": 3}


class SupervisorForm(Plain):
    """Who was chosen, where and when, for which term; without the declaration there is no term."""

    household = forms.CharField(
        label="哪一户", max_length=60, required=False,
        help_text="按业主名册写，例如 5幢 1单元 101室。填了，监督员就用这一户的参与卡上报",
    )  # fmt: skip
    name = forms.CharField(
        label="姓名", max_length=40, required=False, help_text="不填按名册上的业主。加密保存，公开时只写编号"
    )

    class Meta:
        model = ResidentSupervisor
        fields = [
            "community",
            "chosen_how",
            "meeting",
            "chosen_on",
            "starts_on",
            "ends_on",
            "declared_on",
            "trained_on",
        ]
        widgets = {name: Day() for name in ("chosen_on", "starts_on", "ends_on", "declared_on", "trained_on")}
        help_texts = {
            "meeting": "例如：2026年3月2日居民议事会",
            "declared_on": "本人书面声明：与施工、监理单位没有亲属、雇佣和经济往来。没有声明不能聘任",
        }

    field_order = ["community", "household", "name"]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        homes = Community.objects.visible_to(user)
        if self.instance.project_id:
            homes = homes.filter(projects=self.instance.project_id)
            self.fields["community"].empty_label = None
        self.fields["community"].queryset = homes.order_by("code")


class NewSupervisorForm(SupervisorForm):
    """A supervisor of one of the projects."""

    project = forms.ModelChoiceField(label="项目", queryset=Project.objects.none())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)


class EndForm(StepForm):
    """The last day of the term, and why it ends early."""

    date = forms.DateField(label="最后一天", widget=Day())
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs=LINES))


class RevealForm(StepForm):
    reason = forms.CharField(label="查看原因", max_length=200, required=False)


class ReportForm(forms.Form):
    """Where, what, a photo. Three taps on a phone."""

    building = forms.ChoiceField(label="在哪里", error_messages={"required": "请选在哪里"})
    part = forms.ChoiceField(
        label="什么部位", choices=SupervisionReport.Part, error_messages={"required": "请选什么部位"}
    )
    problem = forms.ChoiceField(
        label="什么问题", choices=SupervisionReport.Problem, error_messages={"required": "请选什么问题"}
    )
    severity = forms.ChoiceField(label="有多严重", choices=SupervisionReport.Severity, initial="minor")
    photo = forms.FileField(
        label="拍一张照片",
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment", "class": "photo-in"}),
        error_messages={"required": "请拍一张照片", "empty": "照片是空的，请重拍"},
    )
    text = forms.CharField(label="补充一句", max_length=200, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    client_key = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, places=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["building"].choices = [(place, place) for place in places]


class DeskReportForm(ReportForm):
    """The same, written down by the office for a supervisor without a card."""

    supervisor = forms.ModelChoiceField(label="监督员", queryset=ResidentSupervisor.objects.none(), empty_label=None)
    field_order = ["supervisor"]

    def __init__(self, *args, user=None, project=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["supervisor"].queryset = project.resident_supervisors.all()
        self.fields["photo"].widget = forms.FileInput(attrs={"accept": "image/*"})


class AnswerForm(StepForm):
    """What was done about it."""

    text = forms.CharField(label="怎么处理的", max_length=300, widget=forms.Textarea(attrs=LINES))
    photo = forms.FileField(label="处理后的照片", required=False, widget=forms.FileInput(attrs={"accept": "image/*"}))


class InspectForm(StepForm):
    """The defect of the defined list that the report shows."""

    kind = forms.ModelChoiceField(label="检查项", queryset=DefectKind.objects.all())
    due_on = forms.DateField(label="整改期限", required=False, widget=Day(), help_text="空着按检查项的天数算")

    def prepare(self):
        self.fields["kind"].label_from_instance = lambda kind: f"{kind.work}：{kind.name}"


class SettleForm(StepForm):
    """What the supervisor says who cannot say it with a card."""

    fixed = forms.TypedChoiceField(
        label="监督员怎么说",
        choices=[("yes", "已解决"), ("no", "没有解决")],
        coerce=lambda words: words == "yes",
        widget=forms.RadioSelect,
    )
    said = forms.CharField(label="说明", max_length=200, help_text="例如：6月5日到现场看过，电话回访")


class PublishReplyForm(StepForm):
    """The answer as residents will read it; empty takes it back."""

    public_text = forms.CharField(
        label="公开的答复",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=LINES),
        help_text="不要写姓名、电话、车牌和门牌号。留空就是不公开",
    )


class PublishPhotoForm(forms.Form):
    public = forms.BooleanField(required=False)
    looked = forms.BooleanField(required=False)
