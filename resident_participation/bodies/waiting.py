from accounts.policy import Act
from core.waiting import waits
from resident_participation.bodies.models import Body


def words(body):
    day = f"{body.term_to:%Y年%m月%d日}"
    return f"任期 {day}已满，不能再召集会议和作决定" if body.is_expired else f"任期到 {day}，届满前六十日要换届选举"


@waits("组织换届", Act.BODY_RENEW, verb="换届", since="renew_from", detail=words)
def to_renew(user):
    rows = Body.objects.visible_to(user).to_renew().select_related("area__parent")
    return rows.order_by("term_to", "pk")
