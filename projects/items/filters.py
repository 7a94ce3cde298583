import django_filters as f
from django.db.models import F, Q

from accounts.filters import UnderArea
from communities.models import CatalogueItem, Community, ItemClass
from communities.register.stages import Stage
from core.filters import OfImport
from core.querysets import seen_by
from projects.items import catalogue
from projects.items.models import WorksItem
from projects.items.rules import over_budget
from projects.register.models import Project


class WorksItemFilter(f.FilterSet):
    """Works items: page, API and export take the same conditions."""

    q = f.CharFilter(method="search", label="项目、小区、内容")
    area = UnderArea("project__area__code")
    year = f.NumberFilter("project__plan_year", label="计划年度")
    item = f.ModelChoiceFilter(queryset=CatalogueItem.objects.filter(applies=True), label="内容")
    depth = f.ChoiceFilter(choices=list(catalogue.DEPTHS.items()), method="of_depth", label="深度")
    answer = f.ChoiceFilter(choices=WorksItem.Answer, label="安排")
    item_class = f.ModelChoiceFilter("item__item_class", queryset=ItemClass.objects.all(), label="类别")
    unfinished = f.BooleanFilter(method="not_done", label="没有做完")
    over = f.BooleanFilter(method="above_plan", label="单项超预算")
    live = f.BooleanFilter(method="not_withdrawn", label="不含退出的项目")
    project = f.ModelChoiceFilter(queryset=seen_by(Project), label="改造项目")
    community = f.ModelChoiceFilter(queryset=seen_by(Community), label="小区")
    imported = OfImport()
    ordering = f.OrderingFilter(
        fields=[
            ("project__plan_year", "year"), ("project__name", "project"), ("community__code", "community"),
            ("item_id", "item"), ("planned_cost", "planned_cost"), ("done_cost", "done_cost"),
            ("updated_at", "updated_at"),
        ]
    )  # fmt: skip

    class Meta:
        model = WorksItem
        fields = []

    def search(self, queryset, name, value):
        words = value.strip()
        names = Q(project__name__icontains=words) | Q(community__name__icontains=words)
        return queryset.filter(names | Q(item__name__icontains=words) | Q(item_id=words.upper()))

    def of_depth(self, queryset, name, value):
        if value != catalogue.BASIC:
            return queryset.filter(item__in=catalogue.codes(value))
        others = catalogue.codes(catalogue.FUNCTIONAL) + catalogue.codes(catalogue.SURFACE)
        return queryset.exclude(item__in=others)

    def not_withdrawn(self, queryset, name, value: bool):
        return queryset.exclude(project__status=Stage.REMOVED) if value else queryset

    def above_plan(self, queryset, name, value: bool):
        return queryset.filter(over_budget()) if value else queryset.exclude(over_budget())

    def not_done(self, queryset, name, value: bool):
        unfinished = Q(answer=WorksItem.Answer.DO, done__lt=F("planned"))
        return queryset.filter(unfinished) if value else queryset.exclude(unfinished)
