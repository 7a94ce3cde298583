from django.db.models import Count, Sum
from django.urls import reverse

from accounts.policy import Act
from communities.register import actions, forms
from communities.register.filters import CommunityFilter
from communities.register.models import Community
from communities.register.stages import steps
from core.exchange.views import ExportPage
from core.listing import Column
from core.panels import panels
from core.templatetags.house import wan
from core.views import DetailPage, FormPage, HistoryPage, ListPage


class CommunityList(ListPage):
    """小区档案."""

    model, filterset_class, template_name = Community, CommunityFilter, "communities/list.html"
    list_name, title = "communities", "小区档案"
    columns = [
        Column("name", "小区", sort="pinyin"),
        Column("district", "区县 / 街道", sort="code"),
        Column("unit", "片区"),
        Column("built_year", "建成", numeric=True, sort="built_year"),
        Column("floor_area", "面积（万㎡）", numeric=True, sort="floor_area"),
        Column("buildings", "幢", numeric=True, default=False),
        Column("households", "户数", numeric=True, sort="households"),
        Column("elderly", "60岁以上", numeric=True, default=False),
        Column("property_mode", "物业", default=False),
        Column("strategy", "改造方式", default=False),
        Column("management_org", "管理机构", default=False),
        Column("plan_year", "计划年度", numeric=True, sort="plan_year"),
        Column("status", "状态", sort="status"),
        Column("updated_at", "最近修改", sort="updated_at", default=False),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area", "district", "unit", "management_org")

    def totals(self, queryset):
        sums = queryset.order_by().aggregate(n=Count("pk"), area=Sum("floor_area"), households=Sum("households"))
        return [
            ("小区", f"{sums['n']:,} 个"),
            ("面积", wan(sums["area"] or 0)),
            ("户数", f"{sums['households'] or 0:,} 户"),
        ]

    def get_context_data(self, **kwargs):
        user = self.request.user
        extra = {"may_create": user.may_somewhere(Act.COMMUNITY_CREATE)}
        return super().get_context_data(may_import=user.may_somewhere(Act.COMMUNITY_IMPORT), **extra, **kwargs)


class CommunityExport(ExportPage):
    """The list as a sheet that can be imported again; `?as=csv` for CSV."""

    kind = "communities"


class CommunityTabs:
    """The tabs of a community's record; those of higher floors are reached by name."""

    def tabs(self):
        c = self.object
        return [
            ("概况", c.get_absolute_url(), "detail"),
            ("楼栋", reverse("communities:buildings", args=[c.pk]), "buildings"),
            ("生活圈", reverse("communities:life_circle", args=[c.pk]), "life_circle"),
            ("调查", reverse("communities:community_surveys", args=[c.pk]), "surveys"),
            ("完整性", reverse("communities:completeness", args=[c.pk]), "completeness"),
            ("改造方式", reverse("communities:strategy", args=[c.pk]), "strategy"),
            ("需求", reverse("communities:need", args=[c.pk]), "need"),
            ("可用空间", reverse("communities:spaces", args=[c.pk]), "spaces"),
            ("业主名册", reverse("resident_participation:roll", args=[c.pk]), "roll"),
            ("项目", f"{reverse('projects:list')}?community={c.pk}", ""),
            ("意见", f"{reverse('resident_participation:inbox')}?community={c.pk}", ""),
            ("议事", f"{reverse('resident_participation:bodies')}?community={c.pk}", ""),
            ("变更记录", reverse("communities:history", args=[c.pk]), "history"),
        ]

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may(Act.COMMUNITY_EDIT, self.object)
        return super().get_context_data(tabs=self.tabs(), may_edit=may_edit, **kwargs)


class CommunityDetail(CommunityTabs, DetailPage):
    model, template_name, tab = Community, "communities/detail.html", "detail"

    def get_queryset(self):
        related = ("area", "district", "neighborhood", "unit", "management_org")
        return super().get_queryset().select_related(*related).prefetch_related("former_names")

    def get_context_data(self, **kwargs):
        baselines = self.object.baselines.visible_to(self.request.user).select_related("baseline")
        return super().get_context_data(
            steps=steps(self.object.status),
            baselines=baselines,
            panels=panels("community", self.object, self.request),
            **kwargs,
        )


class CommunityHistory(CommunityTabs, HistoryPage):
    model, tab = Community, "history"


class CommunityCreate(FormPage):
    model, form_class, title, act = Community, forms.CommunityForm, "新建小区", Act.COMMUNITY_CREATE
    done, button = "小区已建档", "建立档案"

    def act_on(self, obj, by, **values):
        return actions.create(by=by, **values)


class CommunityEdit(FormPage):
    model, form_class, act = Community, forms.CommunityForm, Act.COMMUNITY_EDIT
    done, button = "已保存，变更记录里可以查到", "保存修改"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)
