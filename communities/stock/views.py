from django.db.models import Count, Sum
from django.urls import reverse

from accounts.policy import Act
from communities.facilities.coverage import standards
from communities.facilities.models import FacilityKind
from communities.register.models import Community, RenovationUnit
from communities.register.views import CommunityTabs
from communities.stock import actions, forms, matching
from communities.stock.filters import StockSpaceFilter
from communities.stock.models import SpaceUse, StockSpace
from core.exchange.views import ExportPage
from core.listing import Column
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage


class SpaceList(ListPage):
    """存量空间."""

    model, filterset_class, template_name = StockSpace, StockSpaceFilter, "communities/stock_spaces.html"
    list_name, title = "stock_spaces", "存量空间"
    lead = "闲置和低效的房屋、场地，能用来补小区的短板"
    columns = [
        Column("name", "名称", sort="name"),
        Column("area", "街道", sort="code"),
        Column("kind", "类型"),
        Column("size", "面积（㎡）", numeric=True, sort="size"),
        Column("title", "权属"),
        Column("uses", "可能用途"),
        Column("state", "状态", sort="state"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area__parent")

    def totals(self, queryset):
        sums = queryset.order_by().aggregate(n=Count("pk"), size=Sum("size"))
        return [("空间", f"{sums['n']:,} 处"), ("面积", f"{sums['size'] or 0:,.0f} ㎡")]

    def get_context_data(self, **kwargs):
        may_create = self.request.user.may_somewhere(Act.STOCK_EDIT)
        return super().get_context_data(may_create=may_create, kinds=kind_names(), **kwargs)


def kind_names():
    return dict(FacilityKind.objects.values_list("pk", "name"))


class SpaceExport(ExportPage):
    kind = "stock_spaces"


class SpaceDetail(DetailPage):
    """A space: what it is, who has it when, which gaps it could fill."""

    model, template_name = StockSpace, "communities/stock_space.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent", "community")

    def get_context_data(self, **kwargs):
        space, user = self.object, self.request.user
        return super().get_context_data(
            arrangements=space.arrangements.select_related("purpose", "community"),
            chances=matching.chances(space),
            detour=standards().detour,
            kinds=kind_names(),
            may_edit=user.may(Act.STOCK_EDIT, space),
            may_promise=user.may(Act.SPACE_PROMISE, space) and space.state != StockSpace.State.WITHDRAWN,
            acts=actions.LIFE.table,
            **kwargs,
        )


class SpaceHistory(HistoryPage):
    model = StockSpace


class SpaceCreate(FormPage):
    model, form_class, title, act = StockSpace, forms.SpaceForm, "登记空间", Act.STOCK_EDIT
    done, button = "空间已登记", "登记"

    def act_on(self, obj, by, **values):
        return actions.create(by=by, **values)


class SpaceEdit(FormPage):
    model, form_class, act = StockSpace, forms.SpaceForm, Act.STOCK_EDIT
    done = "已保存"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class SpaceOffer(ActPage):
    model, form_class, act, title = StockSpace, forms.OfferForm, Act.SPACE_OFFER, "征集使用"
    action, done, button = actions.offer, "已发布征集", "发布征集"


class SpacePromise(ActPage):
    """Promise a space; `?purpose=` and `?community=` come from the gap it is to fill."""

    model, form_class, act, title = StockSpace, forms.PromiseForm, Act.SPACE_PROMISE, "约定使用"
    done, button = "已约定，这段时间别人不能再约", "约定"

    def get_initial(self):
        return {"purpose": self.request.GET.get("purpose", "")}

    def act_on(self, obj, by, version=None, **values):
        wanted = self.request.GET.get("community", "")
        seen = Community.objects.visible_to(by)
        community = seen.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None
        actions.promise(obj, by=by, community=community, **values)
        return obj


class UseAct(ActPage):
    """An act on one arrangement; back to its space."""

    model = SpaceUse


class UseAgree(UseAct):
    form_class, act, title = forms.AgreeForm, Act.SPACE_AGREE, "签订协议"
    action, done, button = actions.agree, "已登记协议", "登记协议"


class UseEnd(UseAct):
    form_class, act, title = forms.EndForm, Act.SPACE_END, "结束使用"
    action, done, button = actions.end, "已结束，空间可以另作安排", "结束使用"


class CommunitySpaces(CommunityTabs, DetailPage):
    """What a community lacks and which spaces could fill it, nearest first."""

    model, template_name, tab = Community, "communities/community_spaces.html", "spaces"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district", "unit")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            needs=matching.needs([self.object]),
            detour=standards().detour,
            may_promise=self.request.user.may(Act.SPACE_PROMISE, self.object),
            own=f"{reverse('communities:stock_spaces')}?community={self.object.pk}",
            **kwargs,
        )


class UnitSpaces(DetailPage):
    """What the communities of a unit lack together, and the spaces that could fill it: 一片区一方案."""

    model, template_name = RenovationUnit, "communities/unit_spaces.html"

    def get_context_data(self, **kwargs):
        members = list(self.object.communities.visible_to(self.request.user).order_by("code"))
        may_promise = self.request.user.may(Act.SPACE_PROMISE, self.object)
        needs, detour = matching.needs(members), standards().detour
        return super().get_context_data(members=members, needs=needs, detour=detour, may_promise=may_promise, **kwargs)
