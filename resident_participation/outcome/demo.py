"""What the demo's projects promised, and photos of before and after of the one community that shows everything."""

from accounts.policy import Act
from core.actors import SYSTEM
from core.changes import change_many
from core.files import actions as files
from resident_participation.outcome import actions
from resident_participation.outcome.facts import AFTER, BEFORE
from resident_participation.supervision.demo import picture


def build(project, home, today):
    new = [one for begun in actions.unlocked(today) for one in actions.promises(begun, begun.first_works_date)]
    change_many([(promise, {}) for promise in new], by=SYSTEM, act=Act.PROMISE_LOCK)
    show(project, 15)
    dearest = project.items.filter(community=home, answer="do").order_by("-planned_cost", "pk")
    for item, seed in zip(dearest[:2], (24, 28), strict=False):
        show(item, seed)


def show(record, seed):
    """A pair of published photos."""
    for slot, worn in ((BEFORE, True), (AFTER, False)):
        photo = files.attach(record, picture(seed, worn=worn), by=SYSTEM, slot=slot)
        files.publish(photo, by=SYSTEM, is_public=True)
