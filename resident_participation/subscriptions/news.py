"""What subscribers are told. Each subject registers its own, next to what it shows on the community's public page and
from the same rows."""

from collections.abc import Callable
from dataclasses import dataclass

from resident_participation.subscriptions.models import Topic

NEWS: list[tuple[str, Callable]] = []
FRESH = 14  # days for which something that is over (a result, minutes) is still news
SUBJECTS = {Topic.WORKS: "施工通知", Topic.VOTES: "表决通知", Topic.MEETINGS: "会议通知"}


@dataclass(frozen=True)
class News:
    """One thing. `event` names it for ever: told once. With a building, or a stair of it, only those there are told."""

    event: str
    text: str
    building: str = ""
    unit: str = ""

    def concerns(self, row):
        return (not self.building or self.building == row.building) and (not self.unit or self.unit == row.unit)


def news(topic):
    """Decorator: register `find(community, today) -> [News]`."""

    def add(find):
        NEWS.append((topic, find))
        return find

    return add


def of(community, today):
    """[(topic, News)] of a community."""
    return [(topic, one) for topic, find in NEWS for one in find(community, today)]
