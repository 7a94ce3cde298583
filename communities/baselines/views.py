from django.http import Http404
from django.views.generic import ListView, TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from communities.baselines import actions, figures
from communities.baselines.filters import MemberFilter
from communities.baselines.forms import AdoptForm, MemberForm, VersionForm
from communities.baselines.models import Baseline, BaselineMember
from core.listing import Column
from core.views import ActPage, FormPage, HistoryPage, ListPage, StaffPage


class ByCode:
    """A version is reached by its code; a draft only by those who write it."""

    model = Baseline

    def find(self, code, **kwargs):
        found = Baseline.objects.visible_to(self.request.user).filter(code=code).first()
        if found is None:
            raise Http404
        return found

    def get_object(self, queryset=None):
        return self.find(self.kwargs["code"])


class BaselineList(StaffPage, ListView):
    """Every version with the totals of the person's area, newest first."""

    template_name = "communities/baselines.html"

    def get_queryset(self):
        return Baseline.objects.visible_to(self.request.user).order_by("-as_of")

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user)
        versions = [
            {"baseline": b, "totals": figures.totals(b, area.pk), "changes": figures.change_counts(b, area.pk)}
            for b in self.object_list
        ]
        may_open = self.request.user.may_somewhere(Act.BASELINE_EDIT)
        return super().get_context_data(versions=versions, area=area, may_open=may_open, **kwargs)


class BaselinePage(ByCode, StaffPage, TemplateView):
    """A version's totals by area, and what changed since the one before, with reasons."""

    template_name = "communities/baseline.html"

    def get_context_data(self, code):
        area = own_area(self.request.user, self.request.GET.get("area"))
        baseline = self.find(code)
        return super().get_context_data(
            object=baseline,
            area=area,
            totals=figures.totals(baseline, area.pk),
            lines=figures.by_area(baseline, area.pk),
            changes=figures.changes(baseline, area.pk),
            may_edit=self.request.user.may_somewhere(Act.BASELINE_EDIT) and not baseline.adopted_on,
        )


class BaselineMembers(ListPage):
    """The communities of a version, as they were then."""

    model, filterset_class, template_name = BaselineMember, MemberFilter, "communities/baseline_members.html"
    list_name, title = "baseline_members", "底数名单"
    columns = [
        Column("name", "小区", sort="name"),
        Column("area", "街道", sort="area"),
        Column("built_year", "建成", numeric=True, sort="built_year"),
        Column("floor_area", "面积（㎡）", numeric=True, sort="floor_area"),
        Column("households", "户数", numeric=True),
        Column("change", "变化"),
        Column("reason", "原因"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().filter(baseline__code=self.kwargs["code"])
        return rows.select_related("area__parent", "community")

    def get_context_data(self, **kwargs):
        return super().get_context_data(code=self.kwargs["code"], **kwargs)


class BaselineHistory(ByCode, HistoryPage):
    pass


class BaselineOpen(FormPage):
    model, form_class, title, act = Baseline, VersionForm, "新开一个版本", Act.BASELINE_EDIT
    done, button = "新版本已建立，沿用了现行版本的小区", "建立版本"

    def act_on(self, obj, by, **values):
        return actions.open_version(by=by, **values)


class BaselineRecord(ByCode, ActPage):
    form_class, title, act = MemberForm, "登记变化", Act.BASELINE_EDIT
    action, done, button = actions.record, "已登记", "登记"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user}


class BaselineAdopt(ByCode, ActPage):
    form_class, title, act = AdoptForm, "确认版本", Act.BASELINE_EDIT
    explain = "确认后这个版本成为现行底数，不能再改；退出的小区同时改为“退出”"
    action, done, button = actions.adopt, "已确认，成为现行底数", "确认这个版本"
