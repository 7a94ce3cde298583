"""The one place where the Open311 door knows what a case is: which cases it shows, and in which words.

Only a case whose summary for the public was written and published by staff is shown, and of it only that summary: never
what the resident said, who they are, or what they were told.
"""

from django.db.models import F, Value

from resident_participation import actions
from resident_participation.models import Feedback

SUMMARY = Value("")  # the words for the public, as an expression over the rows of `published`


def published():
    """The cases that anybody may see. None: no case has words for the public yet."""
    return Feedback.objects.none()


def columns():
    """{name here: path or expression} of all that leaves the house."""
    return {
        "pk": F("pk"),
        "service_code": F("category_id"),
        "service_name": F("category__name"),
        "status": F("state"),
        "description": SUMMARY,
        "agency": F("handler_office"),
        "requested": F("received_at"),
        "updated": F("updated_at"),
        "due": F("due_on"),
        "community": F("community__name"),
        "code": F("community__code"),
        "street": F("community__area__name"),
        "district": F("community__district__name"),
        "longitude": F("community__longitude"),
        "latitude": F("community__latitude"),
    }


def is_closed(status):
    return status == Feedback.State.CLOSED


def with_status(cases, closed):
    state = Feedback.State
    return cases.filter(state=state.CLOSED) if closed else cases.exclude(state=state.CLOSED)


def log(community, text, *, by, **values):
    """A case that comes in through the door; it is handled like any other."""
    return actions.log(community, text, by=by, channel=Feedback.Channel.OTHER, **values)
