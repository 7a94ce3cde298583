"""通知: the outbox of an area, of a sender, and, without what it says, of the whole portal."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views import View

from core.history import entries
from core.listing import Column
from core.outbox import actions, rules
from core.outbox.acts import NoticeAct
from core.outbox.channels import channel_of
from core.outbox.filters import NoticeFilter
from core.outbox.forms import NoticeForm
from core.outbox.models import OutboxMessage
from core.outbox.steps import NOTICE_STEPS
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage, StaffPage

State = OutboxMessage.State


class NoticeList(ListPage):
    """通知, newest first."""

    model, filterset_class, template_name = OutboxMessage, NoticeFilter, "outbox/list.html"
    list_name, title = "notices", "通知"
    lead = "发给居民和单位的短信、邮件和纸质通知；没有配置短信或邮件时一律打印"
    columns = [
        Column("subject", "标题"),
        Column("kind", "方式"),
        Column("recipient", "收件人"),
        Column("by", "发件人"),
        Column("created_at", "登记", sort="created_at"),
        Column("attempts", "次数", numeric=True, default=False),
        Column("done_at", "发出", sort="done_at"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("by")

    def totals(self, queryset):
        states = (State.WAITING, State.PAPER, State.FAILED)
        found = queryset.order_by().aggregate(**{state: Count("pk", filter=Q(state=state)) for state in states})
        return [(state.label, f"{found[state]} 件") for state in states]

    def get_context_data(self, **kwargs):
        user = self.request.user
        to_print = self.get_base_queryset().filter(state=State.PAPER)
        return super().get_context_data(
            may_send=user.may_somewhere(NoticeAct.SEND),
            to_print=to_print.count() if user.may_somewhere(NoticeAct.PRINT) else 0,
            reads=bool(user.prefixes),
            **kwargs,
        )


class NoticePage(DetailPage):
    """One notice: what it says, to those who work in its area; how it went, to the system administrator as well."""

    model, template_name = OutboxMessage, "outbox/notice.html"

    def get_queryset(self):
        return super().get_queryset().select_related("by")

    def get_context_data(self, **kwargs):
        notice, user = self.object, self.request.user
        printable = notice.state in (State.PAPER, State.PRINTED)
        return super().get_context_data(
            reads=notice.shows(user),
            steps=open_to(user, notice, NOTICE_STEPS),
            may_print=printable and user.may(NoticeAct.PRINT, notice),
            entries=entries(notice) if notice.shows(user) else [],
            **kwargs,
        )


class NoticeNew(FormPage):
    """A notice to one recipient, or one sheet for the board."""

    model, form_class, act = OutboxMessage, NoticeForm, NoticeAct.SEND
    title, button, done = "写通知", "登记并发送", "已登记"
    template_name = "outbox/new.html"

    def act_on(self, obj, by, **values):
        return actions.send_from_own_area(by=by, **values)

    def get_context_data(self, **kwargs):
        missing = [kind.label for kind in OutboxMessage.Kind if kind != "paper" and channel_of(kind) is None]
        return super().get_context_data(missing=missing, most=rules.SMS_MOST, **kwargs)


class NoticeStep(StepPage):
    """/notices/7/retry/"""

    model, steps = OutboxMessage, NOTICE_STEPS


class NoticePrint(StaffPage, View):
    """The chosen notice, or all that wait to be printed, as A4 sheets; they are down as printed from then on."""

    http_method_names = ["post"]

    def post(self, request, pk=None):
        if not request.user.may_somewhere(NoticeAct.PRINT):
            raise PermissionDenied
        seen = OutboxMessage.objects.visible_to(request.user).order_by("pk")
        chosen = seen.filter(pk=pk) if pk else seen.filter(state=State.PAPER)[: actions.AT_ONCE]
        if pk and not chosen:
            raise Http404
        sheets = actions.take_to_print(chosen, by=request.user)
        answer = render(request, "outbox/print.html", {"sheets": sheets, "today": timezone.localdate()})
        answer["Cache-Control"] = "no-store"
        return answer
