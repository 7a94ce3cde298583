"""What happens to idle rooms and land: registered, offered, promised, agreed, ended. A space is held by one party."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr
from django.utils import timezone

from accounts.policy import Act
from communities.facilities.models import FacilityKind
from communities.stock.models import SpaceUse, StockSpace
from core.changes import change
from core.errors import Refused
from core.states import Lifecycle

CODE_LOCK = 0x57AC
LAST_NUMBER = Max(Cast(Substr("code", 12), IntegerField()))  # behind KJ and the street's nine digits
State, SpaceState = SpaceUse.State, StockSpace.State
LIFE = Lifecycle(
    "state",
    {
        (State.OFFERED, Act.SPACE_PROMISE): State.PROMISED,
        (State.PROMISED, Act.SPACE_AGREE): State.AGREED,
        (State.OFFERED, Act.SPACE_END): State.ENDED,
        (State.PROMISED, Act.SPACE_END): State.ENDED,
        (State.AGREED, Act.SPACE_END): State.ENDED,
    },
)


@transaction.atomic
def create(*, by, **values):
    """A new space in a street, numbered there."""
    new = StockSpace(**values)
    by.require(Act.STOCK_EDIT, new)
    check_uses(new)
    new.code = next_codes({new.area_id: 1})[new.area_id][0]
    with change(new, by=by, act=Act.STOCK_EDIT) as space:
        pass
    return space


def edit(space, *, by, version=None, note="", **values):
    """Change what is known of a space; its code stays with it."""
    with change(space, by=by, act=Act.STOCK_EDIT, note=note, version=version) as s:
        for name, value in values.items():
            setattr(s, name, value)
        check_uses(s)
    return s


def check_uses(space):
    unknown = set(space.uses) - set(FacilityKind.objects.values_list("pk", flat=True))
    if unknown:
        words = f"没有这种用途：{'、'.join(sorted(unknown))}"
        raise Refused("unknown_use", words, {"uses": [words]})
    if space.community_id and space.community.area_id != space.area_id:
        raise Refused("other_street", "所在小区不在这个街道", {"community": ["所在小区不在这个街道"]})


def next_codes(wanted):
    """{street: its next codes} for {street: how many}: KJ, nine digits and a running number. Inside a transaction."""
    codes = {}
    for street, count in sorted(wanted.items()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CODE_LOCK, int(street)])
        last = StockSpace.objects.filter(code__startswith=f"KJ{street}").aggregate(last=LAST_NUMBER)["last"] or 0
        codes[street] = [f"KJ{street}{number:04d}" for number in range(last + 1, last + 1 + count)]
    return codes


def offer(space, *, by, starts_on, ends_on=None, purpose=None, rent=0, note=""):
    """Say that a space is to be had and on which terms; an offer holds nothing."""
    require_usable(space)
    new = SpaceUse(space=space, starts_on=starts_on, ends_on=ends_on, purpose=purpose, rent=rent, note=note)
    with change(new, by=by, act=Act.SPACE_OFFER) as arrangement:
        pass
    return arrangement


@transaction.atomic
def promise(space, *, by, party, starts_on, ends_on=None, purpose=None, community=None, note="", offered=None):
    """Hold a space for a party from a day on. Of two at the same moment one succeeds, the other is told who has it."""
    space = StockSpace.objects.select_for_update().get(pk=space.pk)
    require_usable(space)
    if taken := space.arrangements.holding(starts_on, ends_on).first():
        raise Refused("taken", who_has(taken), {"starts_on": [who_has(taken)]})
    arrangement = offered or SpaceUse(space=space, state=State.OFFERED, starts_on=starts_on)
    try:
        with change(arrangement, by=by, act=Act.SPACE_PROMISE) as a:
            a.party, a.starts_on, a.ends_on, a.promised_by = party, starts_on, ends_on, by.display_name
            a.purpose, a.community, a.note = purpose or a.purpose, community or a.community, note or a.note
            LIFE.step(a, Act.SPACE_PROMISE)
    except (IntegrityError, ValidationError) as error:
        if "space_never_promised_twice" in str(error):
            raise Refused("taken", f"“{space}”这段时间刚被别人约定") from error
        raise
    return a


def who_has(arrangement):
    """Who holds a space, for what and how long, in words for the one who comes second."""
    until = f"{arrangement.ends_on:%Y年%m月%d日}" if arrangement.ends_on else "长期"
    what = f"，用于{arrangement.purpose}" if arrangement.purpose_id else ""
    by = f"（{arrangement.promised_by}经办）" if arrangement.promised_by else ""
    span = f"{arrangement.starts_on:%Y年%m月%d日}至{until}"
    return f"“{arrangement.space}”{span}已约定给{arrangement.party}{what}{by}"


def require_usable(space):
    if space.state == SpaceState.WITHDRAWN:
        raise Refused("withdrawn", f"“{space}”已不再提供")


@transaction.atomic
def agree(arrangement, *, by, document, note=""):
    """The promise became an agreement in writing; from its first day the space counts as used."""
    with change(arrangement, by=by, act=Act.SPACE_AGREE, note=note) as a:
        LIFE.step(a, Act.SPACE_AGREE)
        if not document.strip():
            raise Refused("no_document", "请填协议编号", {"document": ["请填协议编号"]})
        a.document = document.strip()
    stand(a.space, SpaceState.IN_USE, by, f"已签协议 {a.document}")
    return a


@transaction.atomic
def end(arrangement, *, by, reason, on=None):
    """An arrangement is over from a day on (today by default); the space is free again."""
    on = on or timezone.localdate()
    with change(arrangement, by=by, act=Act.SPACE_END, note=reason) as a:
        LIFE.step(a, Act.SPACE_END)
        last = max(on - timedelta(days=1), a.starts_on)
        a.ends_on = min(a.ends_on, last) if a.ends_on else last
    if not a.space.arrangements.holding(on).filter(state=State.AGREED).exists():
        stand(a.space, SpaceState.IDLE, by, reason)
    return a


def stand(space, state, by, note):
    """A space's state follows its arrangements; one that was withdrawn stays so."""
    with change(space, by=by, act=Act.SPACE_AGREE, note=note) as s:
        if s.state != SpaceState.WITHDRAWN:
            s.state = state
