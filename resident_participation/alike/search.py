"""The reports of a community that a message is like: one statement, then Python. Nothing leaves the host."""

from dataclasses import dataclass
from datetime import timedelta

from resident_participation.alike.likeness import THRESHOLD, WINDOW, Likeness, Message, compare
from resident_participation.models import Feedback

MOST = 2000  # newest reports of a community that one message is compared with
SHOWN = 3
NEEDED = ("number", "community", "building", "category", "text", "state", "received_at")  # and never a contact


@dataclass(frozen=True)
class Found:
    case: Feedback
    likeness: Likeness


def message_of(case):
    return Message.of(case.text, case.building, [case.category_id], case.received_at)


def near(cases, community, at):
    """`cases` of a community received within the window around a moment, the newest first."""
    window = timedelta(days=WINDOW)
    found = cases.filter(community=community, received_at__range=(at - window, at + window))
    return found.order_by("-received_at", "-pk").only(*NEEDED)[:MOST]


def alike(message, cases, community, limit=SHOWN):
    """[Found] of `cases` that are like the message, the likest first, of equal ones the newest."""
    compared = (Found(case, compare(message, message_of(case))) for case in near(cases, community, message.at))
    found = [one for one in compared if one.likeness.score >= THRESHOLD]
    return sorted(found, key=lambda one: -one.likeness.score)[:limit]


def alike_to(case, user, limit=SHOWN):
    """What a person may see that is like a case that is registered already."""
    others = Feedback.objects.visible_to(user).exclude(pk=case.pk)
    return alike(message_of(case), others, case.community_id, limit)
