"""Bodies on the desk of a street office: who sits in them, until when, and what they decided."""

from django.contrib import messages
from django.db.models import Count, Q, Value
from django.db.models.functions import Greatest, Least
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.errors import Refused
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.bodies import actions, forms
from resident_participation.bodies.filters import BodyFilter
from resident_participation.bodies.models import Body, Member
from resident_participation.bodies.steps import STEPS
from resident_participation.meetings.models import Resolution


class BodyList(ListPage):
    """议事组织."""

    model, filterset_class, template_name = Body, BodyFilter, "resident_participation/bodies.html"
    list_name, title = "bodies", "议事组织"
    columns = [
        Column("name", "名称"),
        Column("kind", "种类"),
        Column("community", "小区"),
        Column("seats", "成员", numeric=True),
        Column("term", "任期", sort="term_to"),
        Column("state", "状态"),
        Column("open", "没办结的决议", numeric=True),
    ]

    def get_base_queryset(self):
        today = Value(timezone.localdate())  # of a term that is over its last day, of one to come its first
        here = Q(members__from_on__lte=Greatest("term_from", today), members__to_on__gte=Least("term_to", today))
        sitting = here & ~Q(members__post=Member.Post.ALTERNATE)
        rows = super().get_base_queryset().select_related("area__parent", "community")
        return rows.annotate(
            seats=Count("members", filter=sitting, distinct=True),
            open_resolutions=Count(
                "meetings__resolutions", filter=Q(meetings__resolutions__state="open"), distinct=True
            ),
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.request.user.may_somewhere(Act.BODY_EDIT), **kwargs)


class BodyTabs:
    def tabs(self):
        history = reverse("resident_participation:body_history", args=[self.object.pk])
        return [("概况", self.object.get_absolute_url(), "detail"), ("变更记录", history, "history")]

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent", "community", "previous")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=self.tabs(), **kwargs)


class BodyPage(BodyTabs, DetailPage):
    model, template_name, tab = Body, "resident_participation/body.html", "detail"

    def get_context_data(self, **kwargs):
        body, user = self.object, self.request.user
        may_edit = user.may(Act.BODY_EDIT, body)
        return super().get_context_data(
            steps=open_to(user, body, STEPS),
            members=body.members.all(),
            amiss=body.faults() if body.state != Body.State.ENDED and not body.is_expired else [],
            following=body.next_terms.exclude(state=Body.State.ENDED).first(),
            meetings=body.meetings.visible_to(user).order_by("-starts_at")[:20],
            resolutions=Resolution.objects.visible_to(user).filter(meeting__body=body).select_related("meeting"),
            today=timezone.localdate(),
            may_edit=may_edit,
            may_seat=may_edit and body.state != Body.State.ENDED,
            may_reveal=user.may(Act.BODY_REVEAL, body),
            may_meet=body.state == Body.State.SERVING and user.may(Act.MEETING_EDIT, body),
            **kwargs,
        )


class BodyHistory(BodyTabs, HistoryPage):
    model, tab = Body, "history"


class BodyNew(FormPage):
    model, form_class, act = Body, forms.BodyForm, Act.BODY_EDIT
    title, button, done = "登记议事组织", "登记", "已登记，请添加成员"

    def get_initial(self):
        community = self.request.GET.get("community", "")
        return {"community": community} if community.isdecimal() else {}

    def act_on(self, obj, by, **values):
        return actions.found(by=by, **values)


class BodyEdit(FormPage):
    model, form_class, act = Body, forms.BodyForm, Act.BODY_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class BodyStep(StepPage):
    model, steps = Body, STEPS

    @property
    def explain(self):
        return str(self.object)


class MemberNew(FormPage):
    model, form_class, act, title, button, done = Body, forms.MemberForm, Act.BODY_EDIT, "登记成员", "登记", "已登记"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def act_on(self, obj, by, version=None, **values):
        return actions.add_member(obj, by=by, **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.object.get_absolute_url()}


class MemberEdit(FormPage):
    model, form_class, act = Member, forms.MemberForm, Act.BODY_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit_member(obj, by=by, **values)


class MemberLeave(ActPage):
    model, form_class, act, title, button = Member, forms.EndForm, Act.BODY_EDIT, "登记离任", "登记离任"
    action, done = actions.leave, "已登记离任"


class MemberReveal(ActPage):
    model, form_class, act, title, button = Member, forms.RevealForm, Act.BODY_REVEAL, "查看成员信息", "查看"

    def form_valid(self, form):
        try:
            contact = actions.reveal_member(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return self.turned_down(form, refused.fields, status=200)
        messages.warning(self.request, "这次查看已记入变更记录")
        found = {"object": self.object, "contact": contact, "hint": "只用于通知和联系，不要抄录或转发。"}
        return render(self.request, "resident_participation/contact.html", found)
