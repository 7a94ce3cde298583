import django_filters as f
from django.db.models import Q
from django.utils import timezone

from accounts.filters import UnderArea
from communities.models import Community
from core.querysets import seen_by
from resident_participation.enforcement.models import Department, EnforcementCase, EnforcementDuty, JointAction

OPEN_TO_VISITORS = {"q", "area", "community", "matter", "department", "state", "outcome", "since", "until"}


class CaseFilter(f.FilterSet):
    """Cases. Visitors ask about what they are shown, no more: what stays inside must not be found out by asking."""

    q = f.CharFilter(method="search", label="编号、小区、情况")
    area = UnderArea("community__area__code")
    state = f.MultipleChoiceFilter(choices=EnforcementCase.State, label="状态")
    department = f.ChoiceFilter(choices=Department, label="主管部门")
    matter = f.CharFilter(method="of_matter", label="事项")
    overdue = f.BooleanFilter(method="only_overdue", label="超期")
    open = f.BooleanFilter(method="only_open", label="没有办结")
    disputed = f.BooleanFilter("refused_on", "isnull", exclude=True, label="有过争议")
    urged = f.BooleanFilter("urged_on", "isnull", exclude=True, label="督办过")
    published = f.BooleanFilter("published_on", "isnull", exclude=True, label="已公开")
    outcome = f.ChoiceFilter(choices=EnforcementCase.Outcome, label="结果")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    since = f.DateFilter("reported_on", "gte", label="报告自")
    until = f.DateFilter("reported_on", "lte", label="报告至")
    ordering = f.OrderingFilter(fields=["due_on", "reported_on", "number", "state"])

    class Meta:
        model = EnforcementCase
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.inside = self.request is not None and self.request.user.is_authenticated
        if self.request is not None and not self.inside:
            self.filters = {name: one for name, one in self.filters.items() if name in OPEN_TO_VISITORS}

    def search(self, queryset, name, value):
        words = value.strip()
        found = Q(community__name__icontains=words)
        if self.inside:
            found |= Q(number__icontains=words) | Q(text__icontains=words) | Q(place__icontains=words)
        return queryset.filter(found)

    def of_matter(self, queryset, name, value):
        """By code (API, links) or by a part of its name (a person types)."""
        return queryset.filter(Q(matter=value.strip()) | Q(duty__name__icontains=value.strip()))

    def only_overdue(self, queryset, name, value: bool):
        late = Q(due_on__lt=timezone.localdate())
        return queryset.filter(late) if value else queryset.exclude(late)

    def only_open(self, queryset, name, value: bool):
        settled = Q(state=EnforcementCase.State.SETTLED)
        return queryset.exclude(settled) if value else queryset.filter(settled)


class DutyFilter(f.FilterSet):
    """The list of duties, by default every version that was ever in force."""

    q = f.CharFilter(method="search", label="事项或依据")
    lead = f.ChoiceFilter(choices=Department.choices[:-1], label="主管部门")
    code = f.CharFilter(label="代码")
    on = f.DateFilter(method="in_force", label="执行于")
    ordering = f.OrderingFilter(fields=["order", "visit_days", "settle_days", "valid_from"])

    class Meta:
        model = EnforcementDuty
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(Q(name__icontains=words) | Q(source__icontains=words) | Q(clause__icontains=words))

    def in_force(self, queryset, name, value):
        return queryset.filter(pk__in=EnforcementDuty.objects.on(value).values("pk"))


class JointFilter(f.FilterSet):
    q = f.CharFilter("title", "icontains", label="名称")
    area = UnderArea()
    state = f.ChoiceFilter(choices=JointAction.State, label="状态")
    ordering = f.OrderingFilter(fields=["held_on"])

    class Meta:
        model = JointAction
        fields = []
