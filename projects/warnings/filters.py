import django_filters as f
from django.db.models import Q
from django.utils import timezone

from projects.register.filters import OfProjectFilter
from projects.warnings.models import ProjectWarning, Talk, WarningRule

State = ProjectWarning.State


class WarningFilter(OfProjectFilter):
    """Warnings of projects."""

    q = f.CharFilter(method="search", label="项目名称或情况")
    colour = f.MultipleChoiceFilter(choices=WarningRule.Colour.choices[1:], label="预警")
    state = f.MultipleChoiceFilter(choices=State, label="状态")
    live = f.BooleanFilter(method="is_live", label="没有解除")
    late = f.BooleanFilter(method="is_late", label="逾期没有答复")
    talked = f.BooleanFilter(field_name="talks", lookup_expr="isnull", exclude=True, distinct=True, label="约谈过")
    ordering = f.OrderingFilter(fields=["raised_on", "due_on", ("project__name", "project")])

    class Meta:
        model = ProjectWarning
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        return queryset.filter(Q(project__name__icontains=words) | Q(words__icontains=words))

    def is_live(self, queryset, name, value: bool):
        return queryset.exclude(state=State.CLOSED) if value else queryset.filter(state=State.CLOSED)

    def is_late(self, queryset, name, value: bool):
        late = Q(state=State.OPEN, due_on__lt=timezone.localdate())
        return queryset.filter(late if value else ~late)


class RuleFilter(f.FilterSet):
    """Rules of all days, ended ones included."""

    colour = f.MultipleChoiceFilter(choices=WarningRule.Colour.choices[1:], label="预警")

    class Meta:
        model = WarningRule
        fields = []


class TalkFilter(f.FilterSet):
    """Talks of warnings that one may see."""

    warning = f.NumberFilter(label="预警")
    waiting = f.BooleanFilter(method="is_waiting", label="没有登记整改情况")

    class Meta:
        model = Talk
        fields = []

    def is_waiting(self, queryset, name, value: bool):
        return queryset.filter(result="") if value else queryset.exclude(result="")
