"""标准值 as everybody sees them, with the form by which the city changes one."""

import django_filters as f
from django import forms
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.views.generic import TemplateView

from core.listing import Column
from core.models import Threshold
from core.thresholds import ADJUST, adjust
from core.views import FormPage, ListPage, StaffPage


class ThresholdFilter(f.FilterSet):
    q = f.CharFilter(method="search", label="名称、依据")
    trust = f.MultipleChoiceFilter(choices=Threshold.Trust, label="可信程度")

    code = f.CharFilter("code", "startswith", label="代码")

    class Meta:
        model = Threshold
        fields = []

    def search(self, queryset, name, value):
        return queryset.filter(Q(name__icontains=value) | Q(source__icontains=value) | Q(code__startswith=value))


class ThresholdList(ListPage):
    """The values in force today."""

    model, filterset_class, template_name = Threshold, ThresholdFilter, "house/thresholds.html"
    list_name, title = "thresholds", "标准值"
    lead = "各项计算用到的数字，都有出处；调整只影响启用日期以后的结果"
    columns = [
        Column("name", "名称"),
        Column("value", "数值", numeric=True),
        Column("source", "依据"),
        Column("trust", "可信程度"),
        Column("valid_from", "启用日期"),
    ]

    def get_base_queryset(self):
        today = Threshold.objects.on(timezone.localdate())
        return Threshold.objects.filter(pk__in=today.values("pk"))


class AdjustForm(forms.ModelForm):
    class Meta:
        model = Threshold
        fields = ["value", "valid_from", "reason", "source", "clause"]
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["value"].label = f"新数值（{self.instance.unit}）" if self.instance.unit else "新数值"
        self.fields["reason"].required = True
        self.initial |= {"valid_from": timezone.localdate(), "reason": ""}


class Found:
    """A threshold stands for its code: the row in force today, else the newest."""

    def find(self, code, **kwargs):
        rows = Threshold.objects.filter(code=code)
        found = rows.on(timezone.localdate()).first() or rows.first()
        if found is None:
            raise Http404
        return found


class ThresholdPage(Found, StaffPage, TemplateView):
    """Every value a threshold has had and will have, newest first."""

    template_name = "house/threshold.html"

    def get_context_data(self, code):
        found = self.find(code)
        values, may_edit = Threshold.objects.filter(code=code), self.request.user.may(ADJUST, found)
        return super().get_context_data(object=found, values=values, may_edit=may_edit)


class ThresholdAdjust(Found, FormPage):
    """A new value from a day on."""

    model, form_class, act = Threshold, AdjustForm, ADJUST
    done, button = "新数值已登记，从启用日期起生效", "登记新数值"

    def act_on(self, obj, by, version=None, **values):
        return adjust(obj, by=by, **values)
