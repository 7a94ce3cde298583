"""能人库 on the desk of a street office, and the page where somebody takes themselves out of it."""

from django.contrib import messages
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.policy import Act
from core.errors import Refused
from core.listing import Column
from core.steps.table import NothingForm
from core.steps.views import StepPage
from core.throttles import address
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.slips import codes
from resident_participation.slips.entry import LOCKED, PER_ADDRESS, count, too_often
from resident_participation.slips.printing import qr
from resident_participation.talents import actions, forms
from resident_participation.talents.filters import TalentFilter
from resident_participation.talents.models import Talent
from resident_participation.talents.steps import STEPS


class TalentList(ListPage):
    """能人库: whose consent stands, names masked, no address."""

    model, filterset_class, template_name = Talent, TalentFilter, "resident_participation/talents.html"
    list_name, title = "talents", "能人库"
    columns = [
        Column("name", "姓名"),
        Column("community", "小区"),
        Column("skills", "特长"),
        Column("work", "工作状况"),
        Column("wishes", "愿意做什么"),
        Column("expires_on", "同意到期", sort="expires_on"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().listed().select_related("community__area")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.request.user.may_somewhere(Act.TALENT_EDIT), **kwargs)


class OfTalents:
    """Whoever withdrew is nobody's any more."""

    def get_queryset(self):
        return super().get_queryset().filter(withdrawn_on=None).select_related("community__area__parent")


class TalentPage(OfTalents, DetailPage):
    model, template_name = Talent, "resident_participation/talent.html"

    def get_context_data(self, **kwargs):
        t, user = self.object, self.request.user
        return super().get_context_data(
            steps=[(name, step) for name, step in STEPS.items() if user.may(step.act, t)],
            may_edit=user.may(Act.TALENT_EDIT, t),
            may_print=user.may(Act.TALENT_SLIP, t),
            may_reveal=user.may(Act.TALENT_REVEAL, t),
            **kwargs,
        )


class TalentHistory(OfTalents, HistoryPage):
    model = Talent


def consent(request, talent, code):
    """The consent to sign, with the code to withdraw by. Never kept by browser or proxy."""
    door = request.build_absolute_uri(reverse("resident_participation:talent_out"))
    found = {"talent": talent, "code": codes.shown(code), "door": door, "qr": qr(door)}
    response = render(request, "resident_participation/talent_consent.html", found)
    response["Cache-Control"] = "no-store"
    return response


class TalentNew(FormPage):
    """The answer is the consent to print: its code is shown this once."""

    model, form_class, act = Talent, forms.TalentForm, Act.TALENT_EDIT
    title, button = "登记能人", "登记并打印同意书"

    def get_initial(self):
        community = self.request.GET.get("community", "")
        return {"consent_on": timezone.localdate()} | ({"community": community} if community.isdecimal() else {})

    def form_valid(self, form):
        try:
            talent, code = actions.enter(by=self.request.user, **form.cleaned_data)
        except Refused as refused:
            return self.turned_down(form, refused.fields or {"__all__": [refused.message]}, status=409)
        return consent(self.request, talent, code)


class TalentEdit(OfTalents, FormPage):
    model, form_class, act = Talent, forms.EditTalentForm, Act.TALENT_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class TalentSlip(OfTalents, ActPage):
    model, form_class, act, title, button = Talent, NothingForm, Act.TALENT_SLIP, "重新打印同意书", "打印"
    explain = "会换一个新的撤回码，旧同意书上的码作废"

    def form_valid(self, form):
        return consent(self.request, *actions.new_slip(self.object, by=self.request.user))


class TalentReveal(OfTalents, ActPage):
    model, form_class, act, title, button = Talent, forms.RevealForm, Act.TALENT_REVEAL, "查看联系方式", "查看"

    def form_valid(self, form):
        try:
            contact = actions.reveal_contact(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return self.turned_down(form, refused.fields, status=200)
        messages.warning(self.request, "这次查看已记入变更记录")
        found = {"object": self.object, "contact": contact, "hint": "只用于同意书上写明的用途，不要抄录或转发。"}
        return render(self.request, "resident_participation/contact.html", found)


class TalentStep(OfTalents, StepPage):
    model, steps = Talent, STEPS

    def act_on(self, obj, by, version=None, **values):
        done = super().act_on(obj, by, version, **values)
        return None if done.withdrawn_on else done

    def get_success_url(self):
        return reverse("resident_participation:talents")


@method_decorator(never_cache, name="dispatch")
class TakeOut(View):
    """/t/: somebody takes themselves out of the 能人库 by the code on their consent."""

    def get(self, request):
        return self.show(forms.CodeForm())

    def post(self, request):
        form, where = forms.CodeForm(request.POST), f"talent-address:{address(request)}"
        if not form.is_valid():
            return self.show(form)
        try:
            if too_often(where, PER_ADDRESS):
                raise Refused("too_often", LOCKED)
            actions.withdraw_by_code(codes.read(form.cleaned_data["code"]))
        except codes.Misread as fault:
            form.add_error("code", str(fault).replace("投票码", "撤回码").replace("投票单", "同意书"))
        except Refused as refused:
            count(where)
            form.add_error("code", refused.message)
        return self.show(form, done=form.is_valid())

    def show(self, form, done=False):
        return render(self.request, "resident_participation/talent_out.html", {"form": form, "done": done})
