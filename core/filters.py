"""Filters of any list."""

import django_filters as f
from django.db.models import BigIntegerField
from django.db.models.functions import Cast

from core.models import Change


class OfImport(f.NumberFilter):
    """导入批次: the rows that one import wrote, as its log rows tell."""

    def __init__(self, **kwargs):
        super().__init__(label="导入批次", **kwargs)

    def filter(self, queryset, value):
        if value is None:
            return queryset
        written = Change.objects.filter(batch=f"import:{value:.0f}", target_type=queryset.model._meta.label)
        return queryset.filter(pk__in=written.values_list(Cast("target_id", BigIntegerField())))
