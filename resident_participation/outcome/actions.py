"""The works list becomes the promise on the day the works begin."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core.actors import SYSTEM
from core.changes import change_many
from projects.models import Project, WorksItem
from projects.stages.records import hold
from resident_participation.outcome.models import Promise


def lock_due(today=None):
    """Lock the lists of projects whose works have begun and that have none locked yet. Returns how many items."""
    today = today or timezone.localdate()
    return sum(lock(project, today=today) for project in unlocked(today))


def unlocked(today):
    """Projects whose works have begun, with a list and no promise."""
    begun = Project.objects.live().filter(first_works_date__lte=today, promises=None)
    return begun.filter(items__answer=WorksItem.Answer.DO).distinct()


@transaction.atomic
def lock(project, *, today):
    """Once for a project: later changes of its works list are compared with this, never written into it."""
    hold(project)
    if project.promises.exists():
        return 0
    return change_many([(promise, {}) for promise in promises(project, today)], by=SYSTEM, act=Act.PROMISE_LOCK)


def promises(project, day):
    """[Promise] of what is to be done by the works list, as of the day it is locked. Not saved here."""
    listed = project.items.filter(answer=WorksItem.Answer.DO).select_related("community__area", "item")
    return [
        Promise(
            project=project,
            community=one.community,
            item=one.item,
            planned=one.planned,
            measure=one.measure,
            note=one.note,
            locked_on=day,
        )
        for one in listed
    ]
