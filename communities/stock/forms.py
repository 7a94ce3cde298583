from django import forms

from accounts.models import Area
from communities.facilities.models import FacilityKind
from communities.register.fields import NameOrCodeField
from communities.register.models import Community
from communities.stock.models import StockSpace


def day(label, **kwargs):
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, **kwargs)


class SpaceForm(forms.ModelForm):
    groups = [
        ("空间", ["name", "kind", "size", "area", "community", "address", "longitude", "latitude"]),
        ("权属和状态", ["title", "owner", "state"]),
        ("能作什么用", ["uses", "constraints_note"]),
    ]

    uses = forms.MultipleChoiceField(label="可能用途", required=False, widget=forms.CheckboxSelectMultiple)
    community = NameOrCodeField(
        Community.objects.none(), label="所在小区", required=False, help_text="在小区围墙里面的才填"
    )
    note = forms.CharField(label="修改说明", required=False, max_length=500)

    class Meta:
        model = StockSpace
        fields = [
            "name", "kind", "size", "area", "community", "address", "longitude", "latitude", "title", "owner", "state",
            "uses", "constraints_note",
        ]  # fmt: skip

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.visible_to(user).streets().today().select_related("parent")
        self.fields["area"].label_from_instance = lambda area: area.full_name
        self.fields["uses"].choices = FacilityKind.objects.values_list("pk", "name")
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area")
        self.fields["community"].widget = forms.TextInput()
        if self.instance.pk:
            self.initial["community"] = self.instance.community.code if self.instance.community_id else ""
        else:
            del self.fields["note"]

    def _post_clean(self):
        """Model validation is the action's, under its lock."""


class OfferForm(forms.Form):
    starts_on = day("从哪天起")
    ends_on = day("到哪天", required=False, help_text="长期的空着")
    purpose = forms.ModelChoiceField(FacilityKind.objects.all(), label="希望作什么用", required=False)
    rent = forms.DecimalField(label="年租金（万元）", required=False, min_value=0, max_digits=10, decimal_places=2)
    note = forms.CharField(label="条件说明", required=False, max_length=200)

    def clean_rent(self):
        return self.cleaned_data["rent"] or 0


class PromiseForm(forms.Form):
    party = forms.CharField(label="约定给谁", max_length=80)
    purpose = forms.ModelChoiceField(FacilityKind.objects.all(), label="作什么用", required=False)
    starts_on = day("从哪天起")
    ends_on = day("到哪天", required=False, help_text="长期的空着")
    note = forms.CharField(label="说明", required=False, max_length=200)


class AgreeForm(forms.Form):
    document = forms.CharField(label="协议编号", max_length=60)
    note = forms.CharField(label="说明", required=False, max_length=200)


class EndForm(forms.Form):
    on = day("从哪天起结束", required=False, help_text="空着就是今天")
    reason = forms.CharField(label="原因", max_length=200)
