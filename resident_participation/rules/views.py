"""表决规则: every version with its source, for the desk and for any reader; the city publishes the next one."""

from django.views.generic import TemplateView

from accounts.policy import Act
from core.listing import Column
from core.views import DetailPage, FormPage, ListPage
from resident_participation.rules import actions, figures
from resident_participation.rules.filters import RuleSetFilter
from resident_participation.rules.forms import RuleSetForm
from resident_participation.votes.models import RuleSet


class RuleSetList(ListPage):
    """All versions of all rule sets."""

    model, filterset_class, template_name = RuleSet, RuleSetFilter, "resident_participation/rule_sets.html"
    list_name, title = "rule_sets", "表决规则"
    columns = [Column("name", "规则")]

    def get_context_data(self, **kwargs):
        found = super().get_context_data(may_publish=self.request.user.may_somewhere(Act.RULE_SET_EDIT), **kwargs)
        return found | {"versions": figures.versions(found["object_list"])}


class RuleSetPage(DetailPage):
    """One version, with its documents and the other versions of the same rule."""

    model, template_name = RuleSet, "resident_participation/rule_set.html"

    def get_context_data(self, **kwargs):
        rows = RuleSet.objects.filter(code=self.object.code).order_by("-valid_from")
        own = figures.versions(rows)
        return super().get_context_data(
            version=next(one for one in own if one.rule == self.object),
            versions=own,
            may_publish=self.request.user.may(Act.RULE_SET_EDIT, self.object),
            **kwargs,
        )


class RuleSetPublish(FormPage):
    """The next version, filled in from this one."""

    model, form_class, act = RuleSet, RuleSetForm, Act.RULE_SET_EDIT
    button, done = "发布新版", "新版已发布，居民在规则页上看得到"

    @property
    def title(self):
        return f"发布新版：{self.object}"

    def act_on(self, obj, by, **values):
        return actions.publish(obj, by=by, **values)


class PublicRules(TemplateView):
    """What any reader finds before a round: thresholds, days, ways, silence, double ballots, with their source."""

    template_name = "resident_participation/public_rules.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(rules=figures.by_code(), **kwargs)
