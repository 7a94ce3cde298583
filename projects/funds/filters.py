import django_filters as f

from accounts.filters import UnderArea
from core.querysets import seen_by
from projects.funds.models import FundEntry
from projects.money.models import FundingSource
from projects.register.models import Project


class FundEntryFilter(f.FilterSet):
    """The ledger: page, API and export take the same conditions."""

    q = f.CharFilter("project__name", "icontains", label="项目")
    area = UnderArea("project__area__code")
    year = f.NumberFilter(label="资金年度")
    source = f.ModelChoiceFilter(queryset=FundingSource.objects.all(), label="资金来源")
    group = f.ChoiceFilter("source__group", choices=FundingSource.Group, label="来源类别")
    kind = f.ChoiceFilter(choices=FundEntry.Kind, label="类别")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目编号")
    ordering = f.OrderingFilter(fields=["dated_on", "amount", "year"])

    class Meta:
        model = FundEntry
        fields = []
