from django import forms

from accounts.models import Organisation
from communities.models import RenovationUnit
from core.steps.table import Day, StepForm
from projects.funds.models import PartnerCall, Pledge
from projects.money.models import FundingSource
from projects.register.models import Project
from projects.stages.forms import Plain

LINES = {"rows": 3}
PRIVATE = FundingSource.objects.exclude(group=FundingSource.Group.GOVERNMENT)


class CallForm(Plain):
    """What is wanted from partners and what they get, for a project or for a whole unit."""

    class Meta:
        model = PartnerCall
        fields = ["project", "unit", "title", "wanted", "offered", "amount", "deadline", "contact", "state"]
        widgets = {
            "wanted": forms.Textarea(attrs=LINES),
            "offered": forms.Textarea(attrs=LINES),
            "deadline": Day(),
        }
        help_texts = {
            "offered": "例如：20 年经营权、广告位、低租金用房",
            "contact": "会公开在居民页面上，请写办公电话",
            "unit": "项目和片区选一个",
        }

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user).live()
        self.fields["unit"].queryset = RenovationUnit.objects.visible_to(user)


class PledgeForm(Plain):
    """What somebody promises to a project."""

    class Meta:
        model = Pledge
        fields = ["call", "party", "organisation", "source", "amount", "in_kind", "terms", "pledged_on"]
        widgets = {"pledged_on": Day()}
        help_texts = {"in_kind": "捐物、投工投劳写在这里，金额可以填 0", "organisation": "名录里有的选上"}

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["source"].queryset = PRIVATE.all()
        self.fields["organisation"].queryset = Organisation.objects.visible_to(user)
        self.fields["call"].queryset = PartnerCall.objects.visible_to(user)
        if project := self.instance.project_id:
            self.fields["call"].queryset = PartnerCall.objects.filter(project=project)


class NewPledgeForm(PledgeForm):
    """What somebody promises to one of the projects."""

    class Meta(PledgeForm.Meta):
        fields = ["project", *PledgeForm.Meta.fields]

    def __init__(self, *args, user=None, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["project"].queryset = Project.objects.visible_to(user)


class AcceptPledgeForm(StepForm):
    """The agreement and the day on which the money is due."""

    document = forms.CharField(label="协议编号", max_length=60)
    due_on = forms.DateField(label="应到账日期", widget=Day())


class PayPledgeForm(StepForm):
    """When the money came, and the voucher."""

    date = forms.DateField(label="到账日期", widget=Day())
    document = forms.CharField(label="凭证号", max_length=80)
