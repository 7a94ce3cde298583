from django.contrib import messages
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from accounts.policy import Act
from communities.models import Community
from communities.register.views import CommunityTabs
from core.exchange.views import ExportPage
from core.listing import Column
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.rolls import actions, forms, reconcile
from resident_participation.rolls.filters import RollRowFilter
from resident_participation.rolls.heads import owners
from resident_participation.rolls.models import RollObjection, RollRow


class RollRows(ListPage):
    """业主名册, with names and phones masked."""

    model, filterset_class, template_name = RollRow, RollRowFilter, "resident_participation/roll_rows.html"
    list_name, title = "roll", "业主名册"
    columns = [
        Column("place", "室号", sort="room"),
        Column("community", "小区"),
        Column("floor", "楼层", numeric=True),
        Column("kind", "用途"),
        Column("area_m2", "专有面积（㎡）", numeric=True, sort="area_m2"),
        Column("holder", "权属"),
        Column("owner", "业主"),
        Column("phone", "电话"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("community__area")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_import=self.request.user.may_somewhere(Act.ROLL_IMPORT), **kwargs)


class RollExport(ExportPage):
    kind = "roll"


class CommunityRoll(CommunityTabs, DetailPage):
    """A community's roll at a glance: heads and area, differences from the register, objections."""

    model, template_name, tab = Community, "resident_participation/roll.html", "roll"

    def get_context_data(self, **kwargs):
        community, user = self.object, self.request.user
        rows = [row for row in community.roll.only(*COUNTED) if row.votes]
        heads = len({owner for _, owner in owners(rows)})
        return super().get_context_data(
            lines=reconcile.lines(community),
            heads=heads,
            voting=len(rows),
            total=sum(row.area_m2 for row in rows),
            buildings=sorted(by_building(rows).items()),
            objections=community.roll_objections.visible_to(user),
            may_roll=user.may(Act.ROLL_EDIT, community),
            **kwargs,
        )


COUNTED = (
    "community", "building", "unit", "room", "floor", "kind", "area_m2", "holder", "owner_mark", "owner_group",
)  # fmt: skip


def by_building(rows):
    """{building: (private parts, stair units, area)}."""
    found = {}
    for row in rows:
        found.setdefault(row.building, []).append(row)
    return {
        building: (len(own), len({r.unit for r in own}), sum(r.area_m2 for r in own)) for building, own in found.items()
    }


class RollRowPage(DetailPage):
    model, template_name = RollRow, "resident_participation/roll_row.html"

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent")

    def get_context_data(self, **kwargs):
        row, user = self.object, self.request.user
        same = [r for r, n in owners(row.community.roll.all()) if r.owner == row.owner and r.pk != row.pk]
        return super().get_context_data(
            same=same,
            may_edit=user.may(Act.ROLL_EDIT, row),
            may_card=user.may(Act.CARD_ASK, row) and row.cards.filter(live=True).exists(),
            may_reveal=user.may(Act.ROLL_REVEAL, row),
            **kwargs,
        )


class RollRowHistory(HistoryPage):
    model = RollRow


class OfCommunityRoll(FormPage):
    """A form about a community's roll; it goes back there."""

    model = Community

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def get_success_url(self):
        return reverse("resident_participation:roll", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class RollRowNew(OfCommunityRoll):
    form_class, act, title, button, done = forms.RollRowForm, Act.ROLL_EDIT, "登记一户", "登记", "已登记"

    def act_on(self, obj, by, version=None, **values):
        return actions.add(by=by, community=obj, **values)


class RollRowEdit(FormPage):
    model, form_class, act = RollRow, forms.RollRowForm, Act.ROLL_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class RollRowStrike(ActPage):
    model, form_class, act, title, button = RollRow, forms.StrikeForm, Act.ROLL_EDIT, "从名册删除", "删除"
    explain, done = "只用于录错的或已经不存在的房屋。谁删的、原来是什么，变更记录里都查得到", "已从名册删除"

    def act_on(self, obj, by, version=None, **values):
        actions.strike(obj, by=by, **values)

    def get_success_url(self):
        return reverse("resident_participation:roll", args=[self.object.community_id])


class RollReveal(ActPage):
    model, form_class, act, title, button = RollRow, forms.RevealForm, Act.ROLL_REVEAL, "查看业主信息", "查看"

    def form_valid(self, form):
        try:
            owner = actions.reveal_owner(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        except actions.Refused as refused:
            return self.turned_down(form, refused.fields, status=200)
        messages.warning(self.request, "这次查看已记入变更记录")
        found = {"object": self.object, "contact": owner, "hint": "只用于核实名册和送达投票，不要抄录或转发。"}
        return render(self.request, "resident_participation/contact.html", found)


class ObjectionNew(OfCommunityRoll):
    form_class, act, title, button, done = forms.ObjectionForm, Act.ROLL_OBJECT, "登记名册异议", "登记", "异议已登记"

    def act_on(self, obj, by, version=None, **values):
        return actions.object_to(obj, by=by, **values)


class ObjectionAnswer(ActPage):
    """Accept or refuse, by the last part of the address."""

    model, form_class = RollObjection, forms.AnswerForm
    acts = {"accept": (actions.accept, Act.ROLL_ACCEPT), "refuse": (actions.refuse, Act.ROLL_REFUSE)}

    def dispatch(self, request, *args, name, **kwargs):
        if name not in self.acts:
            raise Http404
        self.answer, self.act = self.acts[name]
        self.title = self.button = self.act.label
        self.done = "已答复"
        return super().dispatch(request, *args, **kwargs)

    def act_on(self, obj, by, version=None, **values):
        self.answer(obj, by=by, **values)
        return obj


class Explain(OfCommunityRoll):
    form_class, act, title, done = forms.ExplainForm, Act.ROLL_EXPLAIN, "说明名册和档案的差异", "已说明"

    def get_initial(self):
        return {"quantity": self.request.GET.get("quantity", "")}

    def act_on(self, obj, by, version=None, **values):
        return actions.explain(obj, by=by, **values)
