"""Printing slips by two people; the canvass board (扫楼) for the phone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from accounts.policy import Act
from core.errors import Refused
from core.steps.table import NothingForm
from core.views import ActPage, DetailPage
from resident_participation.slips import actions, call_backs, forms
from resident_participation.slips.models import Delivery, SlipBatch
from resident_participation.votes.models import Round, Seat
from resident_participation.votes.views import RoundTabs, named


class Slips(RoundTabs, DetailPage):
    """The batches of a round: who asked, who printed."""

    model, template_name, tab = Round, "resident_participation/slips.html", "slips"

    def get_context_data(self, **kwargs):
        r, user = self.object, self.request.user
        seats = r.seats.filter(votes=True)
        return super().get_context_data(
            batches=r.batches.select_related("asked_by", "taken_by"),
            seats=seats.count(),
            without=seats.exclude(slips__live=True).count(),
            may_ask=r.status in actions.WORKING and user.may(Act.SLIP_ASK, r),
            now=timezone.now(),
            **kwargs,
        )


class SlipsAsk(ActPage):
    model, form_class, act, title, button = Round, forms.AskForm, Act.SLIP_ASK, "申请打印投票单", "申请"
    explain = "投票码只印在单子上，系统里不留。申请的人和打印的人不能是同一个人"

    def act_on(self, obj, by, version=None, rooms=(), reason=""):
        seats = None
        if rooms:
            seats = list(obj.seats.filter(number__in=rooms))
            if len(seats) < len(set(rooms)):
                raise Refused("no_seat", "有的名册号不在这一轮里", {"rooms": ["有的名册号不在这一轮里"]})
        _, self.job = actions.ask(
            obj, by=by, site=self.request.build_absolute_uri("/")[:-1], seats=seats, reason=reason
        )

    def get_success_url(self):
        return named("slips", self.object)


class SlipsPrint(ActPage):
    """The sheets, once, straight to the printer."""

    model, form_class, act, title, button = SlipBatch, NothingForm, Act.SLIP_PRINT, "打印投票单", "打开并打印"
    explain = "只能打开这一次，打开后马上打印。关掉就没有了，要再打只能补打，旧码作废"

    def form_valid(self, form):
        try:
            html = actions.take(self.object, by=self.request.user)
        except Refused as refused:
            return self.turned_down(form, {"__all__": [refused.message]}, status=409)
        return HttpResponse(html, headers={"Cache-Control": "no-store"})


class Canvass(RoundTabs, DetailPage):
    """扫楼: every household by building and stair, green when reached, amber when tried, and who has taken part."""

    model, template_name, tab = Round, "resident_participation/canvass.html", "canvass"

    def get_context_data(self, **kwargs):
        r, user = self.object, self.request.user
        seats = list(r.seats.filter(votes=True).prefetch_related("deliveries").order_by("number"))
        voted = set(r.ballots.filter(standing="counted").values_list("seat_id", flat=True))
        for seat in seats:
            tries = list(seat.deliveries.all())
            seat.reached = any(d.outcome == Delivery.Outcome.DELIVERED for d in tries)
            seat.tries, seat.voted = len(tries), seat.pk in voted
        building = self.request.GET.get("building", "")
        buildings = sorted({seat.building for seat in seats}, key=lambda b: (len(b), b))
        building = building if building in buildings else next(iter(buildings), "")
        return super().get_context_data(
            seats=[seat for seat in seats if seat.building == building],
            building=building,
            buildings=[(b, sum(not s.reached for s in seats if s.building == b)) for b in buildings],
            reached=sum(s.reached for s in seats),
            tried=sum(bool(s.tries) and not s.reached for s in seats),
            total=len(seats),
            may_deliver=r.status in actions.WORKING and user.may(Act.SLIP_DELIVER, r),
            to_call=call_backs.to_call(r, user) if user.may(Act.SLIP_CALL_BACK, r) else [],
            draws=r.call_back_draws.all(),
            rate=call_backs.rate(r),
            **kwargs,
        )


class SeatDeliver(ActPage):
    """One household's door."""

    model, form_class, act, title, button = Seat, forms.DeliverForm, Act.SLIP_DELIVER, "登记送达", "保存"
    template_name = "resident_participation/deliver.html"

    def get_queryset(self):
        return super().get_queryset().select_related("round__community__area")

    def get_initial(self):
        return {"outcome": "delivered", "way": "door", "proof": "signature"}

    def form_valid(self, form):
        try:
            delivery = actions.deliver(self.object, by=self.request.user, **form.cleaned_data)
        except Refused as refused:
            return self.turned_down(form, refused.fields or {"__all__": [refused.message]}, status=409)
        messages.success(self.request, f"{self.object}：{delivery.get_outcome_display()}")
        return redirect(f"{delivery.get_absolute_url()}?building={self.object.building}")

    def get_context_data(self, **kwargs):
        deliveries = self.object.deliveries.select_related("by").prefetch_related("files")
        return super().get_context_data(deliveries=deliveries, **kwargs) | {"back": named("canvass", self.object.round)}


class CallBack(ActPage):
    model, form_class, act, title = Delivery, forms.CallBackForm, Act.SLIP_CALL_BACK, "回访送达"
    action, done = call_backs.call_back, "回访已登记"

    def get_queryset(self):
        return super().get_queryset().select_related("seat__round__community__area", "by")
