"""What other systems are told of residents' matters: numbers and states, never who said what.

Each function is called in the transaction of the act it tells of.
"""

from core.webhooks.events import emit, event

CASE = {
    "number": "意见编号",
    "community": "小区编号",
    "area": "区划代码",
    "category": "类别",
    "severity": "级别",
    "channel": "来源",
    "received_at": "受理时间",
    "due_at": "办理期限",
}
event("feedback.logged", "意见登记", **CASE)
event("feedback.closed", "意见办结", **CASE, closed_at="办结时间", on_time="是否按期")
event(
    "round.declared",
    "表决结果公布",
    round="表决编号",
    title="标题",
    kind="种类",
    community="小区编号",
    area="区划代码",
    root="结果校验码",
    result_from="公示开始",
    result_to="公示结束",
)


def case(feedback):
    return {
        "number": feedback.number,
        "community": feedback.community.code,
        "area": feedback.community.area_id,
        "category": feedback.category_id,
        "severity": feedback.severity,
        "channel": feedback.channel,
        "received_at": feedback.received_at,
        "due_at": feedback.due_at,
    }


def feedback_logged(feedback):
    emit("feedback.logged", **case(feedback))


def feedback_closed(feedback):
    on_time = feedback.replied_at <= feedback.due_at
    emit("feedback.closed", **case(feedback), closed_at=feedback.closed_at, on_time=on_time)


def round_declared(round_):
    emit(
        "round.declared",
        round=round_.pk,
        title=round_.title,
        kind=round_.kind,
        community=round_.community.code,
        area=round_.community.area_id,
        root=round_.root,
        result_from=round_.result_from,
        result_to=round_.result_to,
    )
