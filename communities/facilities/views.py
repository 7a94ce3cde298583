from functools import cached_property

from django.db.models import Count, Sum
from django.http import Http404
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from communities.facilities import actions, chart, coverage, forms
from communities.facilities.balance import balance
from communities.facilities.exchange import exported
from communities.facilities.filters import FacilityFilter
from communities.facilities.models import Facility, FacilityKind
from communities.register.filters import CommunityFilter
from communities.register.models import Community, RenovationUnit
from communities.register.views import CommunityTabs
from core.exchange.views import ExportPage
from core.listing import Column
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage, StaffPage


class FacilityList(ListPage):
    """公共设施."""

    model, filterset_class, template_name = Facility, FacilityFilter, "communities/facilities.html"
    list_name, title = "facilities", "公共设施"
    columns = [
        Column("name", "设施", sort="name"),
        Column("kind", "种类", sort="kind__order"),
        Column("area", "区县 / 街道", sort="code"),
        Column("size", "规模", numeric=True),
        Column("floor_area", "建筑面积（㎡）", numeric=True, sort="floor_area", default=False),
        Column("site_area", "用地面积（㎡）", numeric=True, default=False),
        Column("capacity", "数量", numeric=True, sort="capacity", default=False),
        Column("operator", "运营单位"),
        Column("hours", "开放时间", default=False),
        Column("state", "状态"),
        Column("updated_at", "最近修改", sort="updated_at", default=False),
    ]

    def get_base_queryset(self):
        return exported(super().get_base_queryset())

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_create=self.request.user.may_somewhere(Act.FACILITY_EDIT), **kwargs)


class FacilityExport(ExportPage):
    kind = "facilities"


class DistanceExport(ExportPage):
    kind = "network_distances"


class FacilityTabs:
    def tabs(self):
        f = self.object
        history = reverse("communities:facility_history", args=[f.pk])
        return [("概况", f.get_absolute_url(), "detail"), ("变更记录", history, "history")]

    def get_queryset(self):
        return super().get_queryset().select_related("kind", "area__parent")

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may(Act.FACILITY_EDIT, self.object)
        return super().get_context_data(tabs=self.tabs(), may_edit=may_edit, **kwargs)


class FacilityDetail(FacilityTabs, DetailPage):
    """One facility and the communities that reach it on foot, on whichever side of a boundary."""

    model, template_name, tab = Facility, "communities/facility.html", "detail"

    def get_context_data(self, **kwargs):
        rules = coverage.standards(kind=self.object.kind_id)
        served = coverage.served(self.object, rules)
        return super().get_context_data(
            detour=rules.detour,
            radius=rules.radius.get(self.object.kind_id),
            floor_area=rules.floor_area.get(self.object.kind_id),
            site_area=rules.site_area.get(self.object.kind_id),
            served=served,
            households=sum(s.households for s in served),
            own={s.pk for s in served if s.area_code.startswith(tuple(self.request.user.prefixes))},
            **kwargs,
        )


class FacilityHistory(FacilityTabs, HistoryPage):
    model, tab = Facility, "history"


class FacilityCreate(FormPage):
    model, form_class, title, act = Facility, forms.FacilityForm, "登记公共设施", Act.FACILITY_EDIT
    done, button = "设施已登记", "登记"

    def act_on(self, obj, by, **values):
        return actions.create(by=by, **values)


class FacilityEdit(FormPage):
    model, form_class, act = Facility, forms.FacilityForm, Act.FACILITY_EDIT
    done, button = "已保存，变更记录里可以查到", "保存修改"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class DistanceSet(ActPage):
    """Store how far one walks from a community to this facility."""

    model, form_class, title, act = Facility, forms.DistanceForm, "登记步行距离", Act.FACILITY_EDIT
    done, button = "步行距离已保存，从现在起按它计算", "保存"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "facility": self.object}

    def act_on(self, obj, by, version=None, **values):
        actions.set_distance(values["community"], obj, metres=values["metres"], source=values["source"], by=by)
        return obj


class CoveragePage(StaffPage, TemplateView):
    """生活圈: every kind of facility, how many communities reach one, what is short."""

    template_name = "communities/coverage.html"

    def get_context_data(self):
        area, rules = own_area(self.request.user, self.request.GET.get("area")), coverage.standards()
        whole = coverage.totals(area.pk)
        supplies, found = balance(area.pk, rules, whole.people), coverage.coverage(area.pk, rules, whole)
        lines = [(line, supplies[line.kind.pk]) for line in found]
        return super().get_context_data(
            area=area,
            areas=self.request.user.area_choices,
            detour=rules.detour,
            tiers=by_tier(lines, lambda pair: pair[0].kind),
            worst=worst(found),
            whole=whole,
        )


def worst(found):
    """The five kinds that the most households cannot reach."""
    missing = [line for line in found if line.households_uncovered]
    return sorted(missing, key=lambda line: -line.households_uncovered)[:5]


def by_tier(lines, kind_of):
    """[(tier's label, its lines)], from the five minutes outwards."""
    order = [FacilityKind.Tier.BLOCK, FacilityKind.Tier.FIVE, FacilityKind.Tier.TEN, FacilityKind.Tier.FIFTEEN]
    groups = [(tier.label, [line for line in lines if kind_of(line).tier == tier]) for tier in order]
    return [(label, own) for label, own in groups if own]


class UncoveredList(ListPage):
    """The communities that reach no open facility of one kind, with how far the nearest is."""

    model, filterset_class, template_name = Community, CommunityFilter, "communities/uncovered.html"
    list_name = "uncovered"
    columns = [
        Column("name", "小区", sort="pinyin"),
        Column("district", "区县 / 街道", sort="code"),
        Column("households", "户数", numeric=True, sort="households"),
        Column("elderly", "60岁以上", numeric=True),
        Column("near", "最近的一处"),
        Column("metres", "步行", numeric=True),
        Column("status", "状态", sort="status"),
    ]

    @cached_property
    def area(self):
        return own_area(self.request.user, self.request.GET.get("area"))

    @cached_property
    def rules(self):
        rules = coverage.standards(kind=self.kwargs["kind"])
        if not rules.walked():
            raise Http404
        return rules

    @cached_property
    def uncovered(self):
        return coverage.uncovered(self.area.pk, self.rules).select_related("area", "district")

    @property
    def title(self):
        return f"够不着{self.rules.kinds[0]}的小区"

    def get_base_queryset(self):
        return self.uncovered.all()

    def totals(self, queryset):
        sums = queryset.order_by().aggregate(n=Count("pk"), households=Sum("households"), elderly=Sum("elderly"))
        return [
            ("小区", f"{sums['n']:,} 个"),
            ("户数", f"{sums['households'] or 0:,} 户"),
            ("60岁以上", f"{sums['elderly'] or 0:,} 人"),
        ]

    def get_context_data(self, **kwargs):
        dots = list(self.object_list.values_list("longitude", "latitude", "district_id", "district__name"))
        label = f"{self.area}{self.title} {len(dots)} 个的位置"
        found = super().get_context_data(
            kind=self.rules.kinds[0],
            radius=self.rules.radius[self.kwargs["kind"]],
            detour=self.rules.detour,
            area=self.area,
            picture=chart.where(self.area, dots, label, lambda code: f"?area={code}"),
            **kwargs,
        )
        near = coverage.nearest(found["object_list"], self.rules)
        return found | {"near": {pk: n for (pk, _), n in near.items()}}


class LifeCircle(CommunityTabs, DetailPage):
    """One community: what it reaches in five, ten and fifteen minutes, and what is missing."""

    model, template_name, tab = Community, "communities/life_circle.html", "life_circle"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district")

    def get_context_data(self, **kwargs):
        rules, c = coverage.standards(), self.object
        lines = coverage.life_circle(c, rules) if c.longitude is not None else []
        found = coverage.around(c, rules) if lines else []
        near = [line.near for line in lines if line.near]
        return super().get_context_data(
            detour=rules.detour,
            tiers=by_tier(lines, lambda line: line.kind),
            missing=[line for line in lines if line.missing],
            reached=[line for line in lines if line.radius and not line.missing],
            picture=chart.surroundings(c, found, rules.kinds, rules.detour.value) if lines else "",
            shown=len(found),
            own={n.facility for n in near if n.area.startswith(tuple(self.request.user.prefixes))},
            **kwargs,
        )


class UnitLifeCircle(DetailPage):
    """A renovation unit: for every kind, whether all, some or none of its communities reach one."""

    model, template_name = RenovationUnit, "communities/unit_life_circle.html"

    def get_context_data(self, **kwargs):
        rules, members = (
            coverage.standards(),
            list(self.object.communities.visible_to(self.request.user).order_by("code")),
        )
        lines = coverage.life_circle_of_unit(members, rules)
        return super().get_context_data(
            detour=rules.detour,
            members=members,
            without_place=[c for c in members if c.longitude is None],
            tiers=by_tier(lines, lambda line: line.kind),
            **kwargs,
        )
