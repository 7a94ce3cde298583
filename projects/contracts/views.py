from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.history import entries
from core.steps.table import NoteForm
from core.views import ActPage, DetailPage, FormPage, HistoryPage
from projects.contracts import actions, figures, forms
from projects.contracts.clocks import clocks, in_force
from projects.contracts.models import Amount, Tender
from projects.register.models import Party, Project
from projects.register.parties import remove_party, set_party
from projects.register.views import ProjectTabs
from projects.stages.views import OfProjectForm


class ContractsOfProject(ProjectTabs, DetailPage):
    """合同与造价 of a project: parties, the ladder of amounts, tenders with their clocks, contracts."""

    model, template_name, tab = Project, "projects/contracts.html", "contracts"

    def get_context_data(self, **kwargs):
        project, user = self.object, self.request.user
        seen = lambda rows: rows.visible_to(user)  # noqa: E731
        contracts = figures.with_money(seen(project.contracts.all())).select_related("organisation", "project")
        contracts = list(contracts)
        rungs = figures.ladder(seen(project.amounts.all()))
        return super().get_context_data(
            parties=seen(project.parties.select_related("organisation")).order_by("pk"),
            rungs=rungs,
            excess=[rung.excess for rung in rungs if rung.excess],
            tenders=with_clocks(seen(project.tenders.select_related("winner").prefetch_related("contracts"))),
            contracts=[(c, figures.share_varied(c), figures.payable(c)) for c in contracts],
            sums=sums(contracts),
            may_party=user.may(Act.PARTY_EDIT, project),
            may_amount=user.may(Act.AMOUNT_SET, project),
            may_tender=user.may(Act.TENDER_EDIT, project),
            may_contract=user.may(Act.CONTRACT_EDIT, project),
            **kwargs,
        )


def with_clocks(tenders):
    """[(tender, its clocks)], the numbers of the law asked once."""
    tenders = list(tenders)
    limits = in_force() if any(t.method != Tender.Method.DIRECT for t in tenders) else {}
    return [(t, clocks(t, limits=limits)) for t in tenders]


def sums(contracts):
    """What the contracts come to together, 万元."""
    return {name: sum(getattr(c, name) for c in contracts) for name in ("amount", "varied", "current", "paid")}


class OfContracts(OfProjectForm):
    """A form on a project's money: back to its page of contracts."""

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}

    def get_success_url(self):
        return reverse("projects:contracts", args=[self.object.pk])


class PartyNew(OfContracts):
    """Name a party, or say who leads its work; `?role=` and `?organisation=` come from what is missing."""

    form_class, act, title = forms.PartyForm, Act.PARTY_EDIT, "登记参建单位"
    button, done = "登记", "参建单位已登记"

    def get_initial(self):
        return {name: self.request.GET.get(name, "") for name in ("role", "organisation", "manager")}

    def act_on(self, obj, by, version=None, **values):
        set_party(obj, by=by, **values)


class PartyRemove(ActPage):
    model, form_class, act, title = Party, NoteForm, Act.PARTY_EDIT, "移出参建单位"
    button, done = "移出", "已移出参建单位"

    def act_on(self, obj, by, version=None, **values):
        remove_party(obj, by=by, **values)

    def get_success_url(self):
        return reverse("projects:contracts", args=[self.object.project_id])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class AmountSet(OfContracts):
    """Enter or correct one of the five amounts."""

    form_class, act, done = forms.AmountForm, Act.AMOUNT_SET, "造价已登记，请把批复文件传上来"

    def find(self, pk, kind):
        project = super().find(pk)
        if kind not in Amount.Kind.values:
            raise Http404
        self.kind, self.title = kind, f"登记{Amount.Kind(kind).label}"
        return project

    def record(self):
        blank = Amount(project=self.object, kind=self.kind)
        return self.object.amounts.filter(kind=self.kind).first() or blank

    def get_initial(self):
        return {} if self.record().pk else {"dated_on": timezone.localdate()}

    def act_on(self, obj, by, **values):
        return actions.set_amount(obj, self.kind, by=by, **values)


class AmountPage(DetailPage):
    """One amount: its document, what it exceeds, and how it came about."""

    model, template_name = Amount, "projects/amount.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent")

    def get_context_data(self, **kwargs):
        rungs = figures.ladder(self.object.project.amounts.all())
        return super().get_context_data(
            excess=next(rung.excess for rung in rungs if rung.kind == self.object.kind),
            may_edit=self.request.user.may(Act.AMOUNT_SET, self.object),
            entries=entries(self.object),
            **kwargs,
        )


class TenderNew(OfContracts):
    form_class, act, title = forms.TenderForm, Act.TENDER_EDIT, "登记招标"
    button, done = "登记", "招标已登记，各个时限随日期算出"

    def get_initial(self):
        return {"subject": self.request.GET.get("subject", Tender.Subject.WORKS)}

    def act_on(self, obj, by, version=None, **values):
        return actions.new_tender(obj, by=by, **values)


class TenderPage(DetailPage):
    """One tender: its days, its clocks, its award."""

    model, template_name = Tender, "projects/tender.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "winner").prefetch_related("contracts")

    def get_context_data(self, **kwargs):
        tender, user = self.object, self.request.user
        return super().get_context_data(
            clocks=clocks(tender),
            signed=tender.contracts.all(),
            may_edit=user.may(Act.TENDER_EDIT, tender),
            may_sign=tender.awarded_on and user.may(Act.CONTRACT_EDIT, tender),
            **kwargs,
        )


class TenderHistory(HistoryPage):
    model = Tender


class TenderEdit(FormPage):
    model, form_class, act = Tender, forms.TenderForm, Act.TENDER_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit_tender(obj, by=by, **values)
