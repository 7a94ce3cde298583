"""Cards of a community on the desk of its street office."""

from django.http import HttpResponse

from accounts.policy import Act
from communities.models import Community
from communities.register.views import CommunityTabs
from core.errors import Refused
from core.steps.table import NothingForm
from core.views import ActPage, DetailPage
from resident_participation.cards import actions, forms
from resident_participation.cards.models import CardBatch
from resident_participation.rolls.models import RollRow


class Cards(CommunityTabs, DetailPage):
    """The batches of a community: who asked, who printed, how many households have none."""

    model, template_name, tab = Community, "resident_participation/cards.html", "roll"

    def get_context_data(self, **kwargs):
        homes = actions.households(self.object)
        return super().get_context_data(
            batches=self.object.card_batches.select_related("asked_by", "taken_by"),
            households=homes.count(),
            without=homes.exclude(cards__live=True).count(),
            may_ask=self.request.user.may(Act.CARD_ASK, self.object),
            **kwargs,
        )


class Asking(ActPage):
    """Ask for sheets; back to the batches."""

    act, button = Act.CARD_ASK, "申请"
    explain = "参与码只印在卡上，系统里不留。申请的人和打印的人不能是同一个人"
    done = "已申请，请另一位同事在一天以内打印"

    def ask(self, community, by, **values):
        site = self.request.build_absolute_uri("/")[:-1]
        self.batch, _ = actions.ask(community, by=by, site=site, **values)

    def get_success_url(self):
        return self.batch.get_absolute_url()


class CardsAsk(Asking):
    model, form_class, title = Community, forms.AskForm, "申请打印参与卡"

    def act_on(self, obj, by, version=None):
        self.ask(obj, by)


class CardAgain(Asking):
    model, form_class, title = RollRow, forms.AgainForm, "补打参与卡"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area")

    def act_on(self, obj, by, reason, version=None):
        self.ask(obj.community, by, row=obj, reason=reason)


class CardsPrint(ActPage):
    """The sheets, once, straight to the printer."""

    model, form_class, act, title, button = CardBatch, NothingForm, Act.CARD_PRINT, "打印参与卡", "打开并打印"
    explain = "只能打开这一次，打开后马上打印。关掉就没有了，要再打只能补打，旧码作废"

    def form_valid(self, form):
        try:
            html = actions.take(self.object, by=self.request.user)
        except Refused as refused:
            return self.turned_down(form, {"__all__": [refused.message]}, status=409)
        return HttpResponse(html, headers={"Cache-Control": "no-store"})
