"""What is asked of households on the desk of a street office, and the board for the phone on the stairs."""

from django.contrib import messages
from django.shortcuts import redirect

from accounts.policy import Act
from core.errors import Refused
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from projects.models import Project
from resident_participation.clearances import actions, figures, forms
from resident_participation.clearances.filters import ClearanceAskFilter
from resident_participation.clearances.models import Clearance, ClearanceAsk
from resident_participation.clearances.steps import STEPS
from resident_participation.voices.places import in_house_order


class ClearanceList(ListPage):
    """共建事项, with how far each is."""

    model, filterset_class, template_name = ClearanceAsk, ClearanceAskFilter, "resident_participation/clearances.html"
    list_name, title = "clearances", "共建事项"
    columns = [
        Column("title", "事项"),
        Column("community", "小区"),
        Column("project", "项目", default=False),
        Column("done", "完成"),
        Column("difficult", "有困难", numeric=True),
        Column("due_on", "期限", sort="due_on"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("community__area__parent", "project")

    def get_context_data(self, **kwargs):
        found = super().get_context_data(may_ask=self.request.user.may_somewhere(Act.CLEARANCE_ASK), **kwargs)
        asks = list(found["object_list"])
        entrances = figures.by_entrance(asks)
        for ask in asks:
            ask.far = figures.summed(entrances.get(ask.pk, {}).values())
        return found | {"object_list": asks}


class ClearancePage(DetailPage):
    """One ask: completion by entrance, and every door of one building to tap on."""

    model, template_name = ClearanceAsk, "resident_participation/clearance.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent", "project")

    def get_context_data(self, **kwargs):
        ask, user = self.object, self.request.user
        entrances = list(figures.by_entrance([ask]).get(ask.pk, {}).values())
        buildings = {}
        for one in entrances:
            buildings[one.building] = buildings.get(one.building, 0) + one.whole - one.done
        building = self.request.GET.get("building", "")
        building = building if building in buildings else next(iter(buildings), "")
        doors = ask.households.filter(row__building=building).select_related("row")
        steps = [(n, s) for n, s in open_to(user, ask, STEPS) if n != "amounts" or ask.kind == ClearanceAsk.Kind.SHARE]
        return super().get_context_data(
            entrances=entrances,
            total=figures.summed(entrances),
            buildings=sorted(buildings.items(), key=lambda pair: in_house_order(pair[0])),
            building=building,
            doors=sorted(doors, key=lambda c: (in_house_order(c.row.unit), c.row.floor, in_house_order(c.row.room))),
            steps=steps,
            may_edit=user.may(Act.CLEARANCE_ASK, ask) and ask.state == ClearanceAsk.State.OPEN,
            may_record=user.may(Act.CLEARANCE_RECORD, ask) and ask.state == ClearanceAsk.State.OPEN,
            **kwargs,
        )


class ClearanceHistory(HistoryPage):
    model = ClearanceAsk


class ClearanceNew(FormPage):
    model, form_class, act = ClearanceAsk, forms.AskForm, Act.CLEARANCE_ASK
    title, button, done = "布置共建事项", "布置", "已布置，名册里范围内的每一户都列好了"

    def get_initial(self):
        given = self.request.GET
        return {name: given[name] for name in ("community", "project") if given.get(name, "").isdecimal()}

    def act_on(self, obj, by, **values):
        return actions.ask(by=by, **values)


class ClearanceEdit(FormPage):
    model, form_class, act = ClearanceAsk, forms.EditForm, Act.CLEARANCE_ASK
    done = "已保存，名册里新增的住户也列进来了"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class ClearanceStep(StepPage):
    model, steps = ClearanceAsk, STEPS


class ClearanceDoor(ActPage):
    """One household's door; back to the board of its building."""

    model, form_class, act, title, button = Clearance, forms.RecordForm, Act.CLEARANCE_RECORD, "登记共建情况", "保存"
    template_name = "resident_participation/clearance_door.html"

    def get_queryset(self):
        return super().get_queryset().select_related("ask__community__area", "row")

    def form_valid(self, form):
        try:
            done = actions.record(self.object, by=self.request.user, **form.cleaned_data)
        except Refused as refused:
            return self.turned_down(form, refused.fields or {"__all__": [refused.message]}, status=409)
        messages.success(self.request, f"{self.object.row}：{done.get_state_display()}")
        return redirect(self.object.get_absolute_url())


class ProjectClearances(DetailPage):
    """All that a project asks, entrance by entrance."""

    model, template_name = Project, "resident_participation/project_clearances.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def get_context_data(self, **kwargs):
        asks = list(self.object.clearance_asks.visible_to(self.request.user).select_related("community"))
        found = figures.by_entrance(asks)
        places = {(ask.community, key) for ask in asks for key in found.get(ask.pk, {})}
        order = sorted(places, key=lambda place: (place[0].code, *map(in_house_order, place[1])))
        rows = [(c, place, [cell(ask, c, found.get(ask.pk, {}).get(place)) for ask in asks]) for c, place in order]
        totals = [figures.summed(found.get(ask.pk, {}).values()) for ask in asks]
        may_ask = self.request.user.may(Act.CLEARANCE_ASK, self.object)
        return super().get_context_data(asks=asks, rows=rows, totals=totals, may_ask=may_ask, **kwargs)


def cell(ask, community, entrance):
    return entrance if ask.community_id == community.pk else None
