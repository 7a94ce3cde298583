"""A recount on the desk, its report and the second certificate for everybody."""

from django.http import Http404
from django.utils import timezone

from accounts.policy import Act
from core.steps.table import NothingForm
from core.views import ActPage, DetailPage
from resident_participation.paper.forms import CHOICES, choices_of
from resident_participation.recounts import actions, figures, forms
from resident_participation.recounts.models import Recheck, Recount
from resident_participation.results.views import Certificate
from resident_participation.votes.models import Round
from resident_participation.votes.views import RoundTabs, named, results_of

WORDS = dict(CHOICES)


class RecountTab(RoundTabs, DetailPage):
    """Who asked, the draw, the papers to look at, what was found."""

    model, template_name, tab = Round, "resident_participation/recount.html", "recount"

    def get_context_data(self, **kwargs):
        r, user = self.object, self.request.user
        recount = figures.of(r)
        rows = recount.rechecks.select_related("paper__seat", "by", "ruled_by") if recount else []
        closed = figures.window_closed(r)
        return super().get_context_data(
            recount=recount,
            rechecks=list(rows.order_by("-sampled", "paper__number")) if recount else [],
            challenges=r.challenges.select_related("seat", "recorded_by").prefetch_related("files"),
            window_closed=closed,
            second=figures.correction(r),
            mine=list(actions.to_check(recount, user)[:1]) if recount and user.may(Act.RECOUNT_CHECK, r) else [],
            unfinished=actions.unfinished(recount) if recount else [],
            may_ask=not closed and user.may(Act.CHALLENGE_FILE, r),
            may_draw=recount is None and r.challenges.exists() and user.may(Act.RECOUNT_DRAW, r),
            may_rule=user.may(Act.RECOUNT_RULE, r),
            may_finish=recount and recount.state != Recount.State.DONE and user.may(Act.RECOUNT_FINISH, r),
            **kwargs,
        )


class OfRecount(ActPage):
    """An act on a round's recount; it goes back to the tab."""

    model = Round

    def get_success_url(self):
        return named("recount", self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}

    def act_on(self, obj, by, version=None, **values):
        type(self).action(obj, by=by, **values)


class ChallengeNew(OfRecount):
    form_class, act, title, button = forms.ChallengeForm, Act.CHALLENGE_FILE, "登记复核申请", "登记"
    explain = "名册里的住户在结果公示期内提出。书面申请拍照传到这条登记上"
    done = "已登记"

    def act_on(self, obj, by, version=None, number=0, reason=""):
        actions.challenge(actions.seat_of(obj, number), by=by, reason=reason)


class RecountDraw(OfRecount):
    form_class, act, title, button = forms.DrawForm, Act.RECOUNT_DRAW, "抽取复核样本", "抽取"
    explain = "先在会上当众抽出一个数，再回来登记。每一轮只能抽取一次"
    action, done = actions.draw, "已抽取，请没有录入过这些票的同事复看"

    def get_initial(self):
        return {"drawn_on": timezone.localdate()}


class RecheckPage(ActPage):
    """The photo on one side, the choices on the other; what was counted is not shown."""

    model, form_class, act, title, button = Recheck, forms.RecheckForm, Act.RECOUNT_CHECK, "复看纸质票", "保存，下一张"
    template_name, done = "resident_participation/recheck.html", "已登记"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "obj": self.object}

    def get_queryset(self):
        related = ("recount__round__community__area__parent", "paper__seat", "paper__ballot", "paper__round")
        return super().get_queryset().select_related(*related)

    def act_on(self, obj, by, version=None, **values):
        actions.check(obj, by=by, choices=choices_of(values))

    def get_success_url(self):
        following = actions.to_check(self.object.recount, self.request.user).first()
        return f"/rechecks/{following.pk}/" if following else named("recount", self.object.recount.round)


class RecheckRule(RecheckPage):
    """Both choices beside the photo, for the one who decides between them."""

    form_class, act, title, button = forms.RulingForm, Act.RECOUNT_RULE, "裁定复看", "裁定"
    done = "已裁定"

    def act_on(self, obj, by, version=None, reason="", **values):
        actions.rule(obj, by=by, choices=choices_of(values), reason=reason)

    def get_success_url(self):
        return named("recount", self.object.recount.round)

    def get_context_data(self, **kwargs):
        return super().get_context_data(both=self.both(), **kwargs)

    def both(self):
        """[(item, counted as, read again as)] of a paper on which they differ."""
        one, round_ = self.object, self.object.recount.round
        if one.agrees is not False:
            return []
        actions.needs_key(round_)
        was, now = actions.counted(one.paper), actions.opened(round_, one.sealed)
        keys = [(str(item["id"]), item["title"]) for item in round_.package["items"]]
        return [(title, WORDS[was[key]], WORDS[now[key]]) for key, title in keys]


class RecountFinish(ActPage):
    model, form_class, act, title, button = Recount, NothingForm, Act.RECOUNT_FINISH, "公布复核结果", "公布"
    explain = "数字有变化的，另出第二份结果和证书；第一份留着，不替换"
    action, done = actions.finish, "复核结果已公布"

    def get_queryset(self):
        return super().get_queryset().select_related("round__community__area__parent")


class CorrectedCertificate(Certificate):
    """The second certificate of a round; it names the first, which stays."""

    template_name = "resident_participation/corrected_certificate.html"

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        if found["second"] is None:
            raise Http404
        results = results_of(found["round"], found["second"].results)
        return found | {"results": results, "report": figures.report(found["round"])}
