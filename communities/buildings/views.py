from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q, Sum
from django.db.models.functions import Length
from django.shortcuts import get_object_or_404
from django.urls import reverse

from accounts.policy import Act
from communities.buildings import actions, forms, lifts, reconcile
from communities.buildings.exchange import exported
from communities.buildings.filters import BuildingFilter, DifferenceFilter
from communities.buildings.models import Building, CountExplanation, StairUnit
from communities.register.models import Community
from communities.register.views import CommunityTabs
from core.exchange.views import ExportPage
from core.listing import Column
from core.templatetags.house import wan
from core.thresholds import rows
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage

BY_NUMBER = (Length("number"), "number")  # 2幢 before 10幢
GRADES = Q(grade__in=["C", "D"])


class BuildingList(ListPage):
    """楼栋."""

    model, filterset_class, template_name = Building, BuildingFilter, "communities/buildings.html"
    list_name, title = "buildings", "楼栋"
    columns = [
        Column("name", "楼栋", sort="community__pinyin"),
        Column("area", "区县 / 街道", sort="community__code"),
        Column("built_year", "建成", numeric=True, sort="built_year"),
        Column("storeys", "层数", numeric=True, sort="storeys"),
        Column("structure", "结构", default=False),
        Column("stair_units", "单元", numeric=True),
        Column("households", "户数", numeric=True, sort="households"),
        Column("floor_area", "面积（㎡）", numeric=True, sort="floor_area"),
        Column("grade", "安全等级", sort="grade"),
        Column("hazards", "隐患"),
        Column("lift", "加梯"),
        Column("updated_at", "最近修改", sort="updated_at", default=False),
    ]

    def get_base_queryset(self):
        return exported(super().get_base_queryset())

    def totals(self, queryset):
        sums = queryset.order_by().aggregate(
            n=Count("pk"), units=Sum("stair_units"), households=Sum("households"), area=Sum("floor_area"),
            bad=Count("pk", filter=GRADES),
        )  # fmt: skip
        return [
            ("楼栋", f"{sums['n']:,} 幢"),
            ("单元", f"{sums['units'] or 0:,} 个"),
            ("户数", f"{sums['households'] or 0:,} 户"),
            ("面积", wan(sums["area"] or 0)),
            ("C、D级", f"{sums['bad']:,} 幢"),
        ]

    def get_context_data(self, **kwargs):
        found = super().get_context_data(may_import=self.request.user.may_somewhere(Act.BUILDING_IMPORT), **kwargs)
        return found | {"lift_counts": lifts.counts_of_buildings(found["object_list"])}


class BuildingExport(ExportPage):
    kind = "buildings"


class StairUnitExport(ExportPage):
    kind = "stair_units"


class CommunityBuildings(CommunityTabs, DetailPage):
    """楼栋 of one community: recorded totals beside the sums, what lifts can be added, every building."""

    model, template_name, tab = Community, "communities/community_buildings.html", "buildings"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district")

    def get_context_data(self, **kwargs):
        blocks = list(self.object.blocks.order_by(*BY_NUMBER))
        return super().get_context_data(
            blocks=blocks,
            lines=reconcile.lines(self.object),
            lifts=lifts.counts(StairUnit.objects.filter(building__community=self.object)),
            lift_counts=lifts.counts_of_buildings(blocks),
            storeys=rows(lifts.STOREYS).get(lifts.STOREYS),
            hazardous=sum(1 for b in blocks if b.hazards),
            dangerous=[b for b in blocks if b.grade in ("C", "D")],
            may_edit_buildings=self.request.user.may(Act.BUILDING_EDIT, self.object),
            **kwargs,
        )


class DifferenceList(ListPage):
    """数据核对: the communities whose totals are not the sums of their buildings."""

    model, filterset_class, template_name = Community, DifferenceFilter, "communities/differences.html"
    list_name, title = "differences", "档案与楼栋不一致的小区"
    columns = [
        Column("name", "小区", sort="pinyin"),
        Column("district", "区县 / 街道", sort="code"),
        Column("differences", "差异"),
        Column("state", "说明"),
    ]

    def get_base_queryset(self):
        return reconcile.differing(super().get_base_queryset().select_related("area", "district"))

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        lines = reconcile.lines_of(found["object_list"])
        return found | {"lines": {pk: [one for one in own if one.difference] for pk, own in lines.items()}}


class Explain(ActPage):
    """Say why a community's total and the sum of its buildings differ."""

    model, form_class, act, done, button = Community, forms.ExplainForm, Act.BUILDING_EDIT, "说明已保存", "保存说明"

    def find(self, pk=None, quantity="", **kwargs):
        community = super().find(pk)
        self.line = next((line for line in reconcile.lines(community) if line.quantity == quantity), None)
        return community

    @property
    def title(self):
        return f"说明{CountExplanation.Quantity(self.kwargs['quantity']).label}的差异"

    @property
    def explain(self):
        if self.line is None:
            return "这个小区还没有录入楼栋"
        unit = self.line.unit
        numbers = f"档案 {self.line.recorded:,f} {unit}，楼栋合计 {self.line.counted:,f} {unit}"
        return f"{numbers}。说明只对这两个数有效，数变了要重新说明"

    def act_on(self, obj, by, version=None, reason=""):
        reconcile.explain_difference(obj, self.kwargs["quantity"], reason, by=by)

    def get_success_url(self):
        return reverse("communities:buildings", args=[self.object.pk])


class BuildingTabs:
    def tabs(self):
        b = self.object
        return [
            ("概况", b.get_absolute_url(), "detail"),
            ("变更记录", reverse("communities:building_history", args=[b.pk]), "history"),
        ]

    def get_queryset(self):
        return super().get_queryset().select_related("community__area", "community__district")

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may(Act.BUILDING_EDIT, self.object)
        return super().get_context_data(tabs=self.tabs(), may_edit=may_edit, **kwargs)


class BuildingPage(BuildingTabs, DetailPage):
    model, template_name, tab = Building, "communities/building.html", "detail"

    def get_context_data(self, **kwargs):
        rules = lifts.conditions()
        units = [(unit, lifts.judge(unit, rules=rules)) for unit in self.object.units.order_by(*BY_NUMBER)]
        return super().get_context_data(
            units=units,
            storeys=rows(lifts.STOREYS).get(lifts.STOREYS),
            **kwargs,
        )


class BuildingHistory(BuildingTabs, HistoryPage):
    model, tab = Building, "history"


class BuildingCreate(FormPage):
    model, form_class, act = Building, forms.BuildingForm, Act.BUILDING_EDIT
    done, button = "楼栋已登记", "登记"

    def find(self, community):
        self.community = get_object_or_404(Community.objects.visible_to(self.request.user), pk=community)
        if not self.request.user.may(self.act, self.community):
            raise PermissionDenied

    @property
    def title(self):
        return f"给{self.community}登记楼栋"

    def act_on(self, obj, by, **values):
        return actions.create(by=by, community=self.community, **values)


class BuildingEdit(FormPage):
    model, form_class, act = Building, forms.BuildingForm, Act.BUILDING_EDIT
    done, button = "已保存，变更记录里可以查到", "保存修改"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class BuildingDrop(ActPage):
    model, form_class, title, act = Building, forms.ReasonForm, "删除楼栋", Act.BUILDING_EDIT
    explain = "只用于录错的楼栋。它的单元一起删除，变更记录里都查得到"
    done, button = "楼栋已删除", "删除"

    def act_on(self, obj, by, version=None, **values):
        actions.drop(obj, by=by, **values)

    def get_success_url(self):
        return reverse("communities:buildings", args=[self.object.community_id])


class StairUnitCreate(FormPage):
    model, form_class, act = StairUnit, forms.StairUnitForm, Act.BUILDING_EDIT
    done, button = "单元已登记", "登记"

    def find(self, building):
        self.building = get_object_or_404(Building.objects.visible_to(self.request.user), pk=building)
        if not self.request.user.may(self.act, self.building):
            raise PermissionDenied

    @property
    def title(self):
        return f"给{self.building}登记单元"

    def get_initial(self):
        return {"storeys": self.building.storeys, "number": f"{self.building.units.count() + 1}单元"}

    def act_on(self, obj, by, **values):
        return actions.create_unit(by=by, building=self.building, **values)


class StairUnitEdit(FormPage):
    model, form_class, act = StairUnit, forms.StairUnitForm, Act.BUILDING_EDIT
    done, button = "单元已保存", "保存修改"

    def get_queryset(self):
        return super().get_queryset().select_related("building__community__area")

    def act_on(self, obj, by, **values):
        return actions.edit_unit(obj, by=by, **values)


class StairUnitDrop(ActPage):
    model, form_class, title, act = StairUnit, forms.ReasonForm, "删除单元", Act.BUILDING_EDIT
    explain = "只用于录错的单元"
    done, button = "单元已删除", "删除"

    def act_on(self, obj, by, version=None, **values):
        actions.drop_unit(obj, by=by, **values)

    def get_success_url(self):
        return self.object.building.get_absolute_url()
