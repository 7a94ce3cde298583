from django.urls import reverse

from accounts.policy import Act
from communities.register.models import Community
from communities.register.views import CommunityTabs
from communities.strategy import actions, figures
from communities.strategy.filters import DecisionFilter
from communities.strategy.forms import DecisionForm
from communities.strategy.models import StrategyDecision
from core.listing import Column
from core.views import ActPage, DetailPage, ListPage


class CommunityStrategy(CommunityTabs, DetailPage):
    """How this community is renewed and why; the decisions before."""

    model, template_name, tab = Community, "communities/community_strategy.html", "strategy"

    def get_queryset(self):
        return super().get_queryset().select_related("area", "district")

    def get_context_data(self, **kwargs):
        last, *earlier = list(self.object.decisions.visible_to(self.request.user)) or [None]
        rule = figures.rule_of_sameness()
        alike = figures.alike(last) if last else 0
        return super().get_context_data(
            decision=last,
            earlier=earlier,
            alike=alike,
            rule=rule,
            too_alike=bool(rule) and alike + 1 >= rule.value,
            may_decide=self.request.user.may(Act.STRATEGY_DECIDE, self.object),
            **kwargs,
        )


class StrategyDecide(ActPage):
    """Decide, with what the portal knows of the community beside the form."""

    model, form_class, act = Community, DecisionForm, Act.STRATEGY_DECIDE
    template_name, title = "communities/strategy_decide.html", "决定改造方式"
    button, done = "记下决定", "决定已记下，小区的改造方式随之更新"

    def get_initial(self):
        return {"strategy": self.object.strategy, "decided_by": self.request.user.office}

    def act_on(self, obj, by, version=None, **values):
        return actions.decide(obj, by=by, **values)

    def get_context_data(self, **kwargs):
        back = reverse("communities:strategy", args=[self.object.pk])
        facts = figures.facts_of([self.object])[self.object.pk]
        return super().get_context_data(facts=facts, **kwargs) | {"back": back}


class StrategyList(ListPage):
    """The decisions that hold, and which of them say the same of too many communities."""

    model, filterset_class, template_name = StrategyDecision, DecisionFilter, "communities/strategies.html"
    list_name, title = "strategies", "改造方式"
    lead = "每个小区现行的决定。一区一策：理由应说这个小区自己的情况"
    columns = [
        Column("community", "小区", sort="community"),
        Column("area", "区县 / 街道"),
        Column("strategy", "改造方式"),
        Column("reason", "理由", sort="reason"),
        Column("decided_by", "决定人"),
        Column("decided_on", "决定日期", sort="decided_on"),
    ]

    def get_base_queryset(self):
        found = super().get_base_queryset().holding()
        return found.select_related("community__area", "community__district")

    def get_context_data(self, **kwargs):
        groups = figures.repeated(StrategyDecision.objects.visible_to(self.request.user))
        same = {(g["district"], g["reason_key"]): g["communities"] for g in groups}
        context = super().get_context_data(groups=groups, **kwargs)
        for decision in context["object_list"]:
            decision.same = same.get((decision.community.district_id, decision.reason_key), 0)
        return context | {"rule": figures.rule_of_sameness()}
