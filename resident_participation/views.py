from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from communities.models import Community
from core.history import entries
from core.listing import Column
from core.views import ActPage, DetailPage, FormPage, ListPage, StaffPage
from resident_participation import actions, forms
from resident_participation.filters import FeedbackFilter
from resident_participation.models import Feedback

SUGGESTED = 60


class Inbox(ListPage):
    """意见诉求, what is most urgent first."""

    model, filterset_class, template_name = Feedback, FeedbackFilter, "resident_participation/inbox.html"
    list_name, title = "feedback", "意见诉求"
    columns = [
        Column("number", "编号", sort="number"),
        Column("community", "小区"),
        Column("text", "内容"),
        Column("category", "类别"),
        Column("severity", "级别"),
        Column("handler", "承办"),
        Column("received_at", "受理", sort="received_at"),
        Column("due_on", "应办结", sort="due_on"),
    ]

    def get_base_queryset(self):
        return (
            super().get_base_queryset().select_related("community__area", "category").order_by("-state", "due_on", "pk")
        )

    def totals(self, queryset):
        open_ones = queryset.open()
        return [("办理中", f"{open_ones.count()} 件"), ("超期", f"{open_ones.overdue().count()} 件")]

    def get_context_data(self, **kwargs):
        may_log = self.request.user.may_somewhere(Act.FEEDBACK_LOG)
        return super().get_context_data(may_log=may_log, today=timezone.localdate(), **kwargs)


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
            return HttpResponseRedirect(reverse("resident_participation:receipt", args=[self.logged.pk]))
        return response

    def get_initial(self):
        code = self.request.GET.get("community", "")
        return {"community": code} if code else {}

    def get_context_data(self, **kwargs):
        return super().get_context_data(suggestions=suggestions(self.request.user, ""), **kwargs)


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


class FeedbackPage(DetailPage):
    """One message: what was said, who holds it, what happened."""

    model, template_name = Feedback, "resident_participation/feedback.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area", "community__district", "category", "logged_by")

    def get_context_data(self, **kwargs):
        user, f = self.request.user, self.object
        may = {name: user.may(act, f) for name, act in (("route", Act.FEEDBACK_ROUTE), ("close", Act.FEEDBACK_CLOSE))}
        return super().get_context_data(
            entries=entries(f),
            today=timezone.localdate(),
            may_route=may["route"] and f.state == Feedback.State.OPEN,
            may_close=may["close"] and f.state == Feedback.State.OPEN,
            may_enforce=user.may(Act.ENFORCEMENT_REPORT, f),
            may_reveal=user.may(Act.FEEDBACK_REVEAL, f) and (f.contact_name or f.contact_phone),
            **kwargs,
        )


class Receipt(DetailPage):
    """What the resident takes home: number, deadline, whom to call. Prints on A5."""

    model, template_name = Feedback, "resident_participation/receipt.html"


class Route(ActPage):
    model, form_class, act, title = Feedback, forms.RouteForm, Act.FEEDBACK_ROUTE, "转办"
    action, done, button = staticmethod(actions.route), "已转办", "转办"
    explain = "转出后时限不变，接手单位办结前仍显示在您的列表里"


class Close(ActPage):
    model, form_class, act, title = Feedback, forms.CloseForm, Act.FEEDBACK_CLOSE, "答复办结"
    action, done, button = staticmethod(actions.close), "已办结", "答复并办结"


class Reveal(ActPage):
    model, form_class, act, title = Feedback, forms.RevealForm, Act.FEEDBACK_REVEAL, "查看联系方式"
    button = "查看"

    def form_valid(self, form):
        contact = actions.reveal_contact(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        messages.warning(self.request, "这次查看已记入变更记录")
        return render(self.request, "resident_participation/contact.html", {"object": self.object, "contact": contact})
