"""通报收件人: who is mailed the bulletins of one's own areas."""

from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from accounts.policy import Act
from core.listing import Column
from core.steps.views import StepPage
from core.views import FormPage, HistoryPage, ListPage
from reports.kinds import Kind
from reports.mailing import actions, words
from reports.mailing.filters import ReaderFilter
from reports.mailing.forms import ReaderForm
from reports.mailing.models import Mailing, Reader
from reports.mailing.steps import READER_STEPS


class ReaderList(ListPage):
    """The readers of one's areas, addresses masked."""

    model, filterset_class, template_name = Reader, ReaderFilter, "reports/readers.html"
    list_name, title = "report_readers", "通报收件人"
    lead = "报告公布时，自动用邮件发给登记在这里的单位；更正公布时再发一次，注明更正"
    columns = [
        Column("unit", "单位", sort="unit"),
        Column("area", "哪里的通报", sort="area"),
        Column("kind", "种类"),
        Column("name", "收件人"),
        Column("email", "邮箱"),
        Column("mailed", "已发", numeric=True),
        Column("ended_on", "状态", sort="ended_on"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area__parent__parent").annotate(mailed=Count("mailings"))

    def totals(self, queryset):
        return [("在收", f"{queryset.order_by().running().count():,} 个")]

    def get_context_data(self, **kwargs):
        user = self.request.user
        found = super().get_context_data(
            may_add=user.may_somewhere(Act.READER_ADD), can_mail=actions.can_mail(), **kwargs
        )
        for reader in found["object_list"]:
            reader.may_end = reader.ended_on is None and user.may(Act.READER_END, reader)
        return found


class ReaderNew(FormPage):
    model, form_class, act = Reader, ReaderForm, Act.READER_ADD
    title, button, done = "登记通报收件人", "登记", "已登记，下一次公布时开始发"

    def get_initial(self):
        """One's own area's monthly bulletin, or that of the report one comes from."""
        asked = {name: self.request.GET[name] for name in ("area", "kind") if name in self.request.GET}
        return {"area": self.request.user.main_area, "kind": Kind.MONTHLY} | asked

    def act_on(self, obj, by, **values):
        return actions.add(by=by, **values)


class ReaderHistory(HistoryPage):
    """Who added and ended a reader."""

    model = Reader


class ReaderStep(StepPage):
    """/report-readers/7/end/"""

    model, steps = Reader, READER_STEPS

    @property
    def explain(self):
        return f"{self.object}以后不再收到通报，登记的邮箱和姓名随即清除"


def mailed(report):
    """What a report's page says of its mails: how many went out or are to go, and where to look."""
    sent = Mailing.objects.filter(report=report).count()
    return {
        "sent": sent,
        "waiting": 0 if sent or report.is_locked else Reader.objects.of(report).count(),
        "can_mail": actions.can_mail(),
        "notices": f"{reverse('outbox:list')}?{urlencode({'q': words.subject(report)})}",
        "readers": f"{reverse('reports:readers')}?{urlencode({'area': report.area_id, 'kind': report.kind})}",
    }
