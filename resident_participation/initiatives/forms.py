from django import forms

from communities.models import CatalogueItem
from core.steps.table import NothingForm, StepForm

__all__ = ["AnswerForm", "NothingForm", "PlanForm", "PublishForm", "ReferForm", "StartForm"]


def words(label, **kwargs):
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea(attrs={"rows": 4}), **kwargs)


class StartForm(forms.Form):
    """What a household wants to have renovated, and why."""

    item = forms.ModelChoiceField(
        label="从改造目录里选", queryset=CatalogueItem.objects.none(), required=False, empty_label="目录里没有，自己写"
    )
    title = forms.CharField(
        label="用自己的话说想改什么", max_length=40, required=False, help_text="例如 门口建电动车充电棚"
    )
    why = words("为什么", help_text="哪里不方便，影响多少人。不要写姓名、电话和室号")
    photo = forms.ImageField(label="照片", required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["item"].queryset = CatalogueItem.objects.filter(applies=True)


class PublishForm(StepForm):
    title = forms.CharField(label="公布的标题", max_length=40, required=False)
    public_why = words("公布的理由", required=False, help_text="不能有姓名、电话、证件号；意思不能改。空着就照原话公布")


class AnswerForm(StepForm):
    answer = words("答复和理由", help_text="居民看得到")


class PlanForm(AnswerForm):
    draft_round = forms.BooleanField(
        label="同时起草意愿征询", required=False, help_text="马上生成一轮征询的草稿，问全小区住户同不同意"
    )


class ReferForm(AnswerForm):
    office = forms.CharField(label="转给哪个单位", max_length=60)
    field_order = ["office", "answer"]
