from django import forms
from django.db.models import Q

from accounts.models import Area
from communities.models import Community, RenovationUnit
from communities.register.stages import BUILT, Stage
from core.steps.table import Day
from projects.register.models import Project, ProjectCommunity

PLAN = ["name", "area", "communities", "unit", "plan_year", "plan_kind"]
DATES = ["planned_start", "planned_finish", "permit_date", "contract_date"]
WHO = ["code", "budget", "owner", "contractor"]


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
