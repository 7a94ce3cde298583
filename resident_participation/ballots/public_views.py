"""The ballot: type the code or scan it, prove the household, one question a page, look it over, get a receipt.

Everything works without scripts. Pages are never kept by browser or proxy.
"""

import uuid

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views import View
from django.views.decorators.cache import cache_control

from accounts.policy import Act
from core.errors import Refused
from resident_participation.ballots import actions, casting, forms, session, slip_entry
from resident_participation.recounts.figures import window_closed
from resident_participation.slips import codes
from resident_participation.votes.models import Round, RuleSet
from resident_participation.votes.tally import Choice
from resident_participation.votes.words import rule_words

CHOICES = [(Choice.AGREE.value, "同意"), (Choice.AGAINST.value, "不同意"), (Choice.ABSTAIN.value, "弃权")]
WORDS = dict(CHOICES)
SMALL = 12


class NotKept(View):
    """A page that neither browser nor proxy keeps."""

    @classmethod
    def as_view(cls, **initkwargs):
        return cache_control(no_store=True)(super().as_view(**initkwargs))


def page(request, name, status=200, **found):
    return render(request, f"resident_participation/{name}.html", found, status=status)


def fault(error):
    return error.message if isinstance(error, Refused) else str(error)


class Enter(NotKept):
    """/b/: the code typed from the slip."""

    def get(self, request):
        return page(request, "ballot_enter", form=forms.CodeForm())

    def post(self, request):
        form = forms.CodeForm(request.POST)
        if not form.is_valid():
            return page(request, "ballot_enter", form=form)
        return prove(request, form.cleaned_data["code"], form)


class Scanned(NotKept):
    """/b/{code}: scanned from the slip."""

    def get(self, request, code):
        return prove(request, code, forms.CodeForm({"code": code}))


def prove(request, typed, form):
    """Ask for the second thing that the roll knows, or say what is wrong with the code."""
    try:
        slip = slip_entry.find(typed, request)
    except (codes.Misread, Refused) as error:
        form.is_valid()
        form.add_error("code", fault(error))
        return page(request, "ballot_enter", form=form)
    form = forms.FactorForm(initial={"token": session.BALLOT.token_of(slip.pk)})
    return page(request, "ballot_prove", form=form, round=slip.seat.round, seat=slip.seat)


class Prove(NotKept):
    def get(self, request):
        return redirect("resident_participation:ballot")

    def post(self, request):
        form = forms.FactorForm(request.POST)
        slip = session.slip_of(request.POST.get("token", ""))
        if slip is None:
            return redirect("resident_participation:ballot")
        try:
            if form.is_valid():
                slip_entry.prove(slip, form.cleaned_data["factor"])
        except Refused as refused:
            form.add_error("factor", refused.message)
        if not form.is_valid():
            return page(request, "ballot_prove", form=form, round=slip.seat.round, seat=slip.seat)
        response = redirect("resident_participation:ballot_vote")
        return session.put(response, request, slip, nonce=casting.new_nonce(), answers={})


class OfHousehold(NotKept):
    """A page for a household that has proved itself; who has not, or too long ago, begins again."""

    def dispatch(self, request, *args, **kwargs):
        self.carried = self.household(request)
        if self.carried is None:
            return redirect("resident_participation:ballot")
        self.slip = self.carried["slip"]
        self.seat, self.round = self.slip.seat, self.slip.seat.round
        self.items, self.answers = self.round.package["items"], self.carried["answers"]
        self.helper = helper(request.user, self.round)
        return super().dispatch(request, *args, **kwargs)

    def household(self, request):
        return session.carried(request)

    def show(self, name, status=200, **found):
        common = {"round": self.round, "seat": self.seat, "helper": self.helper, "total": len(self.items)}
        return page(self.request, name, status, **common, **found)

    def is_open(self):
        """The reason in words why this household cannot vote now; None when it can."""
        place = {"round": self.round.pk, "seat": self.seat.pk, "slip": self.slip.pk}
        with casting.transaction.atomic():
            rows = list(Round.objects.raw(casting.OPEN, place))
        return None if rows else casting.why_not_open(self.round, self.seat)

    def carry(self, response, nonce, answers, **told):
        return session.put(response, self.request, self.slip, nonce=nonce, answers=answers, **told)


def helper(user, round_):
    """The person of the street who holds the tablet, when one is signed in on it."""
    return user if user.is_authenticated and user.may(Act.SLIP_DELIVER, round_) else None


class Vote(OfHousehold):
    """One question a page; the household's own row of the roll while voting has not begun."""

    def get(self, request):
        current, closed = actions.current(self.seat), self.is_open()
        again = casting.rule_of(self.round) == RuleSet.Duplicates.LAST and not closed
        if closed or (current and not (again and "again" in request.GET)):
            may_ask = not window_closed(self.round)
            if current is None and self.round.status == Round.Status.CLOSED and not may_ask:
                return redirect("resident_participation:public_round", self.round.pk)
            return self.show("ballot_standing", current=current, closed=closed, again=again, may_ask=may_ask)
        return self.question(self.number(request))

    def number(self, request):
        words = request.GET.get("n", "1")
        return min(max(int(words), 1), len(self.items)) if words.isdecimal() else 1

    def question(self, n, error=""):
        item = self.items[n - 1]
        found = {
            "n": n,
            "item": item,
            "points": [line.strip() for line in item["text"].splitlines() if line.strip()],
            "choices": CHOICES,
            "chosen": self.answers.get(str(item["id"])),
            "rule": rule_words(item),
            "error": error,
            "small": self.round.package["roll"]["households"] <= SMALL,
            "percent": 100 * n // (len(self.items) + 1),
        }
        return self.show("ballot_question", **found)

    def post(self, request):
        n, choice = self.number(request), request.POST.get("choice", "")
        if choice not in WORDS:
            return self.question(n, "请先选一个，再点下一步")
        answers = self.answers | {str(self.items[n - 1]["id"]): choice}
        following = "/b/check/" if n == len(self.items) else f"/b/vote/?n={n + 1}&again"
        return self.carry(redirect(following), self.carried["nonce"], answers)


class Check(OfHousehold):
    """What was chosen, once more; then it is cast, by one statement in all."""

    def household(self, request):
        return session.remembered(request) if request.method == "POST" else session.carried(request)

    def get(self, request, error=""):
        rows = [(n, item, WORDS.get(self.answers.get(str(item["id"])))) for n, item in enumerate(self.items, 1)]
        if not all(word for _, _, word in rows):
            first = next(n for n, _, word in rows if not word)
            return redirect(f"/b/vote/?n={first}&again")
        return self.show("ballot_check", rows=rows, error=error, percent=90)

    def post(self, request):
        choices = {item["id"]: self.answers.get(str(item["id"])) for item in self.items}
        try:
            nonce = uuid.UUID(self.carried["nonce"])
            cast = casting.cast(self.round, self.seat, choices, nonce=nonce, slip=self.slip, helper=self.helper)
        except Refused as refused:
            if session.live(self.slip.pk) is None:
                return redirect("resident_participation:ballot")
            return self.get(request, refused.message)
        if self.helper:
            self.slip.pk = None  # on a tablet nobody goes on as this household
        told = {"receipt": cast.receipt, "counted": cast.counted}
        return self.carry(HttpResponseRedirect("/b/done/"), casting.new_nonce(), answers={}, **told)


class Done(OfHousehold):
    """The receipt, on a page of its own: who loads it again sends nothing again and reads the same number."""

    def household(self, request):
        return session.remembered(request)

    def get(self, request):
        if "receipt" not in self.carried:
            return redirect("resident_participation:ballot_vote")
        receipt = codes.shown(self.carried["receipt"])
        response = self.show("ballot_done", receipt=receipt, counted=self.carried["counted"], percent=100)
        return session.BALLOT.drop(response) if self.helper else response


class DisputeBallot(OfHousehold):
    """「我没有投过」."""

    def get(self, request):
        return self.show("ballot_dispute", form=forms.DisputeForm())

    def post(self, request):
        form = forms.DisputeForm(request.POST)
        if not form.is_valid():
            return self.show("ballot_dispute", form=form)
        try:
            actions.dispute(self.seat, text=form.cleaned_data["text"])
        except Refused as refused:
            form.add_error(None, refused.message)
            return self.show("ballot_dispute", form=form)
        return self.show("ballot_disputed")


class Receipt(NotKept):
    """Whether a ballot is in, by the number on its receipt: which channel, which day, nothing of what it says."""

    def get(self, request):
        return page(request, "ballot_receipt", form=forms.ReceiptForm(), asked=False)

    def post(self, request):
        form = forms.ReceiptForm(request.POST)
        found = actions.by_receipt(form.cleaned_data["number"]) if form.is_valid() else None
        return page(request, "ballot_receipt", form=form, found=found, asked=form.is_valid())
