from django import forms

from communities.models import CatalogueItem, Community
from core.steps.table import Day, StepForm
from projects.models import Project
from resident_participation.votes.models import Item, Notice, Round, RuleSet
from resident_participation.votes.rule_sets import in_force


class Moment(forms.DateTimeInput):
    def __init__(self):
        super().__init__(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


def moment(label, **kwargs):
    return forms.DateTimeField(
        label=label, widget=Moment(), input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S%z"], **kwargs
    )


class RoundForm(forms.ModelForm):
    """What a consultation or an owners' vote is about; changed freely while it is a draft."""

    class Meta:
        model = Round
        fields = ["kind", "community", "project", "title", "text", "scope", "building", "unit", "office", "phone"]
        help_texts = {
            "kind": "征询问的是住户愿不愿意；业主共同决定按民法典第二百七十八条算人数和面积。两种不能混用",
            "scope": "加装电梯以单元为范围，每个单元各开一轮",
            "building": "和名册里的写法一样，例如 3幢",
            "unit": "例如 1单元",
            "phone": "印在投票单上，住户有问题打这个电话",
        }

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        communities = Community.objects.visible_to(user).select_related("area")
        self.fields["community"].queryset = communities.exclude(roll=None) if not self.is_bound else communities
        self.fields["community"].label_from_instance = lambda c: f"{c.area} {c.name}"
        self.fields["project"].queryset = Project.objects.visible_to(user)

    def _post_clean(self):
        """Model validation is the action's."""


class ItemForm(forms.ModelForm):
    """One matter to decide: what is done, who pays, what it means for the residents."""

    class Meta:
        model = Item
        fields = ["title", "text", "rule", "matter"]
        help_texts = {"matter": "征询不填。例如动用维修资金是第 5 项，改建是第 7 项，改变共有部分用途是第 8 项"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["rule"].queryset = RuleSet.objects.filter(pk__in=[rule.pk for rule in in_force().values()])

    def _post_clean(self):
        """Model validation is the action's."""


class MenuForm(StepForm):
    """Which optional works (完善类、提升类) of the catalogue the households are asked about."""

    chosen = forms.ModelMultipleChoiceField(
        label="改造内容",
        queryset=CatalogueItem.objects.filter(applies=True).exclude(item_class="basic"),
        widget=forms.CheckboxSelectMultiple,
    )


class NewItemForm(ItemForm):
    """One matter to decide, of a round that is still a draft."""

    round = forms.ModelChoiceField(label="表决", queryset=Round.objects.none())

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["round"].queryset = Round.objects.visible_to(user)


class PostRollForm(StepForm):
    date = forms.DateField(label="名册公示从哪天开始", widget=Day())
    note = forms.CharField(label="贴在哪里", max_length=100, required=False)


class LockForm(StepForm):
    notice_from = forms.DateField(
        label="公示从哪天开始", widget=Day(), help_text="天数按规则自动算，公示满了才能开始表决"
    )
    opens_at = moment("开始表决")
    closes_at = moment("截止")


class NoticeForm(forms.ModelForm):
    """The notice hangs at a place; attach the photo afterwards."""

    class Meta:
        model = Notice
        fields = ["place", "posted_on"]
        widgets = {"posted_on": Day()}

    def __init__(self, *args, user=None, obj=None, **kwargs):
        super().__init__(*args, **kwargs)

    def _post_clean(self):
        """Model validation is the action's."""
