"""A round on the desk of a street office: from the draft to the posted result."""

from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.listing import Column
from core.panels import panels
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.objections.actions import not_now
from resident_participation.paper.actions import disagreement
from resident_participation.votes import actions, closing, figures, forms, freezing, words
from resident_participation.votes.filters import RoundFilter
from resident_participation.votes.models import Item, Round
from resident_participation.votes.steps import STEPS

SMALL = 12  # households; below, the totals tell what single people said
Status = Round.Status


class RoundList(ListPage):
    """表决和征询."""

    model, filterset_class, template_name = Round, RoundFilter, "resident_participation/rounds.html"
    list_name, title = "rounds", "表决和征询"
    columns = [
        Column("title", "标题"),
        Column("kind", "种类"),
        Column("community", "小区"),
        Column("status", "状态"),
        Column("notice_from", "公示", sort="notice_from"),
        Column("closes_at", "截止", sort="closes_at"),
        Column("result", "结果"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("community__area__parent", "recount__correction")

    def get_context_data(self, **kwargs):
        may_draft = self.request.user.may_somewhere(Act.VOTE_EDIT)
        return super().get_context_data(may_draft=may_draft, community=self.community(), **kwargs)

    def community(self):
        """The community that the list is narrowed to, if it is."""
        form = self.filterset.form
        return form.cleaned_data.get("community") if form.is_valid() else None


class RoundTabs:
    def tabs(self):
        r = self.object
        if r.status == Status.DRAFT:
            return [("概况", r.get_absolute_url(), "detail"), ("变更记录", named("round_history", r), "history")]
        return [
            ("概况", r.get_absolute_url(), "detail"),
            ("投票单", named("slips", r), "slips"),
            ("送达", named("canvass", r), "canvass"),
            ("纸质票", named("papers", r), "papers"),
            ("没有投过", named("round_disputes", r), "disputes"),
            ("审计", named("round_audit", r), "audit"),
            *([("复核", named("recount", r), "recount")] if r.status == Status.CLOSED else []),
            ("变更记录", named("round_history", r), "history"),
        ]

    def get_queryset(self):
        return super().get_queryset().select_related("community__area__parent", "project")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=self.tabs(), **kwargs)


def named(name, round_):
    return reverse(f"resident_participation:{name}", args=[round_.pk])


class RoundPage(RoundTabs, DetailPage):
    model, template_name, tab = Round, "resident_participation/round.html", "detail"

    def get_context_data(self, **kwargs):
        r, user = self.object, self.request.user
        declared = r.status == Status.CLOSED
        return super().get_context_data(
            steps=open_to(user, r, STEPS),
            items=list(r.items.select_related("rule").prefetch_related("files")),
            announced=results_of(r) if declared else r.package.get("items", []),
            declared=declared,
            missing=missing(r),
            notices=r.notices.prefetch_related("files"),
            progress=figures.by_building(r) if r.package else [],
            took_part=figures.took_part(r) if r.package else None,
            roll=r.package.get("roll"),
            small=r.package and r.package["roll"]["households"] <= SMALL,
            disagreement=disagreement(r) if declared else None,
            may_edit=r.status == Status.DRAFT and user.may(Act.VOTE_EDIT, r),
            may_notice=r.status in (Status.NOTICE, Status.VOTING) and user.may(Act.VOTE_NOTICE, r),
            may_seal=declared and user.may(Act.BUNDLE_ASK, r),
            objections=r.objections.select_related("seat").prefetch_related("files"),
            may_object=not not_now(r) and user.may(Act.OBJECTION_FILE, r),
            may_reply=user.may(Act.OBJECTION_REPLY, r),
            changed_roll=freezing.since_the_last(r) if r.package else [],
            panels=panels("round", r, self.request),
            **kwargs,
        )


def results_of(round_, results=None):
    """[Told] of a declared round, item by item; of its second results where they are given."""
    results = results or round_.results
    return [words.told(round_.kind, item, results[str(item["id"])]) for item in round_.package["items"]]


def missing(round_):
    """What keeps the next step from being done, in words; the actions say the same."""
    if round_.status == Status.DRAFT:
        items = list(round_.items.select_related("rule"))
        found = [*actions.outdated(items), *actions.unexplained(items)] if items else ["还没有表决事项"]
        return found + freezing.obstacles(round_)
    if round_.status == Status.NOTICE:
        return actions.not_ready(round_)
    return closing.outstanding(round_) if round_.status == Status.COUNTING else []


class RoundHistory(RoundTabs, HistoryPage):
    model, tab = Round, "history"


class RoundNew(FormPage):
    model, form_class, act = Round, forms.RoundForm, Act.VOTE_EDIT
    title, button, done = "起草表决或征询", "保存草稿", "草稿已保存，请添加表决事项"

    def get_initial(self):
        given = self.request.GET
        return {name: given[name] for name in ("community", "project", "kind") if given.get(name, "").isalnum()}

    def act_on(self, obj, by, **values):
        return actions.draft(by=by, **values)


class RoundEdit(FormPage):
    model, form_class, act = Round, forms.RoundForm, Act.VOTE_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class OfRound(FormPage):
    """A form about a round; it goes back there."""

    model = Round

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.object.get_absolute_url()}


class ItemNew(OfRound):
    form_class, act, title, button, done = forms.ItemForm, Act.VOTE_EDIT, "添加表决事项", "添加", "已添加"

    def act_on(self, obj, by, version=None, **values):
        actions.add_item(obj, by=by, **values)
        return obj


class ItemEdit(FormPage):
    model, form_class, act = Item, forms.ItemForm, Act.VOTE_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit_item(obj, by=by, **values)


class ItemDrop(ActPage):
    model, form_class, act, title, button = Item, forms.StepForm, Act.VOTE_EDIT, "删除表决事项", "删除"
    done = "已删除"

    def act_on(self, obj, by, version=None, **values):
        return actions.drop_item(obj, by=by)


class NoticeNew(OfRound):
    form_class, act, title, button = forms.NoticeForm, Act.VOTE_NOTICE, "登记公示张贴", "登记"
    done = "已登记，请把公告栏的照片传上来"

    def get_initial(self):
        return {"posted_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        actions.record_notice(obj, by=by, **values)
        return obj


class RoundStep(StepPage):
    model, steps = Round, STEPS
