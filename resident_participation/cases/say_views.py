"""/c/{code}/say/: a resident says something without an account, and takes away a number, a word and a date.

Works without scripts. What was typed stays in the form until it is a case.
"""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from rest_framework.throttling import SimpleRateThrottle

from core.errors import Refused
from core.throttles import Counted, address
from resident_participation.cases import say_forms
from resident_participation.cases.models import Feedback
from resident_participation.cases.saying import say
from resident_participation.public.pages import community_of
from resident_participation.slips.carrying import Carried

SAID = Carried("said", "/c/", salt="said")
TOO_OFTEN = "这个网络今天提交得太多了，请过一个小时再来，或者打下面的电话"


class Sayings(Counted, SimpleRateThrottle):
    """Cases by the form from one address; many homes may share one, so it is no tighter."""

    scope, rate = "say", "10/hour"

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": address(request)}


@method_decorator(never_cache, name="dispatch")
class Say(View):
    def get(self, request, code):
        return self.page(request, community_of(code), say_forms.SayForm(initial={"token": say_forms.new_token()}))

    def post(self, request, code):
        community, form = community_of(code), say_forms.SayForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.page(request, community, form, 400)
        if not Sayings().allow_request(request, self):
            form.add_error(None, TOO_OFTEN)
            return self.page(request, community, form, 429)
        values = {**form.cleaned_data}
        try:
            case = say(
                community,
                key=values["token"],
                text=values["text"],
                category=values["category"],
                building=values["building"],
                contact_phone=values["phone"],
                photos=values["photos"],
            )
        except (Refused, ValidationError) as error:
            tell(form, error)
            return self.page(request, community, form, 409)
        answer = redirect("resident_participation:said", code)
        return SAID.put(answer, request, case=case.pk, word=case.word)

    def page(self, request, community, form, status=200):
        token = form["token"].value() if not form.has_error("token", "old") else say_forms.new_token()
        found = {"community": community, "form": form, "token": token, "seen": seen(form)}
        return render(request, "resident_participation/say.html", found, status=status)


def tell(form, error):
    """A refusal at the field that it is about; what is about a file stands at the photos."""
    named = error.message_dict if isinstance(error, ValidationError) else error.fields or {None: [error.message]}
    for name, words in named.items():
        field = "photos" if name == "file" else name if name in form.fields else None
        form.add_error(field, words)


def seen(form):
    """Errors that belong to no field in sight."""
    return [*form.non_field_errors(), *form.unseen] if form.is_bound else []


@method_decorator(never_cache, name="dispatch")
class Said(View):
    """What to keep: shown for a quarter of an hour to whoever sent it, and to nobody else."""

    def get(self, request, code):
        community, kept = community_of(code), SAID.get(request)
        case = kept and Feedback.objects.filter(pk=kept["case"], community=community).select_related("category").first()
        if not case:
            return redirect("resident_participation:say", code)
        found = {"community": community, "case": case, "word": kept["word"]}
        return render(request, "resident_participation/said.html", found)
