"""What happens to buildings and stair units. Pages, API, sheets and the demo all call these."""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from communities.buildings.models import Building, StairUnit
from core.changes import change, remove
from core.errors import Refused


def create(*, by, **values):
    """A new building of a community."""
    return edit(Building(), by=by, **values)


def edit(building, *, by, version=None, reason="", **values):
    """Change a building's facts. `reason` goes to the log; a building has a note of its own."""
    with change(building, by=by, act=Act.BUILDING_EDIT, note=reason, version=version) as b:
        set_all(b, values)
        if b.appraised_on and b.appraised_on > timezone.localdate():
            raise Refused("future", "鉴定日期晚于今天，请核对", {"appraised_on": ["鉴定日期晚于今天，请核对"]})
    return b


@transaction.atomic
def drop(building, *, by, reason):
    """Delete a building that was entered by mistake, with its stair units; the log keeps them."""
    by.require(Act.BUILDING_EDIT, building)
    for unit in building.units.select_related("building__community__area"):
        remove(unit, by=by, act=Act.BUILDING_EDIT, note=reason)
    remove(building, by=by, act=Act.BUILDING_EDIT, note=reason)


def create_unit(*, by, **values):
    """A new stair unit of a building."""
    return edit_unit(StairUnit(), by=by, **values)


def edit_unit(unit, *, by, version=None, reason="", **values):
    with change(unit, by=by, act=Act.BUILDING_EDIT, note=reason, version=version) as u:
        set_all(u, values)
    return u


def drop_unit(unit, *, by, reason):
    remove(unit, by=by, act=Act.BUILDING_EDIT, note=reason)


def set_all(record, values):
    for name, value in values.items():
        setattr(record, name, value)
