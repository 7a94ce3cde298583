"""Invented notices of the demo city: printed, waiting to be printed, one that the gateway would not take."""

from datetime import timedelta

from django.utils import timezone

from core.changes import change_many
from core.outbox.acts import NoticeAct
from core.outbox.models import OutboxMessage

Kind, State = OutboxMessage.Kind, OutboxMessage.State
# days ago, how, to whom, what, how it went
NOTICES = [
    (12, Kind.PAPER, "丽园新村各单元", "外墙施工期间请关好窗户",
     "外墙粉刷从周一开始，每天早上八点到下午五点半施工。请关好窗户，收好阳台上的东西。\n"
     "需要帮忙的老人请告诉楼组长或者打社区电话。", State.PRINTED),
    (9, Kind.PAPER, "1幢至6幢全体住户", "周四停水通知",
     "更换给水管，周四上午八点到十一点停水，请提前存水。\n提前修好会提前恢复。", State.PRINTED),
    (6, Kind.SMS, "13800000417", "意见已办结", "您反映的楼道灯已修好。还有问题请打街道办公电话。", State.SENT),
    (4, Kind.SMS, "13800000528", "约定上门时间", "施工单位明天上午九点来看屋面，请留人。不方便请打街道办公电话。",
     State.FAILED),
    (3, Kind.EMAIL, "ywh@example.com", "议事会开会通知", "周五晚上七点在社区二楼议事，请各位代表参加。", State.SENT),
    (1, Kind.PAPER, "3幢2单元全体住户", "加装电梯意愿登记", "下周一到周三晚上，社区会上门登记加装电梯的意愿。\n"
     "不在家的请告诉楼组长方便的时间，不用填任何网上的表。", State.PAPER),
    (0, Kind.PAPER, "7幢全体住户", "雨污管施工，出入绕行", "七幢南侧道路明天起开挖三天，请从北门出入。\n"
     "夜间有照明和围挡，带孩子的请当心。", State.PAPER),
]  # fmt: skip


def build(today, *, by, area_code, office):
    """`by` sends them from one street. Returns how many."""
    moment, rows = timezone.now(), []
    for days, kind, recipient, subject, text, state in NOTICES:
        at = moment - timedelta(days=days, hours=1)
        notice = OutboxMessage(kind=kind, recipient=recipient, subject=subject, text=text, state=state)
        notice.area_code, notice.office, notice.by_id, notice.created_at = area_code, office, by.pk, at
        notice.next_at = at
        if state in (State.SENT, State.PRINTED):
            notice.done_at = at + timedelta(minutes=20)
        if state in (State.SENT, State.FAILED):
            notice.attempts = 1
        if state == State.FAILED:
            notice.error = "短信网关不收（422）"
        rows.append((notice, {}))
    return change_many(rows, by=by, act=NoticeAct.SEND, note="演示数据")
