"""What people, and the portal itself, do with a notice. accounts.policy says who may."""

from django.db.models import TextChoices


class NoticeAct(TextChoices):
    SEND = "notice.send", "发通知"
    PRINT = "notice.print", "打印通知"
    RETRY = "notice.retry", "重发通知"
    TO_PAPER = "notice.to_paper", "改发纸质"
    CANCEL = "notice.cancel", "撤回通知"
    DELIVER = "notice.deliver", "送出通知"
    GIVE_UP = "notice.give_up", "停止发送"


BY_THE_PORTAL = {NoticeAct.DELIVER, NoticeAct.GIVE_UP}
