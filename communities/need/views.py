from django.core.paginator import Paginator
from django.http import Http404
from django.views.generic import ListView, TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from communities.need import actions, figures
from communities.need.factors import FACTORS
from communities.need.forms import WeightsForm, WhatIfForm
from communities.need.models import NeedWeights
from communities.register.models import Community
from communities.register.views import CommunityTabs
from core.errors import Refused
from core.listing import PER_PAGE, pager
from core.views import DetailPage, FormPage, StaffPage


def published(code=None):
    """The version asked for, else the one in force."""
    found = NeedWeights.objects.filter(code=code).first() if code else figures.in_force()
    if found is None and code:
        raise Http404
    if found is None:
        raise Refused("no_weights", "还没有公布需求权重，请市级先公布一版")
    return found


class NeedRanking(StaffPage, TemplateView):
    """Who needs it most, by the published weights or by others tried out; nothing is saved."""

    template_name = "communities/need.html"

    def get_context_data(self):
        area = own_area(self.request.user, self.request.GET.get("area"))
        weights = published(self.request.GET.get("weights"))
        form = WhatIfForm(self.request.GET, weights=weights.factors)
        tried = form.tried() if form.is_valid() else None
        ranked = figures.ranking(area.pk, tried or weights.factors)
        page = Paginator(ranked, PER_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            area=area,
            areas=self.request.user.area_choices,
            weights=weights,
            form=form,
            tried=tried,
            before=self.before(area, weights) if tried else {},
            factors=[FACTORS[code] for code in figures.counted(tried or weights.factors)],
            page=page,
            pager=pager(self.request, page),
            may_weigh=self.request.user.may_somewhere(Act.NEED_WEIGH),
        )

    def before(self, area, weights):
        """{community key: its rank by the published weights}, to show who moves."""
        return {found.community.pk: found.rank for found in figures.ranking(area.pk, weights.factors)}


class CommunityNeed(CommunityTabs, DetailPage):
    """One community's score, factor by factor, and where it stands."""

    model, template_name, tab = Community, "communities/community_need.html", "need"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district", "unit")

    def get_context_data(self, **kwargs):
        weights = published()
        ranked = figures.ranking(self.object.area_id[:4], weights.factors)
        mine = next(found for found in ranked if found.community.pk == self.object.pk)
        district = [found for found in ranked if found.community.district_id == self.object.district_id]
        ahead = sum(1 for found in district if found.score is not None and found.score > (mine.score or 0))
        places = [("全市", mine.rank, len(ranked)), (self.object.district, ahead + 1, len(district))]
        return super().get_context_data(weights=weights, mine=mine, places=places, **kwargs)


class WeightsList(StaffPage, ListView):
    template_name = "communities/need_weights_list.html"
    model = NeedWeights

    def get_context_data(self, **kwargs):
        may_weigh = self.request.user.may_somewhere(Act.NEED_WEIGH)
        return super().get_context_data(in_force=figures.in_force(), may_weigh=may_weigh, **kwargs)


class WeightsPage(StaffPage, TemplateView):
    """A version: what counts how much, between which ends, and where the values come from."""

    template_name = "communities/need_weights.html"

    def get_context_data(self, code):
        weights = published(code)
        lines = [(FACTORS[code], rule) for code, rule in figures.counted(weights.factors).items()]
        return super().get_context_data(object=weights, lines=lines, in_force=figures.in_force())


class WeightsPublish(FormPage):
    model, form_class, title, act = NeedWeights, WeightsForm, "公布新的权重", Act.NEED_WEIGH
    template_name, done, button = "communities/need_weights_form.html", "已公布，从启用日期起生效", "公布"

    def get_form_kwargs(self):
        now = figures.in_force()
        return super().get_form_kwargs() | {"weights": now.factors if now else None}

    def act_on(self, obj, by, **values):
        return actions.publish(by=by, **values)
