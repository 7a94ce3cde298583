import django_filters as f
from django.db.models import Q
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field

from accounts.filters import UnderArea
from accounts.models import Organisation
from core.filters import OfImport
from core.querysets import seen_by
from projects.acceptance.models import (
    AcceptanceResult,
    Asset,
    Defect,
    DefectKind,
    Finding,
    HiddenWork,
    Inspection,
    WarrantyItem,
    WarrantyTerm,
)
from projects.register.filters import OfProjectFilter
from projects.register.models import Party, Project


def overdue_findings(on):
    """Not answered by their day."""
    return Q(state=Finding.State.OPEN, due_on__lt=on)


def overdue_defects(on):
    """Nobody came by the day of the law."""
    return Q(state=Defect.State.NOTIFIED, due_on__lt=on)


class Overdue(f.BooleanFilter):
    """逾期: `rule(today)` is the condition."""

    def __init__(self, rule, **kwargs):
        super().__init__(label="逾期", **kwargs)
        self.rule = rule

    def filter(self, queryset, value):
        late = self.rule(timezone.localdate())
        return queryset if value is None else queryset.filter(late if value else ~late)


@extend_schema_field(OpenApiTypes.INT)
class OfContractor(f.ModelChoiceFilter):
    """Records of the projects that a firm builds."""

    def __init__(self, **kwargs):
        super().__init__(queryset=seen_by(Organisation), label="施工单位", **kwargs)

    def filter(self, queryset, value):
        built = Party.objects.filter(organisation=value, role=Party.Role.CONTRACTOR)
        return queryset.filter(project__in=built.values("project")) if value else queryset


class InspectionFilter(OfProjectFilter):
    kind = f.ChoiceFilter(choices=Inspection.Kind, label="类别")
    held_from = f.DateFilter("held_on", "gte", label="检查不早于")
    held_to = f.DateFilter("held_on", "lte", label="检查不晚于")

    class Meta:
        model = Inspection
        fields = []


def works():
    """The kinds of work of the list of defects, in its order."""
    return [(work, work) for work in dict.fromkeys(DefectKind.objects.values_list("work", flat=True))]


class FindingFilter(f.FilterSet):
    """Findings: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="部位、问题、项目")
    area = UnderArea("project__area__code")
    state = f.MultipleChoiceFilter(choices=Finding.State, label="状态")
    overdue = Overdue(overdue_findings)
    severe = f.BooleanFilter("kind__severe", label="严重问题")
    work = f.ChoiceFilter("kind__work", label="工程", choices=())
    kind = f.ModelChoiceFilter(queryset=DefectKind.objects.all(), label="检查项")
    due_from = f.DateFilter("due_on", "gte", label="期限不早于")
    due_to = f.DateFilter("due_on", "lte", label="期限不晚于")
    contractor = OfContractor()
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目")
    inspection = f.ModelChoiceFilter(queryset=seen_by(Inspection), label="检查")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=[("due_on", "due_on"), ("inspection__held_on", "held_on"), ("state", "state")])

    class Meta:
        model = Finding
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters["work"].extra["choices"] = works()

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(project__name__icontains=words) | Q(kind__name__icontains=words)
        return queryset.filter(names | Q(place__icontains=words) | Q(text__icontains=words))


class HiddenWorkFilter(OfProjectFilter):
    state = f.MultipleChoiceFilter(choices=HiddenWork.State, label="状态")
    cover_to = f.DateFilter("cover_on", "lte", label="拟隐蔽不晚于")

    class Meta:
        model = HiddenWork
        fields = []


class AcceptanceResultFilter(OfProjectFilter):
    verdict = f.MultipleChoiceFilter(choices=AcceptanceResult.Verdict, label="结果")

    class Meta:
        model = AcceptanceResult
        fields = []


class AssetFilter(f.FilterSet):
    """Assets: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="资产、小区、项目")
    area = UnderArea("project__area__code")
    signed = f.BooleanFilter("signed_on", "isnull", exclude=True, label="已签收")
    facility = f.BooleanFilter("facility", "isnull", exclude=True, label="已记入公共设施")
    receiver = f.ModelChoiceFilter(queryset=seen_by(Organisation), label="接收单位")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目")
    imported = OfImport()
    ordering = f.OrderingFilter(fields=["name", "quantity", "signed_on"])

    class Meta:
        model = Asset
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(project__name__icontains=words) | Q(community__name__icontains=words)
        return queryset.filter(names | Q(name__icontains=words))


class WarrantyItemFilter(OfProjectFilter):
    term = f.ModelChoiceFilter(queryset=WarrantyTerm.objects.all(), label="工程")
    ends_to = f.DateFilter("ends_on", "lte", label="到期不晚于")

    class Meta:
        model = WarrantyItem
        fields = []


class DefectFilter(f.FilterSet):
    """Defects under warranty: page and API take the same conditions."""

    q = f.CharFilter(method="search", label="部位、情况、小区、项目")
    area = UnderArea("project__area__code")
    state = f.MultipleChoiceFilter(choices=Defect.State, label="状态")
    overdue = Overdue(overdue_defects)
    urgent = f.BooleanFilter(label="紧急")
    term = f.ModelChoiceFilter("warranty__term", queryset=WarrantyTerm.objects.all(), label="工程")
    by_owner = f.BooleanFilter(label="建设单位另行维修")
    contractor = OfContractor()
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="项目")
    ordering = f.OrderingFilter(fields=["due_on", "notified_on", "closed_on"])

    class Meta:
        model = Defect
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(project__name__icontains=words) | Q(community__name__icontains=words)
        return queryset.filter(names | Q(place__icontains=words) | Q(text__icontains=words))
