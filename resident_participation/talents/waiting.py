from django.utils import timezone

from accounts.policy import Act
from core.waiting import waits
from resident_participation.talents.models import ASK_BEFORE, Talent


def words(talent):
    return f"同意到 {talent.expires_on:%Y年%m月%d日}"


@waits("能人库续期", Act.TALENT_RENEW, verb="续期", since="ask_from", detail=words)
def to_renew(user):
    soon = timezone.localdate() + ASK_BEFORE
    rows = Talent.objects.visible_to(user).filter(withdrawn_on=None, expires_on__lte=soon)
    return rows.select_related("community__area__parent").order_by("expires_on", "pk")
