"""「我没有投过」 and the ballots of owners whose flats disagree, on the desk of those who look into them."""

from django.http import Http404

from accounts.policy import Act
from core.views import ActPage, DetailPage
from resident_participation.ballots import actions, forms
from resident_participation.ballots.models import Ballot, Dispute
from resident_participation.votes import closing
from resident_participation.votes.models import Round
from resident_participation.votes.views import RoundTabs, named


class Disputes(RoundTabs, DetailPage):
    model, template_name, tab = Round, "resident_participation/disputes.html", "disputes"

    def get_context_data(self, **kwargs):
        r, user = self.object, self.request.user
        disputes = Dispute.objects.filter(ballot__round=r).select_related("ballot__seat").prefetch_related("files")
        owners = closing.held(r)
        held = r.ballots.filter(standing="counted", seat__owner__in=owners).select_related("seat")
        return super().get_context_data(
            disputes=disputes,
            held=held.order_by("seat__owner", "seat__number"),
            may_settle=user.may(Act.DISPUTE_UPHOLD, r),
            **kwargs,
        )


class DisputeAnswer(ActPage):
    """Uphold or annul, by the last part of the address."""

    model, form_class, done = Dispute, forms.AnswerForm, "已答复"
    acts = {"uphold": (actions.uphold, Act.DISPUTE_UPHOLD), "annul": (actions.annul, Act.DISPUTE_ANNUL)}

    def dispatch(self, request, *args, name, **kwargs):
        if name not in self.acts:
            raise Http404
        self.settle, self.act = self.acts[name]
        self.title = self.button = self.act.label
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self):
        return super().get_queryset().select_related("ballot__round__community__area", "ballot__seat")

    def act_on(self, obj, by, version=None, **values):
        return self.settle(obj, by=by, **values)


class BallotWithdraw(ActPage):
    model, form_class, act, title = Ballot, forms.WithdrawForm, Act.DISPUTE_ANNUL, "撤销不算的那张选票"
    done = "已撤销"

    def act_on(self, obj, by, version=None, **values):
        closing.withdraw(obj, by=by, **values)

    def get_success_url(self):
        return named("round_disputes", self.object.round)
