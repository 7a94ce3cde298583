"""/h/news/: a household sets what it is told. /c/stop/: whoever has the code in a notice ends it, without a card."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from core.errors import Refused
from core.outbox.channels import channel_of
from core.throttles import address
from resident_participation.cards.public_views import OfHousehold
from resident_participation.slips.entry import count, too_often
from resident_participation.subscriptions import actions, forms
from resident_participation.subscriptions.models import Subscription, Topic, Way

TRIES = 20
LOCKED = "试错太多次了，请过 10 分钟再来，或者打下面的电话"
UNKNOWN = "没有这个退订码，或者已经退订了。请对照最近一次收到的通知再看一看"


def live(row):
    return Subscription.objects.live().filter(row=row).first()


class HouseholdNews(OfHousehold):
    """The form stands empty where a number was: what is kept is never shown, only typed anew."""

    def get(self, request, form=None, status=200):
        found = live(self.row)
        initial = {"topics": found.topics if found else Topic.values, "way": found.way if found else Way.SMS}
        form = form or forms.NewsForm(initial=initial)
        absent = [way.label for way in (Way.SMS, Way.EMAIL) if channel_of(way) is None]
        told = {"form": form, "subscription": found, "absent": absent, "done": "done" in request.GET}
        return self.show("household_news", status, **told)

    def post(self, request):
        form = forms.NewsForm(self.typed(request.POST.copy()))
        if not form.is_valid():
            return self.get(request, form)
        try:
            actions.subscribe(by=self.actor, **form.cleaned_data)
        except (Refused, ValidationError) as error:
            named = error.message_dict if isinstance(error, ValidationError) else error.fields
            for name, words in (named or {None: [str(error)]}).items():
                form.add_error(name if name in form.fields else None, words)
            return self.get(request, form, status=409)
        return redirect(f"{request.path}?done")

    def typed(self, data):
        """Who changes only what is told leaves the number empty: it stays."""
        found = live(self.row)
        if found and not data.get("recipient") and data.get("way") == found.way:
            data["recipient"] = found.recipient
        return data


class HouseholdStop(OfHousehold):
    def post(self, request):
        if found := live(self.row):
            actions.stop(found, by=self.actor)
        return redirect("resident_participation:household_news")

    def get(self, request):
        return redirect("resident_participation:household_news")


@method_decorator(never_cache, name="dispatch")
class Stop(View):
    """One code, one button. Opening the page ends nothing: programs that look at messages open what they find."""

    def get(self, request):
        return self.page(request, forms.StopForm(initial={"code": request.GET.get("code", "")[:20]}))

    def post(self, request):
        form, where = forms.StopForm(request.POST), f"news-stop:{address(request)}"
        if not form.is_valid():
            return self.page(request, form, status=400)
        if too_often(where, TRIES):
            form.add_error("code", LOCKED)
            return self.page(request, form, status=429)
        found = actions.by_code(form.cleaned_data["code"])
        if found is None:
            count(where)
            form.add_error("code", UNKNOWN)
            return self.page(request, form, status=409)
        actions.stop(found, by=actions.CodeHolder(found))
        return self.page(request, form, community=found.row.community)

    def page(self, request, form, community=None, status=200):
        found = {"form": form, "community": community}
        return render(request, "resident_participation/news_stop.html", found, status=status)
