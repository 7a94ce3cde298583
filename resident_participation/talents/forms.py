from django import forms

from communities.models import Community
from core.steps.table import Day, NoteForm, StepForm
from projects.stages.forms import Plain
from resident_participation.talents.models import Talent


class TalentForm(Plain):
    """Who can do what and wants to do what, by a signed consent. No address is asked for."""

    work = forms.ChoiceField(label="工作状况", choices=Talent.Work, widget=forms.RadioSelect)
    skills = forms.MultipleChoiceField(label="特长", choices=Talent.Skill, widget=forms.CheckboxSelectMultiple)
    wishes = forms.MultipleChoiceField(label="愿意做什么", choices=Talent.Wish, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Talent
        fields = ["community", "name", "phone", "work", "skills", "wishes", "remark", "consent_on"]
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "phone": forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
            "remark": forms.TextInput,
            "consent_on": Day(),
        }
        help_texts = {"remark": "例如 原供电所，高压证。不要写住址", "consent_on": "本人在同意书上签字的日期，一年有效"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        communities = self.fields["community"]
        communities.queryset = Community.objects.visible_to(user).select_related("area")
        communities.label_from_instance = lambda c: f"{c.area} {c.name}"
        self.fields["name"].required = True


class EditTalentForm(TalentForm):
    """The same of an entry that is there; what is personal is not shown again: left empty it stays."""

    class Meta(TalentForm.Meta):
        fields = ["name", "phone", "work", "skills", "wishes", "remark"]
        help_texts = {}

    def __init__(self, *args, user=None, **kwargs):
        super(TalentForm, self).__init__(*args, user=user, **kwargs)
        for name in ("name", "phone", "remark"):
            self.initial[name], self.fields[name].required = "", False
            self.fields[name].help_text = "不改就空着"


class RenewForm(StepForm):
    date = forms.DateField(label="新的同意日期", widget=Day(), help_text="本人重新签字的日期")


class WithdrawForm(NoteForm):
    """A clerk writes down that somebody asked to be taken out."""


class RevealForm(StepForm):
    reason = forms.CharField(label="查看原因", max_length=200, required=False)


class CodeForm(forms.Form):
    """The code on the consent."""

    code = forms.CharField(
        label="撤回码",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "class": "code-in"}),
        help_text="印在您签的同意书上，16 位，不分大小写",
    )
