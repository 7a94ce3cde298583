import django_filters as f
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from accounts.filters import UnderArea
from communities.models import Community, RenovationUnit
from core.querysets import seen_by
from projects.register.models import Project
from projects.special_works.models import Clash, ConflictRule, SitePlace, SpecialKind, SpecialWork


def clashing(answered=None):
    """Whether a work is in a clash; `answered=False` asks for one that nobody has dealt with.

    As two questions, each of which the database answers from one hash for any number of works.
    """
    found = Clash.objects.all() if answered is None else Clash.objects.filter(answer__isnull=not answered)
    either = Exists(found.filter(first=OuterRef("pk"))) | Exists(found.filter(second=OuterRef("pk")))
    return ExpressionWrapper(either, output_field=BooleanField())


class SpecialWorkFilter(f.FilterSet):
    """Special works: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="名称、编号、小区、单位")
    area = UnderArea("community__area__code")
    kind = f.ModelChoiceFilter(queryset=SpecialKind.objects.all(), label="种类")
    state = f.MultipleChoiceFilter(choices=SpecialWork.State, label="状态")
    clash = f.BooleanFilter(method="in_clash", label="有冲突待处理")
    excavates = f.BooleanFilter(label="要开挖")
    unit = f.ModelChoiceFilter("community__unit", queryset=seen_by(RenovationUnit), label="改造片区")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    place = f.ModelChoiceFilter("places", queryset=seen_by(SitePlace), label="地点")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="改造项目")
    owner = f.NumberFilter("owner_id", label="实施单位编号")
    starts_from = f.DateFilter("starts_on", "gte", label="开工不早于")
    starts_to = f.DateFilter("starts_on", "lte", label="开工不晚于")
    ordering = f.OrderingFilter(
        fields=[
            ("starts_on", "starts_on"), ("ends_on", "ends_on"), ("kind_id", "kind"), ("community__code", "community"),
            ("budget", "budget"), ("code", "code"), ("updated_at", "updated_at"),
        ]
    )  # fmt: skip

    class Meta:
        model = SpecialWork
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(name__icontains=words) | Q(community__name__icontains=words) | Q(owner__name__icontains=words)
        return queryset.filter(names | Q(code__startswith=words))

    def in_clash(self, queryset, name, value: bool):
        return queryset.filter(clashing(answered=False)) if value else queryset.exclude(clashing(answered=False))


class SitePlaceFilter(f.FilterSet):
    q = f.CharFilter("name", "icontains", label="地点")
    area = UnderArea("community__area__code")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    unit = f.ModelChoiceFilter("community__unit", queryset=seen_by(RenovationUnit), label="改造片区")
    kind = f.ChoiceFilter(choices=SitePlace.Kind, label="类型")

    class Meta:
        model = SitePlace
        fields = []


class ClashFilter(f.FilterSet):
    area = UnderArea("place__community__area__code")
    unit = f.ModelChoiceFilter("place__community__unit", queryset=seen_by(RenovationUnit), label="改造片区")
    community = f.ModelChoiceFilter("place__community", queryset=seen_by(Community), label="小区")
    kind = f.ChoiceFilter(choices=ConflictRule.Kind, label="类型")
    open = f.BooleanFilter("answer", "isnull", label="待处理")
    ordering = f.OrderingFilter(fields=[("starts_on", "starts_on"), ("days", "days")])

    class Meta:
        model = Clash
        fields = []
