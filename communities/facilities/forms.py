from decimal import Decimal

from django import forms

from accounts.models import Area
from communities.facilities.models import Facility
from communities.register.models import Community

DEGREES = Decimal("0.03")  # some three kilometres
WHAT = ["kind", "name", "state", "opened_on"]
WHERE = ["area", "address", "longitude", "latitude"]
SIZE = ["floor_area", "site_area", "capacity", "operator", "hours"]


class FacilityForm(forms.ModelForm):
    """Shape of a facility's facts; the rules are the action's."""

    groups = [("是什么", WHAT), ("在哪里", [*WHERE, "confirmed"]), ("规模与运营", SIZE)]

    confirmed = forms.BooleanField(label="确认不是同一处", required=False, help_text="附近有同类设施时才需要勾选")
    note = forms.CharField(label="修改说明", required=False, max_length=500, help_text="为什么改，给以后查的人看")

    class Meta:
        model = Facility
        fields = WHAT + WHERE + SIZE
        widgets = {"opened_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.visible_to(user).streets().today().select_related("parent")
        self.fields["area"].label_from_instance = lambda area: area.full_name
        if not self.is_bound:
            del self.fields["confirmed"]  # nobody has been told of a twin yet
        if not self.instance.pk:
            del self.fields["note"]

    def _post_clean(self):
        """Model validation is the action's, under its lock; here only the shape of each input counts."""


class DistanceForm(forms.Form):
    """How far one walks from a community to this facility; the communities offered are those around it."""

    community = forms.ModelChoiceField(Community.objects.none(), label="小区", help_text="设施周围三公里的小区")
    metres = forms.DecimalField(label="步行距离（米）", min_value=0, max_digits=7, decimal_places=1)
    source = forms.CharField(label="来源", max_length=120, help_text="例如：实地步测、导航路线")

    def __init__(self, *args, user, facility, **kwargs):
        super().__init__(*args, **kwargs)
        x, y = facility.longitude, facility.latitude
        near = {"longitude__range": (x - DEGREES, x + DEGREES), "latitude__range": (y - DEGREES, y + DEGREES)}
        chosen = Community.objects.visible_to(user).filter(**near).select_related("area").order_by("area", "pinyin")
        self.fields["community"].queryset = chosen
        self.fields["community"].label_from_instance = lambda c: f"{c.name}（{c.area}）"
