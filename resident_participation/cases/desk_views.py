"""One case on the desk: taken down in under a minute, looked at with its history and clocks, acted on, its receipt."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from communities.models import Building, Community
from core.history import entries
from core.secrets import box
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage, StaffPage
from resident_participation.cases import actions, forms
from resident_participation.cases.models import Feedback, State
from resident_participation.cases.standards import CannedReply
from resident_participation.cases.steps import STEPS, offered

SUGGESTED = 60
MAIN = {  # the step that a state waits for stands first, as the button
    State.RECEIVED: "accept",
    State.HANDED: "accept",
    State.ACCEPTED: "reply",
    State.REOPENED: "reply",
    State.REPLIED: "call_back",
}
EXPLAIN = {
    "accept": "接收以后由您负责，期限不变",
    "refuse": "退回要说明应由谁办；退回后仍由移交方负责",
    "hand_over": "对方接收以前仍由您负责，期限不变",
    "decide": "由上级指定，不需要对方再接收；期限不变",
    "reply": "答复会原样告诉居民。答复以后要回访，居民说解决了才算解决",
    "call_back": "照居民说的登记。说部分解决或没解决的，重新办理，期限不变",
    "pause": "暂停要有原因，恢复后期限按暂停的工作时间顺延；暂停的比例会公布",
    "merge": "并入以后随那一件一起答复，各自的编号、联系方式和期限都还在",
    "unmerge": "分开后各办各的",
    "reopen": "重新办理，期限不变",
    "classify": "类别或级别登记错了，在这里更正；期限从登记时间起按更正后的算",
    "publish": "居民在小区页面上能看到的只有这一句",
}


class Intake(FormPage):
    """Logging a message in under a minute, by keyboard alone."""

    model, form_class, act = Feedback, forms.IntakeForm, Act.FEEDBACK_LOG
    template_name, title, button, done = "resident_participation/intake.html", "登记意见", "登记并取得编号", "已登记"

    def act_on(self, obj, by, community, text, **values):
        self.logged = actions.log(community, text, by=by, **values)
        return self.logged

    def form_valid(self, form):
        response = super().form_valid(form)
        if isinstance(response, HttpResponseRedirect):
            keep_word(self.request, self.logged)
            return redirect("resident_participation:receipt", self.logged.pk)
        return response

    def get_initial(self):
        code = self.request.GET.get("community", "")
        return {"community": code} if code else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(suggestions=suggestions(self.request.user, ""), **kwargs)


def keep_word(request, case):
    """The word of the last receipt, sealed, so that the page can be printed."""
    request.session["receipt"] = [case.pk, box().encrypt(case.word.encode()).decode()]


def kept_word(request, case):
    pk, sealed = request.session.get("receipt", [None, ""])
    return box().decrypt(sealed.encode()).decode() if pk == case.pk else ""


class Suggestions(StaffPage, TemplateView):
    """The datalist of communities for what has been typed so far (htmx)."""

    def get(self, request):
        found = suggestions(request.user, request.GET.get("community", ""))
        return render(request, "resident_participation/_suggestions.html", {"suggestions": found})


def suggestions(user, typed):
    rows = Community.objects.visible_to(user).select_related("area").order_by("pinyin")
    words = typed.strip()
    if words.isascii() and words.isalpha():
        rows = rows.filter(pinyin__startswith=words.lower())
    elif words:
        rows = rows.filter(name__icontains=words)
    return rows[:SUGGESTED]


class Buildings(StaffPage, TemplateView):
    """The datalist of a community's buildings, once the community is typed."""

    def get(self, request):
        code = request.GET.get("community", "").strip().rsplit(" ", 1)[-1]
        rows = Building.objects.visible_to(request.user).filter(community__code=code).order_by("pk")
        return render(
            request, "resident_participation/_building_suggestions.html", {"buildings": rows[: SUGGESTED * 2]}
        )


class OfCase:
    model = Feedback

    def get_queryset(self):
        related = ("community__area", "community__district", "category", "logged_by", "lead", "offer", "organisation")
        return super().get_queryset().select_related(*related, "department")


class CasePage(OfCase, DetailPage):
    """One case: what was said, who holds it, its clocks, everything that happened."""

    template_name = "resident_participation/feedback.html"

    def get_context_data(self, **kwargs):
        user, case = self.request.user, self.object
        steps = offered(user, case)
        first = MAIN.get(case.state)
        return super().get_context_data(
            main=next((pair for pair in steps if pair[0] == first), None),
            steps=[pair for pair in steps if pair[0] != first],
            entries=entries(case),
            hand_overs=case.hand_over_rows.all(),
            replies=case.replies.all(),
            call_backs=case.call_backs.all(),
            pauses=case.pause_rows.all(),
            escalations=case.escalations.all(),
            followers=case.followers.order_by("pk"),
            now=timezone.now(),
            late=case.is_late(),
            may_enforce=user.may(Act.ENFORCEMENT_REPORT, case),
            may_reveal=user.may(Act.FEEDBACK_REVEAL, case) and (case.contact_name or case.contact_phone),
            may_receipt=user.may(Act.FEEDBACK_RECEIPT, case),
            **kwargs,
        )


class CaseStep(OfCase, StepPage):
    """/feedback/7/hand_over/"""

    steps = STEPS

    @property
    def template_name(self):
        return f"resident_participation/case_{self.step_name}.html" if self.step_name == "reply" else "house/act.html"

    def dispatch(self, request, *args, name, **kwargs):
        self.step_name = name
        return super().dispatch(request, *args, name=name, **kwargs)

    @property
    def explain(self):
        return EXPLAIN.get(self.step_name, "")

    def get_initial(self):
        initial = super().get_initial()
        chosen = self.request.GET.get("canned", "")
        if self.step_name == "reply" and chosen.isascii() and chosen.isdecimal():
            canned = self.canned().filter(pk=chosen).first()
            initial["text"] = canned.text if canned else ""
        return initial

    def canned(self):
        rows = CannedReply.objects.offered_in(self.object.area.pk)
        return rows.filter(category=None) | rows.filter(category=self.object.category)

    def get_context_data(self, **kwargs):
        canned = self.canned() if self.step_name == "reply" else []
        return super().get_context_data(canned=canned, **kwargs)


class Receipt(OfCase, DetailPage):
    """What the resident takes home: number, word, deadline, whom to call. Prints on A5."""

    template_name = "resident_participation/receipt.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            word=kept_word(self.request, self.object),
            may_reissue=self.request.user.may(Act.FEEDBACK_RECEIPT, self.object),
            address=self.request.build_absolute_uri(reverse("resident_participation:case")),
            **kwargs,
        )


class Reissue(OfCase, ActPage):
    """A new receipt with a new word; the old one opens nothing any more."""

    form_class, act, title = forms.StepForm, Act.FEEDBACK_RECEIPT, "重打回执"
    button, explain = "换新口令并打印", "换新口令后，旧回执上的口令就不能用了；换过会记入变更记录"

    def form_valid(self, form):
        keep_word(self.request, actions.reissue(self.object, by=self.request.user))
        return redirect("resident_participation:receipt", self.object.pk)


class Reveal(OfCase, ActPage):
    form_class, act, title = forms.RevealForm, Act.FEEDBACK_REVEAL, "查看联系方式"
    button = "查看"

    def form_valid(self, form):
        contact = actions.reveal_contact(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.warning(self.request, "这次查看已记入变更记录")
        return render(self.request, "resident_participation/contact.html", {"object": self.object, "contact": contact})
