from django import forms

from accounts.models import Organisation
from communities.models import Community
from core.steps.table import Day, NoteForm, StepForm
from projects.special_works.models import ConflictRule, SitePlace, SpecialWork

DAYS = ("earliest", "latest", "starts_on", "ends_on")


class Plain(forms.ModelForm):
    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def _post_clean(self):
        """Model validation is the action's."""


class WorkForm(Plain):
    """A special work: whose, what, where it digs, and when it may."""

    groups = [
        ("工程", ["name", "kind", "owner", "community", "places"]),
        ("时间", ["starts_on", "ends_on", "earliest", "latest", "predecessors"]),
        ("对居民和道路的影响", ["excavates", "depth", "closes_road", "outage", "restorer"]),
        ("投资和说明", ["budget", "percent", "note"]),
    ]
    places = forms.ModelMultipleChoiceField(
        SitePlace.objects.none(), label="施工地点", widget=forms.CheckboxSelectMultiple, required=False
    )
    predecessors = forms.ModelMultipleChoiceField(
        SpecialWork.objects.none(), label="前置工程", required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = SpecialWork
        fields = [
            "name", "kind", "owner", "community", "places", "starts_on", "ends_on", "earliest", "latest",
            "predecessors", "excavates", "depth", "closes_road", "outage", "restorer", "budget", "percent", "note",
        ]  # fmt: skip
        widgets = {name: Day() for name in DAYS}
        help_texts = {
            "earliest": "最早哪天能开工，统筹时在这个范围里调整",
            "latest": "最晚哪天要完工",
            "outage": "要停水、停电、停气的写明时间和范围，不停的空着",
            "predecessors": "要等哪些工程先做完",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        own = Organisation.objects.visible_to(user)
        self.fields["owner"].queryset = own.filter(pk__in=user.organisations) if user.organisations else own
        offered = self.fields["community"].queryset = communities_for(user)
        self.fields["community"].label_from_instance = lambda c: f"{c.area} {c.name}"
        community = offered.filter(pk=self.chosen()).first() if self.chosen() else None
        if community is None:
            self.fields["places"].help_text = "先选小区，再按“保存”，这里就列出地点"
            return
        near = {"community__unit": community.unit_id} if community.unit_id else {"community": community}
        self.fields["places"].queryset = SitePlace.objects.filter(**near).select_related("community")
        self.fields["places"].label_from_instance = lambda p: f"{p.community} {p.name}"
        others = SpecialWork.objects.filter(**near).exclude(state=SpecialWork.State.CANCELLED)
        self.fields["predecessors"].queryset = others.exclude(pk=self.instance.pk).select_related("owner")
        self.fields["predecessors"].label_from_instance = lambda w: f"{w.name}（{w.owner}）"
        if self.instance.pk:
            self.initial["places"] = list(self.instance.places.values_list("pk", flat=True))
            self.initial["predecessors"] = list(self.instance.predecessors.values_list("pk", flat=True))

    def chosen(self):
        """The community whose places are offered."""
        found = self.data.get("community") or self.initial.get("community") or self.instance.community_id
        key = str(getattr(found, "pk", found) or "")
        return int(key) if key.isascii() and key.isdecimal() else None


def communities_for(user):
    """Where a person may file works: staff in their area, an operator anywhere it serves (the whole city)."""
    rows = Community.objects.all() if user.organisations else Community.objects.visible_to(user)
    return rows.select_related("area", "unit").order_by("code")


class PlaceForm(Plain):
    """A place where works can meet."""

    class Meta:
        model = SitePlace
        fields = ["community", "kind", "name", "building", "households", "length", "fire_lane"]
        help_texts = {"households": "施工时出行受影响的户数", "fire_lane": "两项工程不能同时占用"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["community"].queryset = Community.objects.visible_to(user).select_related("area").order_by("code")
        self.fields["community"].label_from_instance = lambda c: f"{c.area} {c.name}"
        self.fields["building"].queryset = self.fields["building"].queryset.none()
        chosen = self.data.get("community") or self.initial.get("community") or self.instance.community_id
        if str(chosen or "").isdecimal():
            buildings = SitePlace._meta.get_field("building").related_model.objects
            self.fields["building"].queryset = buildings.filter(community=chosen)


class RuleForm(Plain):
    """How far apart is a conflict, and whether the rule is asked at all."""

    class Meta:
        model = ConflictRule
        fields = ["days", "active", "words", "source"]


class WorkDayForm(NoteForm):
    date = forms.DateField(label="日期", widget=Day())
    field_order = ["date", "note"]


class MeetForm(StepForm):
    """When those concerned meet."""

    meeting_on = forms.DateField(label="会商日期", widget=Day())
    note = forms.CharField(label="说明", required=False, max_length=200)


class ApproveForm(StepForm):
    """The document that approves the coordinated plan."""

    document = forms.CharField(label="批准文号", max_length=80)
    approved_on = forms.DateField(label="批准日期", widget=Day())


class ProposalForm(StepForm):
    """Which proposal is taken."""

    proposal = forms.IntegerField(widget=forms.HiddenInput())
    note = forms.CharField(label="说明", required=False, max_length=200)
