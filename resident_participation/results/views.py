"""Sealed bundles, the public page of a round, its notice and certificate to print, the audit."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import TemplateView

from accounts.policy import Act
from core.errors import Refused
from core.panels import panels
from core.steps.table import NothingForm
from core.views import ActPage, DetailPage
from resident_participation.objections import figures as objections
from resident_participation.paper.actions import disagreement
from resident_participation.recounts import figures as recounts
from resident_participation.results import actions, audit
from resident_participation.results.forms import BundleForm
from resident_participation.results.models import BundleRequest
from resident_participation.slips import call_backs
from resident_participation.slips.printing import qr
from resident_participation.votes import figures, words
from resident_participation.votes.models import Round
from resident_participation.votes.views import SMALL, RoundTabs, results_of


class BundleAsk(ActPage):
    model, form_class, act, title, button = Round, BundleForm, Act.BUNDLE_ASK, "申请封存核对包", "申请"
    explain = "里面有每户的选择，只用于复核和诉讼。申请的人和下载的人不能是同一个人"
    action, done = actions.ask, "已申请，请另一位同事在一天以内下载"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "obj": self.object}


class BundleTake(ActPage):
    model, form_class, act, title, button = BundleRequest, NothingForm, Act.BUNDLE_TAKE, "下载封存核对包", "下载"
    explain = "只能下载这一次"

    def form_valid(self, form):
        try:
            text = actions.take(self.object, by=self.request.user)
        except Refused as refused:
            return self.turned_down(form, {"__all__": [refused.message]}, status=409)
        name = f'attachment; filename="sealed-{self.object.round_id}.json"'
        return HttpResponse(
            text, "application/json", headers={"Content-Disposition": name, "Cache-Control": "no-store"}
        )


class Audit(RoundTabs, DetailPage):
    """What looks wrong in a round, each with its evidence."""

    model, template_name, tab = Round, "resident_participation/audit.html", "audit"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            findings=audit.findings(self.object),
            looked_for=audit.LOOKED_FOR,
            clerks=audit.clerks(self.object),
            helpers=audit.helpers(self.object),
            called=call_backs.rate(self.object),
            disagreement=disagreement(self.object),
            **kwargs,
        )


class PublicRound(TemplateView):
    """What anybody sees of a round: the rule, the items, the days, who took part; the result once it is declared."""

    template_name = "resident_participation/public_round.html"

    def get_context_data(self, pk, **kwargs):
        rows = Round.objects.public().select_related("community__area__parent", "community__district")
        r = get_object_or_404(rows, pk=pk)
        declared = r.status == Round.Status.CLOSED
        items = [] if declared else r.package.get("items", [])
        channels = figures.channels(r) if r.package else {}
        second = recounts.correction(r) if declared else None
        return super().get_context_data(
            round=r,
            community=r.community,
            declared=declared,
            results=results_of(r) if declared else [],
            items=[(item, words.rule_words(item), points(item)) for item in items],
            roll=r.package.get("roll"),
            took_part=figures.took_part(r) if r.package else None,
            progress=figures.by_building(r) if r.package and not declared else [],
            channels=[(name, channels.get(name, 0)) for name in ("web", "paper", "tablet")],
            disagreement=disagreement(r),
            small=r.package and r.package["roll"]["households"] <= SMALL,
            bundle=bundle_url(r),
            objections=objections.told(r),
            report=recounts.report(r) if declared else None,
            called=call_backs.rate(r) if declared else None,
            may_ask=declared and not recounts.window_closed(r),
            second=second,
            corrected=results_of(r, second.results) if second else [],
            panels=panels("public_round", r, self.request),
            qr=qr(self.request.build_absolute_uri(reverse("resident_participation:public_round", args=[r.pk]))),
            **kwargs,
        )


def points(item):
    return [line.strip() for line in item["text"].splitlines() if line.strip()]


def bundle_url(round_):
    kind = "votes" if round_.kind == "vote" else "consultations"
    return f"/api/v1/{kind}/{round_.pk}/bundle/"


class PrintNotice(PublicRound):
    """The notice as it hangs on the board: what is decided, by which rule, from when to when, under which hash."""

    template_name = "resident_participation/print_notice.html"


class Certificate(PublicRound):
    """结果证书, its words made from kind and rule: an advisory round never passes by law."""

    template_name = "resident_participation/certificate.html"

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        if not found["declared"]:
            raise Refused("secret", "还没有公布结果")
        return found
