"""The one place where the Open311 door knows what a case is: which cases it shows, and in which words.

Only a case whose summary for the public was written and published by staff is shown, and of it only that summary: never
what the resident said, who they are, or what they were told.
"""

from django.db.models import F

from resident_participation.cases import actions
from resident_participation.models import Feedback


def published():
    """The cases that anybody may see: their summary was published."""
    return Feedback.objects.public()


def columns():
    """{name here: path or expression} of all that leaves the house."""
    return {
        "pk": F("pk"),
        "service_code": F("category_id"),
        "service_name": F("category__name"),
        "closed": F("closed_at"),
        "description": F("public_summary"),
        "agency": F("handler_office"),
        "requested": F("received_at"),
        "updated": F("updated_at"),
        "due": F("due_at"),
        "community": F("community__name"),
        "code": F("community__code"),
        "street": F("community__area__name"),
        "district": F("community__district__name"),
        "longitude": F("community__longitude"),
        "latitude": F("community__latitude"),
    }


def with_status(cases, closed):
    return cases.filter(closed_at__isnull=not closed)


def log(community, text, *, by, **values):
    """A case that comes in through the door; it is handled like any other."""
    return actions.log(community, text, by=by, channel=Feedback.Channel.ONLINE, **values)
