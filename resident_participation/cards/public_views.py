"""The household's own pages: the card's code, a second thing that the roll knows, then what can be done today.

Everything works without scripts. Pages are never kept by browser or proxy.
"""

from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from accounts.policy import Act
from core.errors import Refused
from resident_participation.cards import entry, forms
from resident_participation.cards.household import CardHolder
from resident_participation.cards.offers import offers
from resident_participation.slips import codes


def page(request, name, status=200, **found):
    return render(request, f"resident_participation/{name}.html", found, status=status)


@method_decorator(never_cache, name="dispatch")
class Enter(View):
    """/h/: the code typed from the card."""

    def get(self, request):
        return page(request, "card_enter", form=forms.CodeForm())

    def post(self, request):
        return prove(request, request.POST.get("code", ""))


@method_decorator(never_cache, name="dispatch")
class Scanned(View):
    """/h/{code}: scanned from the card."""

    def get(self, request, code):
        return prove(request, code)


def prove(request, typed):
    """Ask for the second thing that the roll knows, or say what is wrong with the code."""
    form = forms.CodeForm({"code": typed})
    if not form.is_valid():
        return page(request, "card_enter", form=form)
    try:
        card = entry.find(form.cleaned_data["code"], request)
    except (codes.Misread, Refused) as error:
        form.add_error("code", error.message if isinstance(error, Refused) else str(error))
        return page(request, "card_enter", form=form)
    return ask_factor(request, card, forms.FactorForm(initial={"token": entry.CARD.token_of(card.pk)}))


def ask_factor(request, card, form):
    return page(request, "card_prove", form=form, row=card.row)


@method_decorator(never_cache, name="dispatch")
class Prove(View):
    def get(self, request):
        return redirect("resident_participation:card")

    def post(self, request):
        form = forms.FactorForm(request.POST)
        card = entry.card_of(request.POST.get("token", ""))
        if card is None:
            return redirect("resident_participation:card")
        try:
            if form.is_valid():
                entry.prove(card, form.cleaned_data["factor"])
        except Refused as refused:
            form.add_error("factor", refused.message)
        if not form.is_valid():
            return ask_factor(request, card, form)
        return entry.CARD.put(redirect("resident_participation:card_home"), request, card=card.pk)


@method_decorator(never_cache, name="dispatch")
class OfHousehold(View):
    """A page for a household that has proved itself; who has not, or too long ago, begins again.

    Gives `row` (its row of the roll), `community`, `actor` (who acts, for `change()`) and `helper` (the person of the
    street on whose tablet it happens, or None).
    """

    def dispatch(self, request, *args, **kwargs):
        self.card = entry.carried(request)
        if self.card is None:
            return redirect("resident_participation:card")
        self.row, self.community = self.card.row, self.card.row.community
        self.actor = CardHolder(self.row)
        self.helper = helper(request.user, self.community)
        response = super().dispatch(request, *args, **kwargs)
        return entry.CARD.put(response, request, card=self.card.pk)  # the quarter of an hour begins anew

    def show(self, name, status=200, **found):
        common = {"row": self.row, "community": self.community, "helper": self.helper}
        return page(self.request, name, status, **common, **found)


def helper(user, community):
    return user if user.is_authenticated and user.may(Act.SLIP_DELIVER, community) else None


class Home(OfHousehold):
    """What this household can do today."""

    def get(self, request):
        return self.show("card_home", offers=offers(self.row))


@method_decorator(never_cache, name="dispatch")
class Leave(View):
    """The next one at this screen is somebody else."""

    def post(self, request):
        return entry.CARD.drop(redirect("resident_participation:card"))

    def get(self, request):
        return redirect("resident_participation:card")
