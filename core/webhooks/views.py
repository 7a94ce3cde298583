"""接口推送: endpoints, their history, test and replay. For the city and the system administrator."""

from django.contrib import messages
from django.db.models import Count, Max, Min, OuterRef, Q, Subquery
from django.shortcuts import redirect, render
from django.views.generic import View
from django.views.generic.detail import SingleObjectMixin

from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage, Needs, StaffPage, Visible
from core.webhooks import actions
from core.webhooks.acts import HookAct
from core.webhooks.filters import DeliveryFilter, EndpointFilter
from core.webhooks.forms import EndpointForm
from core.webhooks.kinds import EVENTS
from core.webhooks.models import WebhookAttempt, WebhookDelivery, WebhookEndpoint
from core.webhooks.sending import body_of
from core.webhooks.steps import ENDPOINT_STEPS

RECENT = 20
WAITING = Q(deliveries__state=WebhookDelivery.State.WAITING)


class ForAdministrators(Needs):
    needs = (HookAct.EDIT,)


def with_last_try(deliveries):
    """Deliveries with the status, duration and error of their newest attempt."""
    newest = WebhookAttempt.objects.filter(delivery=OuterRef("pk")).order_by("-pk")
    columns = {f"last_{name}": Subquery(newest.values(name)[:1]) for name in ("at", "status", "milliseconds", "error")}
    return deliveries.annotate(**columns).select_related("event", "endpoint")


class EndpointList(ForAdministrators, ListPage):
    """推送地址."""

    model, filterset_class, template_name = WebhookEndpoint, EndpointFilter, "webhooks/endpoints.html"
    list_name, title = "webhooks", "接口推送"
    lead = "平台上有事发生时告诉四个平台、12345 等系统；每条都有签名，只推摘要"
    columns = [
        Column("name", "名称", sort="name"),
        Column("url", "网址"),
        Column("events", "事件"),
        Column("waiting", "积压", numeric=True),
        Column("last_ok", "最近送达"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        arrived = Max("deliveries__done_at")
        return super().get_base_queryset().annotate(waiting=Count("deliveries", filter=WAITING), last_ok=arrived)


class EndpointPage(ForAdministrators, DetailPage):
    """One endpoint: what it is told, what waits, how the last ones went."""

    model, template_name = WebhookEndpoint, "webhooks/endpoint.html"

    def get_context_data(self, **kwargs):
        endpoint, user = self.object, self.request.user
        waits = endpoint.deliveries.waiting().aggregate(n=Count("pk"), since=Min("created_at"), next_at=Min("next_at"))
        return super().get_context_data(
            kinds=[EVENTS[name].title for name in endpoint.events if name in EVENTS],
            deliveries=with_last_try(endpoint.deliveries.order_by("-pk"))[:RECENT],
            waits=waits,
            last_ok=endpoint.deliveries.aggregate(at=Max("done_at"))["at"],
            steps=open_to(user, endpoint, ENDPOINT_STEPS),
            entries=entries(endpoint),
            **kwargs,
        )


class EndpointForms(FormPage):
    model, form_class, act = WebhookEndpoint, EndpointForm, HookAct.EDIT
    template_name = "webhooks/form.html"


class EndpointEdit(EndpointForms):
    def act_on(self, obj, by, **values):
        return actions.save_endpoint(obj, by=by, **values)


class EndpointNew(EndpointForms):
    title, button = "新增推送地址", "保存并取得密钥"

    def act_on(self, obj, by, **values):
        self.made = actions.save_endpoint(by=by, **values)
        return self.made

    def form_valid(self, form):
        """The secret is shown in the answer to this very request, and never again."""
        response = super().form_valid(form)
        return shown_once(self.request, self.made) if response.status_code == 302 else response


class OnOne(StaffPage, Visible, ForAdministrators, SingleObjectMixin, View):
    """A button on one record."""

    http_method_names = ["post"]

    def post(self, request, pk):
        return self.press(self.get_object())


class EndpointRotate(OnOne):
    model = WebhookEndpoint

    def press(self, endpoint):
        return shown_once(self.request, actions.rotate(endpoint, by=self.request.user))


def shown_once(request, endpoint):
    answer = render(request, "webhooks/secret.html", {"object": endpoint, "secret": endpoint.secret})
    answer["Cache-Control"] = "no-store"
    return answer


class EndpointTest(OnOne):
    model = WebhookEndpoint

    def press(self, endpoint):
        delivery = actions.test(endpoint, by=self.request.user)
        if delivery.state == WebhookDelivery.State.DONE:
            messages.success(self.request, "测试消息已送达")
        else:
            messages.error(self.request, "测试消息没有送达，原因见下面")
        return redirect(delivery)


class EndpointStep(StepPage):
    """/webhooks/7/stop/"""

    model, steps = WebhookEndpoint, ENDPOINT_STEPS


class DeliveryList(ForAdministrators, ListPage):
    """推送记录, newest first."""

    model, filterset_class, template_name = WebhookDelivery, DeliveryFilter, "webhooks/deliveries.html"
    list_name, title = "webhook_deliveries", "推送记录"
    columns = [
        Column("event", "事件"),
        Column("endpoint", "推送地址"),
        Column("created_at", "登记", sort="created_at"),
        Column("attempts", "次数", numeric=True),
        Column("status", "状态码", numeric=True),
        Column("milliseconds", "用时（毫秒）", numeric=True),
        Column("done_at", "送达", sort="done_at"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return with_last_try(super().get_base_queryset())


class DeliveryPage(ForAdministrators, DetailPage):
    """One delivery with every attempt. What it tells is business: the system administrator sees that it went."""

    model, template_name = WebhookDelivery, "webhooks/delivery.html"

    def get_queryset(self):
        return super().get_queryset().select_related("event", "endpoint").prefetch_related("tries")

    def get_context_data(self, **kwargs):
        delivery = self.object
        return super().get_context_data(
            kind=EVENTS.get(delivery.event.name),
            body=body_of(delivery.event).decode() if self.request.user.prefixes else "",
            others=delivery.event.deliveries.filter(endpoint=delivery.endpoint).exclude(pk=delivery.pk).order_by("pk"),
            **kwargs,
        )


class DeliveryReplay(OnOne):
    model = WebhookDelivery

    def press(self, delivery):
        new = actions.replay(delivery, by=self.request.user)
        messages.success(self.request, "已排队重推，编号不变，对方能认出是同一件事")
        return redirect(new)


class DeliverySkip(OnOne):
    model = WebhookDelivery

    def press(self, delivery):
        actions.skip(delivery, by=self.request.user)
        messages.success(self.request, "已跳过，后面的会接着推送")
        return redirect(delivery)
