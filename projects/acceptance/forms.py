from django import forms
from django.utils import timezone

from accounts.models import Organisation
from communities.models import Community
from core.steps.table import Day, StepForm
from projects.acceptance.models import (
    AcceptanceItem,
    AcceptanceResult,
    Asset,
    Defect,
    Finding,
    HiddenWork,
    Inspection,
    WarrantyItem,
)
from projects.register.models import Project
from projects.stages.forms import Plain

LINES = {"rows": 3}


class OfProjectForm(Plain):
    """Communities and warranty items are those of the project at hand, or of those the person sees."""

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        seen = {"project": Project, "receiver": Organisation, "inspection": Inspection, "warranty": WarrantyItem}
        seen |= {"community": Community}
        for name, model in seen.items():
            if name in self.fields:
                self.fields[name].queryset = model.objects.visible_to(user)
        if project := self.instance.project_id:
            self.narrow(project)

    def narrow(self, project):
        if "community" in self.fields:
            self.fields["community"].queryset = Community.objects.filter(projects=project).order_by("code")
            self.fields["community"].empty_label = None
        if "warranty" in self.fields:
            own = WarrantyItem.objects.filter(project=project).select_related("term")
            self.fields["warranty"].queryset = own
            self.fields["warranty"].label_from_instance = period


def period(item):
    """A warranty item with the end of its period, for a person to choose from."""
    return f"{item.term}（{f'到 {item.ends_on:%Y-%m-%d}' if item.ends_on else '设计使用年限或合同约定'}）"


class InspectionForm(Plain):
    """An inspection of the site."""

    class Meta:
        model = Inspection
        fields = ["kind", "held_on", "inspector", "note"]
        widgets = {"held_on": Day(), "note": forms.Textarea(attrs=LINES)}


class NewInspectionForm(OfProjectForm):
    """An inspection of a project's site."""

    class Meta(InspectionForm.Meta):
        fields = ["project", *InspectionForm.Meta.fields]


class FindingForm(Plain):
    """What is wrong, from the defined list, and where."""

    class Meta:
        model = Finding
        fields = ["kind", "place", "text", "due_on"]
        widgets = {"due_on": Day()}
        help_texts = {"due_on": "空着按检查项的天数算；严重问题 1 到 3 天"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["due_on"].required = False
        self.fields["kind"].label_from_instance = lambda k: f"{k.work}：{k.name}{'（严重）' if k.severe else ''}"


class NewFindingForm(FindingForm):
    """Something that an inspection found wrong."""

    class Meta(FindingForm.Meta):
        fields = ["inspection", *FindingForm.Meta.fields]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["inspection"].queryset = Inspection.objects.visible_to(user)


class RectifyForm(StepForm):
    """What was done about a finding."""

    date = forms.DateField(label="整改日期", widget=Day())
    answer = forms.CharField(
        label="整改情况", max_length=200, widget=forms.Textarea(attrs=LINES), help_text="照片在提交以后添加"
    )


class VerifyForm(StepForm):
    date = forms.DateField(label="复查日期", widget=Day())
    note = forms.CharField(label="复查情况", required=False, max_length=200, widget=forms.Textarea(attrs=LINES))


class ReopenForm(StepForm):
    """What is still wrong, and the new day."""

    due_on = forms.DateField(label="新的整改期限", widget=Day())
    reason = forms.CharField(label="哪里还不合格", max_length=200, widget=forms.Textarea(attrs=LINES))


class HiddenWorkForm(Plain):
    """Works about to be covered."""

    class Meta:
        model = HiddenWork
        fields = ["name", "place", "made_on", "cover_on"]
        widgets = {"made_on": Day(), "cover_on": Day()}
        help_texts = {"cover_on": "监理在这一天以前签认；过了这一天不能补签"}


class NewHiddenWorkForm(OfProjectForm):
    """Works of a project about to be covered."""

    class Meta(HiddenWorkForm.Meta):
        fields = ["project", *HiddenWorkForm.Meta.fields]


class SignHiddenForm(StepForm):
    opinion = forms.CharField(
        label="监理意见",
        required=False,
        max_length=200,
        widget=forms.Textarea(attrs=LINES),
        help_text="签认日期为今天，签认人为您本人",
    )


class ResultForm(Plain):
    """What was found at one line of the checklist."""

    class Meta:
        model = AcceptanceResult
        fields = ["verdict", "note", "checked_on"]
        widgets = {"checked_on": Day()}


class NewResultForm(OfProjectForm):
    """What was found at one line of a project's checklist; a later word replaces the earlier."""

    class Meta(ResultForm.Meta):
        fields = ["project", "item", *ResultForm.Meta.fields]


class ChecklistForm(forms.Form):
    """All lines of a checklist, a row each; rows without a verdict stay open."""

    checked_on = forms.DateField(label="验收日期", widget=Day())

    def __init__(self, *args, user=None, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        self.initial.setdefault("checked_on", timezone.localdate())
        for line, result in self.lines:
            self.add_row(line, result)

    def add_row(self, line: AcceptanceItem, result):
        choices = [("", "还没看"), *AcceptanceResult.Verdict.choices]
        verdict = forms.ChoiceField(label=f"{line}：结果", choices=choices, required=False)
        note = forms.CharField(label=f"{line}：说明", required=False, max_length=200)
        for name, box in (("verdict", verdict), ("note", note)):
            box.widget.attrs |= {"class": "in s", "aria-label": box.label}
            self.fields[f"{line.pk}.{name}"] = box
            self.initial[f"{line.pk}.{name}"] = getattr(result, name, "")

    def works(self):
        """[(kind of work, [(line, verdict's input, note's input)])]"""
        found = {}
        for line, _ in self.lines:
            found.setdefault(line.work, []).append((line, self[f"{line.pk}.verdict"], self[f"{line.pk}.note"]))
        return list(found.items())

    def rows(self):
        """What `set_verdicts` takes: the lines that have a verdict."""
        given = self.cleaned_data
        said = [(line, {n: given[f"{line.pk}.{n}"] for n in ("verdict", "note")}) for line, _ in self.lines]
        return [(line, values) for line, values in said if values["verdict"]]


class AssetForm(OfProjectForm):
    """Something that was built, and who receives it."""

    class Meta:
        model = Asset
        fields = ["community", "name", "kind", "quantity", "measure", "receiver"]
        help_texts = {
            "measure": "㎡、个、泊位、米等；选了设施种类的，单位要与种类一致",
            "receiver": "没有的先在“单位名录”里登记",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["kind"].empty_label = "不是公共设施"
        self.fields["kind"].label_from_instance = lambda k: f"{k.name}（{k.unit}）" if k.unit else k.name


class NewAssetForm(AssetForm):
    """An asset of a project."""

    class Meta(AssetForm.Meta):
        fields = ["project", *AssetForm.Meta.fields]


class SignAssetForm(StepForm):
    """Who received an asset, and when."""

    date = forms.DateField(label="签收日期", widget=Day())
    signed_by = forms.CharField(label="签收人", max_length=60, help_text="接收单位的经办人")
    confirmed = forms.BooleanField(
        label="确认不是同一处", required=False, help_text="附近已有同类设施时，确认是另外一处才勾选"
    )

    def prepare(self):
        if self.obj and not self.obj.kind_id:
            del self.fields["confirmed"]


class DefectForm(OfProjectForm):
    """A written notice to the contractor."""

    class Meta:
        model = Defect
        fields = ["warranty", "community", "place", "text", "urgent", "notified_on"]
        widgets = {"notified_on": Day()}
        help_texts = {"urgent": "漏水、断电、有坠落危险等，当天到场", "notified_on": "应到场日期按法定天数算出"}


class NewDefectForm(DefectForm):
    """A written notice to the contractor of a project."""

    class Meta(DefectForm.Meta):
        fields = ["project", *DefectForm.Meta.fields]


class ArriveForm(StepForm):
    date = forms.DateField(label="到场日期", widget=Day())
    note = forms.CharField(label="说明", required=False, max_length=200)


class CloseDefectForm(StepForm):
    """How a defect was mended, and by whom."""

    date = forms.DateField(label="修好日期", widget=Day())
    result = forms.CharField(label="处理结果", max_length=200, widget=forms.Textarea(attrs=LINES))
    by_owner = forms.BooleanField(label="逾期没有到场，由建设单位另行维修，费用由施工单位承担", required=False)

    def prepare(self):
        if self.obj and self.obj.state != Defect.State.NOTIFIED:
            del self.fields["by_owner"]
