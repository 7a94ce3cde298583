from django.utils import timezone

from accounts.policy import Act
from core.waiting import waits
from projects.special_works import words
from projects.special_works.models import Clash


@waits("施工冲突", Act.CLASH_MEET, verb="协调", since="noticed_on", detail=words.reason)
def open_clashes(user):
    rows = Clash.objects.visible_to(user).filter(answer=None, ends_on__gte=timezone.localdate())
    return rows.select_related("rule", "place__community__area", "first", "second").order_by("noticed_on", "starts_on")
