from django import forms

from core.steps.table import Day
from projects.register.models import Project
from projects.site.models import SiteLog
from projects.stages.forms import Plain

FIELDS = ["day", "weather", "people", "works", "materials", "safety", "problems", "incident"]


class SiteLogForm(Plain):
    """What was done on the site on one day."""

    class Meta:
        model = SiteLog
        fields = FIELDS
        widgets = {"day": Day(), "works": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "works": "部位、做什么、做到哪里",
            "materials": "品种、数量、有没有报验",
            "incident": "事故要在 24 小时以内报告（《建设工程质量管理条例》第五十二条）；街道、区县的待办里马上出现",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["people"].required = False

    def clean_people(self):
        return self.cleaned_data["people"] or 0


class NewSiteLogForm(SiteLogForm):
    """One day of a project's site."""

    class Meta(SiteLogForm.Meta):
        fields = ["project", *FIELDS]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)
