"""Households of the demo city that subscribed. Numbers and addresses are nobody's."""

from resident_participation.cards.household import CardHolder
from resident_participation.subscriptions import actions
from resident_participation.subscriptions.models import Topic, Way

WANTED = [  # (household's place in the roll, way, where, what)
    (2, Way.SMS, "13800000231", Topic.values),
    (14, Way.PAPER, "", Topic.values),
    (25, Way.EMAIL, "chen@example.com", [Topic.VOTES, Topic.MEETINGS]),
    (38, Way.SMS, "13800000238", [Topic.WORKS]),
]


def build(home, rows, today):
    """They subscribe, and the portal tells them what is new."""
    for place, way, recipient, topics in WANTED:
        row = rows[place % len(rows)]
        actions.subscribe(by=CardHolder(row), way=way, recipient=recipient, topics=topics)
    actions.tell_community(home, today)
