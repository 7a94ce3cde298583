from django import forms

from core.steps.table import Day, StepForm
from projects.stages.forms import Plain
from resident_participation.bodies.forms import placed
from resident_participation.bodies.models import Body, Member
from resident_participation.meetings.models import AgendaItem, Attendance, Meeting, Resolution
from resident_participation.votes.forms import Moment, moment
from resident_participation.votes.models import Round

LINES = {"rows": 3}


class MeetingForm(Plain):
    """A meeting that a body in office calls; changed freely until its notice goes out."""

    starts_at = moment("时间")

    class Meta:
        model = Meeting
        fields = ["body", "audience", "community", "round", "title", "starts_at", "place", "phone", "text"]
        widgets = {"text": forms.Textarea(attrs=LINES), "starts_at": Moment()}
        help_texts = {
            "body": "只列履职中的组织；任期过了的不能召集会议",
            "audience": "业主大会按人数和面积算到会，要提前十五天通知",
            "community": "小区的组织召集的不用选",
            "round": "会上讨论的事已经开了表决的，选上它，到会按那一轮冻结的名册算",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        placed(self, user)
        self.fields["body"].queryset = Body.objects.visible_to(user).serving().select_related("area")
        self.fields["body"].label_from_instance = lambda b: f"{b.area} {b}"
        self.fields["round"].queryset = Round.objects.visible_to(user).exclude(status=Round.Status.VOID)


class AgendaForm(Plain):
    """One item of the agenda."""

    class Meta:
        model = AgendaItem
        fields = ["title", "text", "matter"]
        widgets = {"text": forms.Textarea(attrs=LINES)}
        help_texts = {"matter": "要业主共同决定的才填，例如动用维修资金是第 5 项。这样的事会上不能直接定，要表决"}


class SignInForm(StepForm):
    """A household of the roll, or a member, or a guest, or the code on a household's slip."""

    building = forms.CharField(label="幢号", max_length=20, required=False)
    unit = forms.CharField(label="单元号", max_length=20, required=False)
    room = forms.CharField(label="室号", max_length=20, required=False)
    capacity = forms.ChoiceField(label="身份", choices=Attendance.Capacity, required=False)
    way = forms.ChoiceField(label="方式", choices=Attendance.Way, required=False)
    every = forms.BooleanField(label="同一业主的几套一起签", required=False)
    member = forms.ModelChoiceField(label="成员", queryset=Member.objects.none(), required=False)
    guest = forms.CharField(label="列席单位和职务", max_length=60, required=False)
    code = forms.CharField(label="投票码", max_length=200, required=False)

    def prepare(self):
        self.fields["member"].queryset = Member.objects.visible_to(self.user)


class MinutesForm(StepForm):
    """The whole text of the minutes; a correction is a new version with its reason."""

    text = forms.CharField(
        label="纪要",
        max_length=20000,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="会公开。不要写姓名、电话、门牌号，写岗位和楼栋就够了",
    )
    reason = forms.CharField(label="更正原因", max_length=200, required=False, help_text="第二版起必填，会一起公开")
    after = forms.IntegerField(label="在第几版上改", required=False, widget=forms.HiddenInput)


class ResolutionForm(Plain):
    """What was resolved about an item, who carries it out until when."""

    class Meta:
        model = Resolution
        fields = ["item", "title", "agree", "against", "abstain", "owner", "person", "due_on"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2}), "person": forms.TextInput, "due_on": Day()}
        help_texts = {
            "title": "一条决议写一件能办完的事",
            "agree": "业主委员会、物业管理委员会的决定必填，要全体成员过半数",
            "person": "只给工作人员看，遮盖显示",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["item"].queryset = AgendaItem.objects.visible_to(user)
        self.fields["item"].required = True


class NewResolutionForm(ResolutionForm):
    """A resolution of one of the meetings that were held."""

    meeting = forms.ModelChoiceField(label="会议", queryset=Meeting.objects.none())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.visible_to(user)


class DoneForm(StepForm):
    """What came of it, and what shows it."""

    date = forms.DateField(label="办结日期", widget=Day())
    outcome = forms.CharField(label="结果", max_length=300, widget=forms.Textarea(attrs=LINES), help_text="会公开")
    evidence = forms.CharField(
        label="凭据", max_length=120, required=False, help_text="已经上传照片或文件的可以不写，没有的写明文号"
    )


class PostponeForm(StepForm):
    due_on = forms.DateField(label="新的期限", widget=Day())
    reason = forms.CharField(label="延期原因", max_length=200, widget=forms.Textarea(attrs=LINES))
