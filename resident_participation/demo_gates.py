"""What went out of the house of the demo city: a street's notices, and what another system was told of its cases."""

from accounts.models import Appointment
from accounts.policy import Role
from core.outbox import demo as notices
from core.webhooks import demo as webhooks
from core.webhooks.kinds import EVENTS
from resident_participation.events import case
from resident_participation.models import Feedback

STREET, TOLD = "330203006", 18


def build(today):
    clerk = Appointment.objects.filter(role=Role.STREET, area=STREET).select_related("user", "area").first()
    notices.build(today, by=clerk.user, area_code=STREET, office=clerk.user.office or str(clerk.area))
    newest = Feedback.objects.select_related("community").order_by("-received_at", "-pk")[:TOLD]
    logged = EVENTS["feedback.logged"]
    webhooks.build([(logged.name, logged.body(case(feedback))) for feedback in reversed(newest)])
