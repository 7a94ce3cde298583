import django_filters as f
from django.utils import timezone

from communities.models import Community
from core.querysets import seen_by
from projects.register.filters import OfProjectFilter
from resident_participation.supervision.models import ResidentSupervisor, SupervisionReport


class ReportFilter(OfProjectFilter):
    """Reports of supervisors: page and API take the same conditions."""

    state = f.ChoiceFilter(choices=SupervisionReport.State, label="状态")
    severity = f.ChoiceFilter(choices=SupervisionReport.Severity, label="轻重")
    problem = f.ChoiceFilter(choices=SupervisionReport.Problem, label="问题")
    overdue = f.BooleanFilter(method="late", label="逾期未答复")
    community = f.ModelChoiceFilter("supervisor__community", queryset=seen_by(Community), label="小区")
    ordering = f.OrderingFilter(fields=[("filed_on", "filed_on"), ("due_on", "due_on"), ("pk", "id")])

    class Meta:
        model = SupervisionReport
        fields = []

    def late(self, queryset, name, value):
        late = SupervisionReport.objects.overdue().values("pk")
        return queryset.filter(pk__in=late) if value else queryset.exclude(pk__in=late)


class SupervisorFilter(OfProjectFilter):
    serving = f.BooleanFilter(method="in_term", label="任期内")

    class Meta:
        model = ResidentSupervisor
        fields = []

    def in_term(self, queryset, name, value):
        serving = ResidentSupervisor.objects.in_term(timezone.localdate()).values("pk")
        return queryset.filter(pk__in=serving) if value else queryset.exclude(pk__in=serving)
