from django import forms

from accounts.models import Area
from communities.models import Community
from core.steps.table import Day, StepForm
from projects.stages.forms import Plain
from resident_participation.bodies.models import Body, Member


def placed(form, user):
    """Narrow the choices of community and street to what the person may see, told by street."""
    communities = form.fields["community"]
    communities.queryset = Community.objects.visible_to(user).select_related("area")
    communities.label_from_instance = lambda c: f"{c.area} {c.name}"
    if "area" in form.fields:
        form.fields["area"].queryset = Area.objects.visible_to(user).today().filter(level=Area.Level.STREET)
        form.fields["area"].required = False


class BodyForm(Plain):
    """A body of a community, or of a street when it has no community; one row a term."""

    class Meta:
        model = Body
        fields = [
            "kind", "community", "area", "name", "number", "term_from", "term_to", "chosen", "document", "contact",
        ]  # fmt: skip
        widgets = {"term_from": Day(), "term_to": Day()}
        help_texts = {
            "area": "选了小区就不用选",
            "name": "例如 双桥新村业主委员会",
            "number": "第一次成立填 1",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        placed(self, user)


class MemberForm(Plain):
    """Who sits in a body. Name and phone are not shown again: left empty they stay."""

    class Meta:
        model = Member
        fields = [
            "name", "phone", "post", "side", "office", "chosen", "from_on", "to_on", "interests", "declared_on",
        ]  # fmt: skip
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "from_on": Day(),
            "to_on": Day(),
            "declared_on": Day(),
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["from_on"].required = self.fields["to_on"].required = False
        self.fields["from_on"].help_text = "空着就是整个任期"
        if self.instance.pk:
            self.initial["name"] = self.initial["phone"] = ""
            self.fields["name"].required = False
            self.fields["name"].help_text = self.fields["phone"].help_text = "不改就空着"
            self.fields["from_on"].required = self.fields["to_on"].required = True
            self.fields["from_on"].help_text = ""


class InstallForm(StepForm):
    """The document that puts it on record."""

    document = forms.CharField(
        label="备案或组建文号", max_length=60, required=False, help_text="业主委员会、物业管理委员会必填"
    )


class RenewForm(StepForm):
    """The days of the next term and how it is chosen."""

    term_from = forms.DateField(label="下一届任期开始", widget=Day())
    term_to = forms.DateField(label="任期届满", widget=Day())
    chosen = forms.ChoiceField(label="产生方式", choices=Body.Chosen)


class EndForm(StepForm):
    """From when, and why."""

    date = forms.DateField(label="终止日期", widget=Day())
    reason = forms.CharField(label="原因", max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class RevealForm(StepForm):
    reason = forms.CharField(label="查看原因", max_length=200, required=False)
