"""Lift consents of one community: each stair unit decides for itself, all are seen side by side."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.policy import Act
from communities.models import Community
from communities.register.views import CommunityTabs
from core.views import ActPage, DetailPage
from resident_participation.lifts import actions, figures, forms
from resident_participation.votes.models import Round


class LiftConsents(CommunityTabs, DetailPage):
    """All stair-unit rounds of a community, and the units that have none yet."""

    model, template_name, tab = Community, "resident_participation/lift_consents.html", "roll"

    def get_context_data(self, **kwargs):
        home, user = self.object, self.request.user
        lines = figures.lines(home, Round.objects.visible_to(user))
        have = {(line.round.building, line.round.unit) for line in lines}
        units = figures.stair_units(home).values()
        return super().get_context_data(
            lines=lines,
            without=[unit for unit in units if (unit.building, unit.unit) not in have],
            may_draft=bool(units) and user.may(Act.VOTE_EDIT, home),
            **kwargs,
        )


class DraftUnits(ActPage):
    model, form_class, act, title, button = Community, forms.DraftUnitsForm, Act.VOTE_EDIT, "各单元加装电梯", "一次起草"
    explain = "选中的每个单元各起草一轮，标题、事项、规则一样，各单元各自表决、各算各的"
    done = "已起草，请逐个单元公示名册、定稿"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "obj": self.object}

    def get_initial(self):
        return {"office": f"{self.object.area}办事处"}

    def act_on(self, obj, by, version=None, **values):
        actions.draft_units(obj, by=by, **values)

    def get_success_url(self):
        return reverse("resident_participation:lift_consents", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class PublicLifts(TemplateView):
    """What any resident sees of a community's stair units."""

    template_name = "resident_participation/public_lifts.html"

    def get_context_data(self, code, **kwargs):
        homes = Community.objects.public().select_related("area", "district")
        home = get_object_or_404(homes, code=code)
        return super().get_context_data(community=home, lines=figures.lines(home, Round.objects.public()), **kwargs)
