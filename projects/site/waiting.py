from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.policy import Act
from core.waiting import waits
from projects.acceptance.models import Inspection
from projects.site.models import SiteLog

HOURS = "24 小时以内要向主管部门报告（《建设工程质量管理条例》第五十二条）"


def unanswered(rows):
    """Incidents after which nobody inspected the site yet."""
    seen = Inspection.objects.filter(project=OuterRef("project"), held_on__gte=OuterRef("day"))
    return rows.filter(incident=True, day__lte=timezone.localdate()).exclude(Exists(seen))


@waits(
    "质量安全事故",
    Act.INSPECTION_RECORD,
    verb="到场检查",
    since="day",
    detail=lambda log: f"{log.project}：{log.safety or log.problems or log.works[:40]}；{HOURS}",
)
def incidents(user):
    rows = unanswered(SiteLog.objects.visible_to(user))
    return rows.select_related("project__area__parent", "party__organisation").order_by("day", "pk")
