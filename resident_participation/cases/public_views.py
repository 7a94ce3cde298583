"""/case/: whoever has the number sees where the matter stands; whoever has the receipt's word answers for it.

The number can be guessed, so nothing personal is shown by it. Works without scripts; wrong words and many look-ups
from one address are counted.
"""

from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache

from core import privacy
from core.errors import Refused
from core.throttles import address
from resident_participation.cases.answering import Resident, call_back
from resident_participation.cases.events import CallBack
from resident_participation.cases.forms import LookUpForm, ResidentForm
from resident_participation.cases.models import Feedback, State
from resident_participation.cases.numbers import Misread, read
from resident_participation.cases.words import is_word_of
from resident_participation.slips.entry import count, too_often

LOOKS, TRIES = 60, 5
TOO_OFTEN = "查得太多了，请过 10 分钟再来，或者打下面的电话"
UNKNOWN = "没有这个编号，请对照回执再看一看"
WORDS = {
    State.RECEIVED: "已经登记，等待受理",
    State.ACCEPTED: "正在办理",
    State.HANDED: "正在转给应当办理的单位，转好以前由原单位负责",
    State.REOPENED: "您说没有解决，正在重新办理",
    State.MERGED: "和邻居反映的同一件事一起办理",
    State.REPLIED: "已经答复，等您说办得怎么样",
    State.SOLVED: "居民说已经解决",
    State.UNRATED: "已经答复，没有收到居民的评价",
}
MAY_ANSWER = (State.REPLIED, State.UNRATED)


@method_decorator(never_cache, name="dispatch")
class LookUp(View):
    def get(self, request):
        form = LookUpForm(request.GET or None)
        if not request.GET.get("number"):
            return self.page(request, form=LookUpForm())
        return self.page(request, form=form, **self.find(request, form))

    def find(self, request, form):
        where = f"case-address:{address(request)}"
        try:
            if too_often(where, LOOKS):
                raise Refused("too_often", TOO_OFTEN)
            count(where)
            case = found(request.GET["number"])
        except (Misread, Refused) as error:
            form.is_valid()
            form.add_error("number", str(error))
            return {}
        return {"case": case}

    def post(self, request):
        """What the resident says, by the word on the receipt."""
        try:
            case = found(request.POST.get("number", ""))
        except (Misread, Refused) as error:
            form = LookUpForm(request.POST)
            form.is_valid()
            form.add_error("number", str(error))
            return self.page(request, form=form)
        form = ResidentForm(request.POST)
        if form.is_valid() and self.said(request, case, form):
            case = found(case.number)
            return self.page(request, form=LookUpForm(), case=case, thanks=True)
        return self.page(request, form=LookUpForm(), case=case, answer=form)

    def said(self, request, case, form):
        tries, values = f"case-tries:{case.pk}", dict(form.cleaned_data)
        word = values.pop("word")
        try:
            if too_often(tries, TRIES):
                raise Refused("too_often", "口令试错太多次了，请过 10 分钟再来，或者打下面的电话")
            if not is_word_of(case, word):
                count(tries)
                raise Refused("wrong_word", "口令不对，请对照回执再填一遍", {"word": ["口令不对，请对照回执再填一遍"]})
            call_back(case, by=Resident(case), way=CallBack.Way.RECEIPT, **values)
        except Refused as refused:
            form.add_error("word" if refused.fields else None, refused.message)
            return False
        return True

    def page(self, request, form, case=None, answer=None, thanks=False):
        told = {}
        if case is not None:
            source = case.lead or case
            told = {
                "words": WORDS[case.state],
                "replies": [(r, privacy.redact(r.text)) for r in source.replies.all()],
                "office": source.handler_office,
                "late": not case.is_closed and case.is_late(),
                "answer": answer or ResidentForm() if case.state in MAY_ANSWER and not thanks else None,
                "steps": steps(case),
            }
        found = {"form": form, "case": case, "thanks": thanks, "now": timezone.now(), **told}
        return render(request, "resident_participation/case.html", found)


def found(typed):
    """The case of a typed number. Raises Misread with what is wrong with the number, Refused when there is none."""
    case = Feedback.objects.select_related("community", "category", "lead").filter(number=read(typed)).first()
    if case is None:
        raise Refused("unknown", UNKNOWN)
    return case


def steps(case):
    """[(word, moment, whether it is done)] for the line of dates."""
    return [
        ("登记", case.received_at, True),
        ("首次答复", case.answered_at or case.answer_due_at, case.answered_at is not None),
        ("办理答复", case.replied_at or case.due_at, case.replied_at is not None and case.state != State.REOPENED),
        ("办结", case.closed_at, case.closed_at is not None),
    ]
