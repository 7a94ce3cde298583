from django import forms

from accounts.models import Area
from communities.register.models import Community

PLACE = ["name", "area", "neighborhood", "address", "longitude", "latitude", "management_org"]
BODY = ["built_year", "built_year_to", "floor_area", "buildings", "stair_units", "households", "residents", "elderly"]
STATE = ["structure", "property_mode", "property_company", "previous_rounds", "previous_round_note"]


class CommunityForm(forms.ModelForm):
    """Shape of a community's facts; the rules are the action's. Choices are limited to the clerk's own streets."""

    groups = [("名称与位置", [*PLACE[:4], "former_names", *PLACE[4:]]), ("规模", BODY), ("房屋与管理", STATE)]

    former_names = forms.CharField(label="曾用名", required=False, help_text="多个用顿号隔开")
    note = forms.CharField(label="修改说明", required=False, max_length=500, help_text="为什么改，给以后查的人看")

    class Meta:
        model = Community
        fields = PLACE + BODY + STATE

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.visible_to(user).streets().today().select_related("parent")
        self.fields["area"].label_from_instance = lambda area: area.full_name
        street = self.data.get("area") or self.instance.area_id or ""
        self.fields["neighborhood"].queryset = Area.objects.filter(parent_id=street)
        if not street:
            self.fields["neighborhood"].help_text = "先保存街道，再选社区"
        if self.instance.pk:
            self.initial["former_names"] = "、".join(self.instance.former_names.values_list("name", flat=True))
        else:
            del self.fields["note"]

    def clean_former_names(self):
        return self.cleaned_data["former_names"].replace("，", "、").replace(",", "、").split("、")

    def _post_clean(self):
        """Model validation is the action's, under its lock; here only the shape of each input counts."""
