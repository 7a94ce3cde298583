from django import forms
from django.db.models import Q

from accounts.models import Area
from communities.models import Community, RenovationUnit
from communities.register.stages import BUILT, Stage
from projects.models import Programme, ProgressReport, Project, ProjectCommunity, YearTarget

PLAN = ["name", "area", "communities", "unit", "plan_year", "plan_kind"]
DATES = ["planned_start", "planned_finish", "permit_date", "contract_date"]
WHO = ["code", "budget", "owner", "contractor"]


class Day(forms.DateInput):
    def __init__(self):
        super().__init__(attrs={"type": "date"}, format="%Y-%m-%d")


class CommunityChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, community):
        return f"{community.area} {community.name}"


class ProjectForm(forms.ModelForm):
    """Facts of a project. Offered are the communities of the street's district that no unfinished project has."""

    groups = [("列入计划", PLAN), ("计划与审批日期", DATES), ("投资与单位", WHO)]

    communities = CommunityChoice(Community.objects.none(), label="小区")
    note = forms.CharField(label="修改说明", required=False, max_length=500, help_text="为什么改，给以后查的人看")

    class Meta:
        model = Project
        fields = [name for name in PLAN + DATES + WHO if name != "communities"]
        widgets = {name: Day() for name in DATES}
        help_texts = {"code": "国家项目代码，没有赋码的先空着", "area": "小区跨街道的，选主要的街道"}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.visible_to(user).streets().today().select_related("parent")
        self.fields["area"].label_from_instance = lambda area: area.full_name
        self.fields["area"].empty_label, self.fields["unit"].empty_label = "请选择", "不属于片区"
        district = self.district(user)
        offered = Community.objects.visible_to(user).under(district) if district else Community.objects.none()
        mine = self.instance.communities.values("pk") if self.instance.pk else []
        self.fields["communities"].queryset = (
            offered.filter(~Q(pk__in=taken()) | Q(pk__in=mine)).select_related("area").order_by("code")
        )
        self.fields["unit"].queryset = RenovationUnit.objects.visible_to(user).under(district or "none")
        if not district:
            self.fields["communities"].help_text = "先选街道，按“建立项目”，再选小区"
        if self.instance.pk:
            self.initial["communities"] = list(self.instance.communities.values_list("pk", flat=True))
        else:
            del self.fields["note"]

    def district(self, user):
        """The district whose communities are offered: of the street chosen, else the person's own."""
        chosen = self.data.get("area") or self.initial.get("area") or self.instance.area_id
        own = user.main_area.pk if user.main_area else ""
        return str(getattr(chosen, "pk", chosen) or own)[:6] if chosen or len(own) >= 6 else ""

    def _post_clean(self):
        """Model validation is the action's, under its lock; here only the shape of each input counts."""


def taken():
    """Communities of projects that are not built yet."""
    unfinished = ProjectCommunity.objects.exclude(project__status__in=[*BUILT, Stage.REMOVED])
    return unfinished.values("community_id")


class NoteForm(forms.Form):
    note = forms.CharField(label="说明", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 3}))


class DayForm(NoteForm):
    date = forms.DateField(label="日期", widget=Day())
    field_order = ["date", "note"]


class StartForm(NoteForm):
    first_works_date = forms.DateField(label="实际进场日期", widget=Day(), help_text="开工以这一天为准")
    start_order_date = forms.DateField(label="开工令日期", required=False, widget=Day())
    field_order = ["first_works_date", "start_order_date", "note"]


class ProgressForm(forms.ModelForm):
    """A month's figures, cumulative by its end; last month's stand beside the inputs."""

    class Meta:
        model = ProgressReport
        fields = [
            "percent", "invested", "lifts", "parking_spaces", "charging_points", "pipes_km", "service_facilities",
            "note", "problems", "reason",
        ]  # fmt: skip
        widgets = {"note": forms.Textarea(attrs={"rows": 3}), "problems": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"reason": "比上月少，或更正已核实的数，都要写原因"}

    def __init__(self, *args, before=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.fields:
            if before is not None and name not in ("note", "problems", "reason"):
                self.fields[name].help_text = f"{before.period} 累计：{getattr(before, name)}"

    def _post_clean(self):
        """Model validation is the action's."""


class PhotoForm(forms.Form):
    file = forms.FileField(
        label="照片",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text="不超过 20 MB",
    )
    caption = forms.CharField(label="说明", required=False, max_length=80)


class TargetForm(forms.ModelForm):
    class Meta:
        model = YearTarget
        fields = ["communities", "floor_area", "households", "investment"]

    note = forms.CharField(label="调整说明", required=False, max_length=200, help_text="文号或理由，记入变更记录")

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class ProgrammeForm(forms.ModelForm):
    class Meta:
        model = Programme
        fields = ["name", "area", "first_year", "last_year", "document"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.visible_to(user).filter(level=Area.Level.CITY)

    def _post_clean(self):
        """Model validation is the action's."""


class NothingForm(forms.Form):
    """For acts that need no words."""
