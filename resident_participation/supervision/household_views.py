"""A supervisor's own pages, by the household's card: three taps to report, one to say whether it is solved."""

import uuid

from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from core.errors import Refused
from core.models import Attachment
from resident_participation.cards.household import CardHolder
from resident_participation.cards.offers import Offer, offer
from resident_participation.cards.public_views import OfHousehold
from resident_participation.supervision import actions, forms
from resident_participation.supervision.models import ResidentSupervisor, SupervisionReport

Channel, State = SupervisionReport.Channel, SupervisionReport.State


@offer(order=20)
def supervise(row):
    """For a household whose member watches a site: what to report, what waits for a word."""
    serving = ResidentSupervisor.objects.in_term(timezone.localdate()).filter(row=row).select_related("project")
    return [Offer("居民监督", words_of(s), reverse("resident_participation:supervise")) for s in serving]


def words_of(supervisor):
    waiting = supervisor.reports.filter(state=State.ANSWERED).count()
    words = f"有 {waiting} 件已经答复，等您看一看解决了没有。" if waiting else "看到问题，拍张照片就能上报。"
    return f"您是“{supervisor.project}”的{supervisor}。{words}"


class Watching(CardHolder):
    """The household as its supervisor: the log names the number, a photo is the report's."""

    def __init__(self, supervisor):
        super().__init__(supervisor.row)
        self.display_name = str(supervisor)

    def may(self, act, obj):
        return super().may(act, obj.target if isinstance(obj, Attachment) else obj)


class OfSupervisor(OfHousehold):
    """A page for the supervisors of a household."""

    def supervisors(self):
        return ResidentSupervisor.objects.filter(row=self.row).select_related(
            "project__area__parent", "community", "row"
        )

    def supervisor(self, pk):
        found = self.supervisors().filter(pk=pk).first()
        if found is None:
            raise Http404
        return found


class Supervise(OfSupervisor):
    """/h/supervise/: what one reported, and the button for more."""

    def get(self, request):
        today = timezone.localdate()
        own = list(self.supervisors())
        reports = SupervisionReport.objects.filter(supervisor__in=own).select_related("supervisor")
        serving = [s for s in own if s.serves_on(today)]
        return self.show("supervise", serving=serving, over=own and not serving, reports=reports[:50])


class SuperviseNew(OfSupervisor):
    """Where, what, a photo. Sent twice (a bad net), it is kept once."""

    def get(self, request, pk):
        return self.ask(self.supervisor(pk), {"initial": {"client_key": uuid.uuid4(), "severity": "minor"}})

    def post(self, request, pk):
        supervisor = self.supervisor(pk)
        typed = {"data": request.POST, "files": request.FILES}
        form = self.form(supervisor, typed)
        if form.is_valid():
            channel = Channel.ASSISTED if self.helper else Channel.CARD
            try:
                actions.report(supervisor, by=Watching(supervisor), channel=channel, **form.cleaned_data)
                return redirect(f"{reverse('resident_participation:supervise')}?sent=1")
            except Refused as refused:
                for field, words in (refused.fields or {None: [refused.message]}).items():
                    form.add_error("photo" if field == "file" else field, words)
            except ValidationError as error:
                form.add_error(None, error.messages)
        return self.ask(supervisor, typed, form)

    def form(self, supervisor, typed):
        return forms.ReportForm(**typed, places=actions.places(supervisor.community))

    def ask(self, supervisor, typed, form=None):
        return self.show("supervise_new", form=form or self.form(supervisor, typed), supervisor=supervisor)


class SuperviseReport(OfSupervisor):
    """One's own report with the answers; 解决了 or 没有解决."""

    def find(self, pk):
        own = SupervisionReport.objects.filter(supervisor__row=self.row).select_related(
            "supervisor__row", "project__area"
        )
        found = own.prefetch_related("files", "replies__files").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def get(self, request, pk, error=""):
        report = self.find(pk)
        may = report.state == State.ANSWERED and report.supervisor.serves_on(timezone.localdate())
        return self.show("supervise_report", report=report, may=may, error=error)

    def post(self, request, pk):
        report = self.find(pk)
        fixed, said = request.POST.get("fixed"), request.POST.get("said", "")[:200]
        if fixed not in ("yes", "no"):
            return self.get(request, pk, "请选一个")
        try:
            actions.settle(report, by=Watching(report.supervisor), fixed=fixed == "yes", said=said)
        except Refused as refused:
            return self.get(request, pk, refused.message)
        return redirect("resident_participation:supervise")
