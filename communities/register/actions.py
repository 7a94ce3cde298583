"""What happens to communities. Pages, API, import, projects and the demo all call these."""

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from accounts.models import ManagementOrg
from accounts.policy import Act
from communities.register.models import Community, FormerName
from communities.register.stages import BEFORE_PROJECT
from core.changes import change, change_many, remove
from core.errors import Refused

CODE_LOCK = 0xC0DE
LAST_NUMBER = Max(Cast(Substr("code", 10), IntegerField()))  # behind the street's nine digits


@transaction.atomic
def create(*, by, former_names=(), **values):
    """A new community in a street; its code is the street's with the next number."""
    new = Community(**values)
    ((new.code,),) = next_codes({new.area_id: 1}).values()
    fill(new)
    with change(new, by=by, act=Act.COMMUNITY_CREATE) as community:
        pass
    rename_former(community, former_names, by=by)
    return community


@transaction.atomic
def edit(community, *, by, version=None, note="", former_names=None, **values):
    """Change a community's facts. An old name is kept as a former name; the code stays when only the name changes."""
    with change(community, by=by, act=Act.COMMUNITY_EDIT, note=note, version=version) as c:
        old_name, old_area = c.name, c.area_id
        for name, value in values.items():
            setattr(c, name, value)
        if c.area_id != old_area:
            ((c.code,),) = next_codes({c.area_id: 1}).values()
            c.neighborhood = c.neighborhood if c.neighborhood_id and c.neighborhood_id.startswith(c.area_id) else None
            c.management_org = None
        fill(c)
    if former_names is None:
        former_names = c.former_names.values_list("name", flat=True)
    rename_former(c, former_names, by=by, keep=[old_name])
    return c


def set_stage(community, stage, *, by, plan_year=None, note=""):
    """Where the community stands; its project moves it along, inside the project's own transaction.

    Back in the pool it is in no year's plan.
    """
    with change(community, by=by, act=Act.COMMUNITY_STAGE, note=note) as c:
        c.status = stage
        c.plan_year = None if stage in BEFORE_PROJECT else plan_year or c.plan_year
    return c


def fill(community):
    """Set what follows from the street: district, sorting key, and who manages it unless somebody said otherwise."""
    community.derive()
    if community.neighborhood_id and not community.neighborhood_id.startswith(community.area_id):
        raise Refused("other_street", "所选社区不在这个街道", {"neighborhood": ["所选社区不在这个街道"]})
    if community.management_org_id is None:
        community.management_org = ManagementOrg.objects.of(community.area_id)


def next_codes(wanted):
    """The next codes of streets: 9 digits and a running number of four. Call inside a transaction.

    `wanted` is {street code: how many}, the answer {street code: [codes]}.
    """
    streets = sorted(wanted)  # everybody locks in the same order
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, unnest(%s::int[]))", [CODE_LOCK, [int(s) for s in streets]])
    numbers = Community.objects.order_by().filter(area__in=streets).values_list("area").annotate(last=LAST_NUMBER)
    last = dict(numbers)
    return {s: [f"{s}{last.get(s, 0) + n:04d}" for n in range(1, wanted[s] + 1)] for s in streets}


def rename_former(community, names, *, by, keep=()):
    """Make these the former names; `keep` is added to them."""
    wanted = {name.strip() for name in (*names, *keep) if name.strip() and name.strip() != community.name}
    known = {former.name: former for former in community.former_names.all()}
    for name in sorted(known.keys() - wanted):
        remove(known[name], by=by, act=Act.COMMUNITY_EDIT)
    new = [(FormerName(community=community, name=name), {}) for name in sorted(wanted - known.keys())]
    change_many(new, by=by, act=Act.COMMUNITY_EDIT)
