import django_filters as f
from django.db.models import Q
from django.utils import timezone

from accounts.filters import UnderArea
from core.querysets import seen_by
from projects.funds.models import FundEntry, PartnerCall, Pledge
from projects.money.models import FundingSource
from projects.register.filters import OfProjectFilter
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


class CallFilter(f.FilterSet):
    """Calls for partners."""

    q = f.CharFilter(method="search", label="题目、项目、片区")
    area = UnderArea()
    state = f.ChoiceFilter(choices=PartnerCall.State, label="状态")
    running = f.BooleanFilter(method="is_running", label="还在征集")
    ordering = f.OrderingFilter(fields=["deadline", "amount"])

    class Meta:
        model = PartnerCall
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(project__name__icontains=words) | Q(unit__name__icontains=words)
        return queryset.filter(Q(title__icontains=words) | names)

    def is_running(self, queryset, name, value: bool):
        running = Q(state=PartnerCall.State.OPEN, deadline__gte=timezone.localdate())
        return queryset.filter(running if value else ~running)


class PledgeFilter(OfProjectFilter):
    """Pledges of all projects."""

    q = f.CharFilter(method="search", label="认缴方或项目")
    state = f.MultipleChoiceFilter(choices=Pledge.State, label="状态")
    source = f.ModelChoiceFilter(queryset=FundingSource.objects.all(), label="资金来源")
    call = f.ModelChoiceFilter(queryset=seen_by(PartnerCall), label="征集")
    late = f.BooleanFilter(method="is_late", label="逾期没有到账")
    ordering = f.OrderingFilter(fields=["pledged_on", "due_on", "amount"])

    class Meta:
        model = Pledge
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(Q(party__icontains=words) | Q(project__name__icontains=words))

    def is_late(self, queryset, name, value: bool):
        late = Q(state=Pledge.State.ACCEPTED, due_on__lt=timezone.localdate())
        return queryset.filter(late if value else ~late)
