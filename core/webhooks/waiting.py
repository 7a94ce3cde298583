from core.waiting import waits
from core.webhooks.acts import HookAct
from core.webhooks.models import WebhookEndpoint


@waits(
    "接口推送已暂停", HookAct.RESUME, verb="查明原因后启用", since="updated_at", detail=lambda endpoint: endpoint.url
)
def paused(user):
    return WebhookEndpoint.objects.visible_to(user).filter(state=WebhookEndpoint.State.PAUSED).order_by("updated_at")
