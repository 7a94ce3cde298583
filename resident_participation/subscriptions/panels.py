from core.outbox.channels import channel_of
from core.panels import panel
from resident_participation.subscriptions import figures
from resident_participation.subscriptions.models import Way


@panel("community", "resident_participation/_subscriptions.html", order=50)
def of_community(community, user):
    """Whom a notice would reach by itself, and whom only a sheet on the board."""
    absent = [way.label for way in (Way.SMS, Way.EMAIL) if channel_of(way) is None]
    return figures.taking(community, user) | {"absent": absent}
