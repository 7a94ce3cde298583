"""Meetings on the desk of a street office: notice, agenda, sign-in, board, minutes, resolutions."""

from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from resident_participation.meetings import actions, forms, minutes, quorum, resolutions, words
from resident_participation.meetings.filters import MeetingFilter, ResolutionFilter
from resident_participation.meetings.models import AgendaItem, Meeting, Resolution
from resident_participation.meetings.steps import RESOLUTION_STEPS, STEPS

State = Meeting.State


class MeetingList(ListPage):
    """会议."""

    model, filterset_class, template_name = Meeting, MeetingFilter, "resident_participation/meetings.html"
    list_name, title = "meetings", "会议"
    columns = [
        Column("title", "会议"),
        Column("body", "召集的组织"),
        Column("audience", "谁参加"),
        Column("starts_at", "时间", sort="starts_at"),
        Column("place", "地点"),
        Column("state", "状态"),
        Column("present", "到会"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area__parent", "body", "community")

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.request.user.may_somewhere(Act.MEETING_EDIT), **kwargs)


def named(name, meeting):
    return reverse(f"resident_participation:{name}", args=[meeting.pk])


class MeetingTabs:
    def tabs(self):
        m = self.object
        first, last = ("概况", m.get_absolute_url(), "detail"), ("变更记录", named("meeting_history", m), "history")
        if m.state in (State.DRAFT, State.CALLED, State.CANCELLED):
            return [first, last]
        return [first, ("签到", named("sign_in", m), "sign_in"), ("纪要", named("minutes", m), "minutes"), last]

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent", "body__area", "community", "round")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=self.tabs(), **kwargs)


class MeetingPage(MeetingTabs, DetailPage):
    model, template_name, tab = Meeting, "resident_participation/meeting.html", "detail"

    def get_context_data(self, **kwargs):
        m, user = self.object, self.request.user
        board = quorum.board(m) if m.state in (State.OPEN, State.HELD) else None
        return super().get_context_data(
            steps=open_to(user, m, STEPS),
            agenda=m.agenda.all(),
            board=board,
            cards=words.cards(board) if board else [],
            resolutions=m.resolutions.order_by("order"),
            versions=m.minutes.count(),
            notice=actions.notice_days(m),
            may_edit=m.state == State.DRAFT and user.may(Act.MEETING_EDIT, m),
            may_resolve=m.state == State.HELD and user.may(Act.RESOLUTION_RECORD, m),
            may_write=m.state == State.HELD and user.may(Act.MINUTES_WRITE, m),
            **kwargs,
        )


class MeetingHistory(MeetingTabs, HistoryPage):
    model, tab = Meeting, "history"


class MeetingNew(FormPage):
    model, form_class, act = Meeting, forms.MeetingForm, Act.MEETING_EDIT
    title, button, done = "筹备会议", "保存", "已保存，请添加议题"

    def get_initial(self):
        given = self.request.GET
        return {name: given[name] for name in ("body", "round") if given.get(name, "").isdecimal()}

    def act_on(self, obj, by, **values):
        return actions.draft(by=by, **values)


class MeetingEdit(FormPage):
    model, form_class, act = Meeting, forms.MeetingForm, Act.MEETING_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class OfMeeting(FormPage):
    """A form about a meeting; it goes back there."""

    model = Meeting

    def get_queryset(self):
        return super().get_queryset().select_related("area", "body", "round")

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        return kwargs

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.object.get_absolute_url()}


class AgendaNew(OfMeeting):
    form_class, act, title, button, done = forms.AgendaForm, Act.MEETING_EDIT, "添加议题", "添加", "已添加"

    def act_on(self, obj, by, version=None, **values):
        actions.add_item(obj, by=by, **values)
        return obj


class AgendaEdit(FormPage):
    model, form_class, act = AgendaItem, forms.AgendaForm, Act.MEETING_EDIT

    def act_on(self, obj, by, **values):
        return actions.edit_item(obj, by=by, **values)


class AgendaDrop(ActPage):
    model, form_class, act, title, button = AgendaItem, forms.StepForm, Act.MEETING_EDIT, "删除议题", "删除"
    done = "已删除"

    def act_on(self, obj, by, version=None, **values):
        return actions.drop_item(obj, by=by)


class MeetingStep(StepPage):
    model, steps = Meeting, STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("area", "body")

    @property
    def explain(self):
        if self.act == Act.MEETING_CALL:
            return "通知发出以后，议题不能再增加、修改或删除"
        return str(self.object)


class Board(DetailPage):
    """到会大屏: large, without names, for the projector; it looks again every few seconds."""

    model, template_name = Meeting, "resident_participation/meeting_board.html"

    def get_queryset(self):
        return super().get_queryset().select_related("body", "community", "round")

    def get_context_data(self, **kwargs):
        board = quorum.board(self.object)
        return super().get_context_data(board=board, cards=words.cards(board), now=timezone.now(), **kwargs)


class MinutesPage(MeetingTabs, DetailPage):
    """The versions of the minutes, newest first, each with what it changed."""

    model, template_name, tab = Meeting, "resident_participation/meeting_minutes.html", "minutes"

    def get_context_data(self, **kwargs):
        m = self.object
        may_write = m.state == State.HELD and self.request.user.may(Act.MINUTES_WRITE, m)
        return super().get_context_data(versions=minutes.versions(m), may_write=may_write, **kwargs)


class MinutesNew(OfMeeting):
    form_class, act, title, button = forms.MinutesForm, Act.MINUTES_WRITE, "发布会议纪要", "发布"
    done = "已发布，居民页面上看得到"

    def get_initial(self):
        last = self.object.minutes.order_by("-number").first()
        return {"text": last.text, "after": last.number} if last else {"after": 0}

    def act_on(self, obj, by, version=None, **values):
        return minutes.write(obj, by=by, **values)

    def turned_down(self, form, words, status):
        """Whoever was told that somebody was faster may, having looked, send the text again."""
        last = self.object.minutes.order_by("-number").first()
        form.data = form.data.copy()
        form.data["after"] = last.number if last else 0
        return super().turned_down(form, words, status)


class ResolutionNew(OfMeeting):
    form_class, act, title, button = forms.ResolutionForm, Act.RESOLUTION_RECORD, "登记决议", "登记"
    done = "已登记，到期前会列在街道的待办里"

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["item"].queryset = self.object.agenda.all()
        return form

    def act_on(self, obj, by, version=None, **values):
        resolutions.record(obj, by=by, **values)
        return obj


class ResolutionList(ListPage):
    """会议决议 and what became of each."""

    model, filterset_class, template_name = Resolution, ResolutionFilter, "resident_participation/resolutions.html"
    list_name, title = "resolutions", "会议决议"
    columns = [
        Column("title", "决议"),
        Column("meeting", "会议"),
        Column("owner", "责任单位"),
        Column("due_on", "期限", sort="due_on"),
        Column("state", "状态"),
        Column("outcome", "结果"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("meeting__community", "meeting__body", "meeting__area")

    def totals(self, queryset):
        return [("办理中", f"{queryset.open().count()} 件"), ("超期", f"{queryset.late().count()} 件")]


class ResolutionPage(DetailPage):
    model, template_name = Resolution, "resident_participation/resolution.html"

    def get_queryset(self):
        return super().get_queryset().select_related("meeting__area__parent", "meeting__body", "item")

    def get_context_data(self, **kwargs):
        r = self.object
        return super().get_context_data(
            steps=open_to(self.request.user, r, RESOLUTION_STEPS), entries=entries(r), **kwargs
        )


class ResolutionStep(StepPage):
    model, steps = Resolution, RESOLUTION_STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("meeting__area")

    @property
    def explain(self):
        return str(self.object)
