"""Calls for partners and pledges."""

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.templatetags.house import money
from core.views import DetailPage, FormPage, ListPage
from projects.funds import partner_forms, partners
from projects.funds.filters import CallFilter, PledgeFilter
from projects.funds.models import PartnerCall, Pledge
from projects.funds.partner_steps import PLEDGE_STEPS
from projects.stages.views import OfProjectForm

PROMISED = Q(pledges__state__in=[Pledge.State.ACCEPTED, Pledge.State.PAID])


class CallList(ListPage):
    """合作征集."""

    model, filterset_class, template_name = PartnerCall, CallFilter, "projects/calls.html"
    list_name, title = "calls", "合作征集"
    lead = "向社会征集投资、运营、捐建的合作方；征集中的在居民页面上公开"
    columns = [
        Column("title", "题目"),
        Column("of", "项目 / 片区"),
        Column("amount", "需要（万元）", numeric=True, sort="amount"),
        Column("promised", "已认缴（万元）", numeric=True),
        Column("deadline", "截止", sort="deadline"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("project__area__parent", "unit__area")
        return rows.annotate(promised=Sum("pledges__amount", filter=PROMISED))

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may_somewhere(Act.CALL_EDIT)
        return super().get_context_data(may_edit=may_edit, today=timezone.localdate(), **kwargs)


class CallPage(DetailPage):
    """One call with what was pledged to it."""

    model, template_name = PartnerCall, "projects/call.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "unit__area__parent")

    def get_context_data(self, **kwargs):
        user = self.request.user
        return super().get_context_data(
            pledges=Pledge.objects.visible_to(user).filter(call=self.object).select_related("source", "project"),
            may_edit=user.may(Act.CALL_EDIT, self.object),
            entries=entries(self.object),
            today=timezone.localdate(),
            **kwargs,
        )


class CallNew(FormPage):
    model, form_class, act = PartnerCall, partner_forms.CallForm, Act.CALL_EDIT
    title, button, done = "发布合作征集", "发布", "已发布，居民页面上看得到"

    def get_initial(self):
        return {name: self.request.GET[name] for name in ("project", "unit") if name in self.request.GET}

    def act_on(self, obj, by, **values):
        return partners.save_call(by=by, **values)


class CallEdit(FormPage):
    model, form_class, act = PartnerCall, partner_forms.CallForm, Act.CALL_EDIT

    def act_on(self, obj, by, **values):
        return partners.save_call(obj, by=by, **values)


class PledgeList(ListPage):
    """认缴."""

    model, filterset_class, template_name = Pledge, PledgeFilter, "projects/pledges.html"
    list_name, title = "pledges", "认缴"
    lead = "居民、单位、社会力量答应出的钱和物；到账的自动记入资金台账"
    columns = [
        Column("party", "认缴方"),
        Column("project", "项目"),
        Column("source", "资金来源"),
        Column("amount", "金额（万元）", numeric=True, sort="amount"),
        Column("in_kind", "实物或投工"),
        Column("pledged_on", "提出", sort="pledged_on"),
        Column("due_on", "应到账", sort="due_on"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area__parent", "source")

    def totals(self, queryset):
        states = Pledge.State
        sums = {s: Sum("amount", filter=Q(state=s), default=0) for s in (states.OFFERED, states.ACCEPTED, states.PAID)}
        found = queryset.order_by().aggregate(n=Count("pk"), **sums)
        return [("认缴", f"{found['n']:,} 笔"), *((states(s).label, money(found[s])) for s in sums)]

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class PledgeNew(OfProjectForm):
    form_class, act, title = partner_forms.PledgeForm, Act.PLEDGE_RECORD, "登记认缴"
    button, done = "登记", "认缴已登记，等待区县接受"

    def record(self):
        return Pledge(project=self.object)

    def get_initial(self):
        wanted = self.request.GET.get("call", "")
        call = self.object.calls.filter(pk=wanted).first() if wanted.isascii() and wanted.isdecimal() else None
        return {"pledged_on": timezone.localdate(), "call": call}

    def act_on(self, obj, by, version=None, **values):
        return partners.record(obj, by=by, **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": reverse("projects:funds", args=[self.object.pk])}


class PledgePage(DetailPage):
    model, template_name = Pledge, "projects/pledge.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "source", "call", "organisation")

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            steps=open_to(self.request.user, self.object, PLEDGE_STEPS),
            entries=entries(self.object),
            today=timezone.localdate(),
            **kwargs,
        )


class PledgeStep(StepPage):
    """/pledges/7/pay/"""

    model, steps = Pledge, PLEDGE_STEPS

    @property
    def explain(self):
        return f"{self.object.project}：{self.object}"
