"""What people, and the portal itself, do with a webhook endpoint. accounts.policy says who may."""

from django.db.models import TextChoices


class HookAct(TextChoices):
    EDIT = "webhook.edit", "管理接口推送"
    PAUSE = "webhook.pause", "暂停推送"
    RESUME = "webhook.resume", "启用推送"
    STOP = "webhook.stop", "停用推送"


BY_THE_PORTAL = {HookAct.PAUSE}
