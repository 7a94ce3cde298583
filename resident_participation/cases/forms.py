from django import forms

from accounts.models import Area, Organisation
from communities.models import Community
from communities.register.fields import NameOrCodeField
from core.steps.table import Day, StepForm
from projects.models import Department
from resident_participation.cases.events import CallBack, Pause
from resident_participation.cases.holders import firms_of
from resident_participation.cases.models import Feedback, Handler
from resident_participation.cases.standards import CannedReply, ClockRule, FeedbackCategory, Severity

LINES = {"rows": 3}
BY_THEMSELVES = Feedback.Channel.WEB  # of residents alone; no clerk writes that down
YES_NO = [("", "没有问"), ("true", "满意"), ("false", "不满意")]


class PhotosInput(forms.FileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Any number of photos; a list of uploads."""

    widget = PhotosInput(attrs={"multiple": True, "accept": "image/*"})

    def clean(self, data, initial=None):
        return [super(PhotosField, self).clean(one, initial) for one in data or []]


class IntakeForm(forms.ModelForm):
    """One screen, top to bottom by the Tab key; only the community and the words are needed."""

    community = NameOrCodeField(Community.objects.none(), label="小区", help_text="输入名称或编号，从列表里选")
    photos = PhotosField(label="照片", required=False)

    class Meta:
        model = Feedback
        fields = ["community", "building", "text", "category", "severity", "channel", "contact_name", "contact_phone"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 4}),
            "building": forms.TextInput(attrs={"list": "buildings", "autocomplete": "off"}),
            "severity": forms.RadioSelect,
            "channel": forms.RadioSelect,
            "contact_name": forms.TextInput,
            "contact_phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        }
        help_texts = {
            "building": "例如 5幢2单元，可不填",
            "text": "照居民的话写；不要写电话和门牌，联系方式填在下面",
            "contact_name": "没有就空着，登记为“无联系方式”",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area", "district")
        self.fields["community"].widget = forms.TextInput(
            attrs={"list": "communities", "autocomplete": "off", "autofocus": True}
        )
        self.fields["category"].queryset = FeedbackCategory.objects.all()
        self.fields["category"].empty_label = None
        for name in ("severity", "channel"):
            self.fields[name].choices = [c for c in self.fields[name].choices if c[0] not in ("", BY_THEMSELVES)]
        self.fields["channel"].initial = Feedback.Channel.PHONE
        self.fields["category"].required = self.fields["severity"].required = self.fields["channel"].required = False

    def _post_clean(self):
        """Model validation is the action's; here only the shape of each input counts."""

    def clean(self):
        data = super().clean()
        data["severity"] = data.get("severity") or Severity.EMERGING
        data["channel"] = data.get("channel") or Feedback.Channel.PHONE
        return data


class AcceptForm(StepForm):
    note = forms.CharField(
        label="说明", required=False, max_length=200, widget=forms.Textarea(attrs=LINES),
        help_text="替部门、单位登记接收的，写明对方谁答应的",
    )  # fmt: skip


class RefuseForm(StepForm):
    """Who sends a case back says whose it is."""

    competent = forms.CharField(label="应由谁办", max_length=80, help_text="写单位全称，例如 海曙区综合行政执法局")
    reason = forms.CharField(label="退回理由", max_length=500, widget=forms.Textarea(attrs=LINES))


class HandOverForm(StepForm):
    """Which office, and why."""

    handler = forms.ChoiceField(label="移交给", choices=Handler)
    department = forms.ModelChoiceField(
        Department.objects.all(), label="部门", required=False, help_text="移交给部门时选"
    )
    organisation = forms.ModelChoiceField(
        Organisation.objects.none(), label="单位", required=False, help_text="移交给施工单位、专业经营单位时选"
    )
    reason = forms.CharField(label="移交原因", widget=forms.Textarea(attrs=LINES), max_length=500)

    def prepare(self):
        if self.obj is not None:
            self.fields["organisation"].queryset = firms_of(self.obj)
        else:  # the API: the action judges
            self.fields["organisation"].queryset = Organisation.objects.all()


class ReplyForm(StepForm):
    """What the resident is told."""

    text = forms.CharField(
        label="给居民的答复",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=2000,
        help_text="原样告诉居民：谁办的、怎么办的、什么时候好、找谁",
    )
    interim = forms.BooleanField(label="先行答复：告诉居民谁在办、什么时候有结果，还没有办完", required=False)


class CallBackForm(StepForm):
    """What the resident says of the reply."""

    outcome = forms.ChoiceField(label="居民怎么说", choices=CallBack.ANSWERS, widget=forms.RadioSelect)
    satisfied = forms.TypedChoiceField(
        label="对办理满意吗",
        choices=YES_NO,
        required=False,
        coerce={"true": True, "false": False, "True": True, "False": False}.get,
        empty_value=None,
        widget=forms.RadioSelect,
    )
    way = forms.ChoiceField(
        label="方式", choices=[c for c in CallBack.Way.choices if c[0] != "receipt"], required=False,
        widget=forms.RadioSelect, initial=CallBack.Way.PHONE,
    )  # fmt: skip
    note = forms.CharField(label="居民补充", required=False, max_length=500, widget=forms.Textarea(attrs=LINES))

    def __init__(self, data=None, *args, **kwargs):
        if data is not None and isinstance(data.get("satisfied"), bool):  # JSON
            data = {**data, "satisfied": str(data["satisfied"]).lower()}
        super().__init__(data, *args, **kwargs)

    def clean_way(self):
        return self.cleaned_data["way"] or CallBack.Way.PHONE


class PauseForm(StepForm):
    why = forms.ChoiceField(label="原因", choices=Pause.Why)
    reason = forms.CharField(
        label="说明", max_length=200, widget=forms.Textarea(attrs=LINES), help_text="会公布暂停的比例"
    )


class LeadField(forms.CharField):
    """A case by its number or key, one of those the person may see."""

    def clean(self, value):
        words = str(super().clean(value)).strip().upper()
        key = {"pk": words} if words.isascii() and words.isdecimal() and len(words) < 18 else {"number": words}
        found = self.queryset.filter(**key).first()
        if found is None:
            raise forms.ValidationError(f"没有编号为 {words} 的诉求")
        return found


class MergeForm(StepForm):
    lead = LeadField(label="并入哪一件", max_length=20, help_text="填同一小区另一件的编号，例如 261123-0007-5")

    def prepare(self):
        self.fields["lead"].queryset = Feedback.objects.visible_to(self.user)


class ClassifyForm(StepForm):
    category = forms.ModelChoiceField(FeedbackCategory.objects.all(), label="类别")
    severity = forms.ChoiceField(label="级别", choices=Severity)
    building = forms.CharField(label="楼栋", max_length=20, required=False)
    reason = forms.CharField(label="更正原因", max_length=200, widget=forms.Textarea(attrs=LINES))

    def prepare(self):
        if self.obj is not None:
            for name in ("category", "severity", "building"):
                self.initial.setdefault(name, getattr(self.obj, name))


class PublishForm(StepForm):
    public_summary = forms.CharField(
        label="公开摘要", max_length=200, required=False, widget=forms.Textarea(attrs=LINES),
        help_text="居民在小区页面上看到的一句话，不写姓名、电话、室号；清空就不再公开",
    )  # fmt: skip

    def prepare(self):
        if self.obj is not None:
            self.initial.setdefault("public_summary", self.obj.public_summary)


class RevealForm(forms.Form):
    reason = forms.CharField(label="查看原因", max_length=200, help_text="例如 回电告知处理结果；会记入变更记录")


class CannedForm(forms.ModelForm):
    """常用答复 of an office."""

    class Meta:
        model = CannedReply
        fields = ["title", "text", "category", "area"]
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        own = Area.objects.visible_to(user).exclude(level=Area.Level.NEIGHBORHOOD) if user else Area.objects.none()
        self.fields["area"].queryset = own
        self.fields["area"].required = False
        self.fields["area"].help_text = "空着就是您自己的单位；下级也能用"
        self.fields["category"].required = False


class ClockForm(forms.ModelForm):
    """A limit from a day on."""

    class Meta:
        model = ClockRule
        fields = ["category", "severity", "answer", "answer_unit", "solve", "solve_unit", "valid_from", "source"]
        widgets = {"valid_from": Day()}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].required = False


class LookUpForm(forms.Form):
    number = forms.CharField(label="受理编号", max_length=20)


class ResidentForm(forms.Form):
    """What the holder of a receipt says."""

    outcome = forms.ChoiceField(label="办得怎么样", choices=Feedback.Outcome.choices, widget=forms.RadioSelect)
    satisfied = forms.TypedChoiceField(
        label="满意吗", choices=YES_NO[1:], required=False, coerce={"true": True, "false": False}.get, empty_value=None,
        widget=forms.RadioSelect,
    )  # fmt: skip
    note = forms.CharField(
        label="还想说的", required=False, max_length=500, widget=forms.Textarea(attrs=LINES | {"class": "in"})
    )
    word = forms.CharField(label="回执上的口令", max_length=20)
