"""Initiatives on the desk of a street office, and of the district that sees what is overdue."""

from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, HistoryPage, ListPage
from resident_participation.initiatives.filters import InitiativeFilter
from resident_participation.initiatives.models import Initiative
from resident_participation.initiatives.steps import STEPS

State = Initiative.State


class InitiativeList(ListPage):
    """改造倡议."""

    model, filterset_class, template_name = Initiative, InitiativeFilter, "resident_participation/initiatives.html"
    list_name, title = "initiatives", "改造倡议"
    columns = [
        Column("title", "想改什么"),
        Column("community", "小区"),
        Column("signed", "联名（户）"),
        Column("filed_on", "提出", sort="filed_on"),
        Column("state", "状态"),
        Column("due_on", "期限", sort="answer_due_on"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().signed().select_related("community__area__parent")

    def totals(self, queryset):
        counted = {state: queryset.filter(state=state).count() for state in Initiative.RUNNING}
        words = [(state.label, f"{count} 件") for state, count in counted.items()]
        return [*words, ("超期", f"{queryset.overdue().count()} 件")]


class InitiativePage(DetailPage):
    model, template_name = Initiative, "resident_participation/initiative.html"

    def get_queryset(self):
        return super().get_queryset().signed().select_related("community__area__parent", "item", "row", "round")

    def get_context_data(self, **kwargs):
        return super().get_context_data(steps=open_to(self.request.user, self.object, STEPS), **kwargs)


class InitiativeHistory(HistoryPage):
    model = Initiative


class InitiativeStep(StepPage):
    model, steps = Initiative, STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("community__area")

    def get_initial(self):
        return {"title": self.object.title, "public_why": self.object.why}
