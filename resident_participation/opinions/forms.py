from django import forms

from communities.models import Community
from core.steps.table import Day, StepForm
from projects.models import Project
from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.votes.models import Round


class OpinionWindowForm(forms.ModelForm):
    """On which scheme residents are asked, and until when."""

    class Meta:
        model = OpinionWindow
        fields = ["community", "project", "round", "title", "text", "opens_on", "closes_on"]
        widgets = {"opens_on": Day(), "closes_on": Day()}
        help_texts = {
            "project": "对项目的改造方案征求意见时选",
            "round": "对一轮表决或征询的草稿征求意见时选；意见没有答复完，这一轮不能定稿",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        for name, model in (("community", Community), ("project", Project), ("round", Round)):
            self.fields[name].queryset = model.objects.visible_to(user)
        if not self.is_bound:
            self.fields["round"].queryset = self.fields["round"].queryset.filter(status=Round.Status.DRAFT)

    def _post_clean(self):
        """Model validation is the action's."""


class WriteForm(forms.ModelForm):
    """What somebody said without a card; no names, no phone numbers, no rooms."""

    class Meta:
        model = SchemeOpinion
        fields = ["building", "band", "topic", "against", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
        help_texts = {"building": "例如 5幢，不知道就空着", "text": "照居民的话写；不要写姓名、电话和室号"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""


class NewOpinionForm(WriteForm):
    """What somebody said without a card about the scheme of a window."""

    window = forms.ModelChoiceField(label="征求意见", queryset=OpinionWindow.objects.none())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["window"].queryset = OpinionWindow.objects.visible_to(user)


class SayForm(forms.Form):
    """A household's own words, at its own pages."""

    topic = forms.ChoiceField(label="关于", choices=SchemeOpinion.Topic, widget=forms.RadioSelect)
    text = forms.CharField(
        label="您的意见",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="公布时只写“几幢住户”。不要写姓名、电话和室号",
    )
    against = forms.BooleanField(label="我反对这个方案", required=False)


class AnswerForm(StepForm):
    reply = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 4}), help_text="和意见一起公布"
    )
    public_text = forms.CharField(
        label="公布的意见",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="不能有姓名、电话、证件号；意思不能改。空着就照原话公布",
    )
