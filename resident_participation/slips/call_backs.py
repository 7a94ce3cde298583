"""回访: households drawn among those said to be reached are rung up by somebody else and asked whether the slip came.

Nobody chooses whom: the worker draws among the deliveries since its last draw, under a seed made in that moment, so
that who brings slips cannot know. The rate is published with the result.
"""

import secrets

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.policy import Act
from core import thresholds
from core.actors import SYSTEM
from core.changes import change, change_many, snapshot
from core.errors import Refused
from resident_participation.slips.models import CallBackDraw, Delivery
from resident_participation.votes import drawing
from resident_participation.votes.models import Round

PERCENT = "callback.percent"  # 标准值
LIVE = (Round.Status.NOTICE, Round.Status.VOTING, Round.Status.COUNTING)


def draw_all():
    """A draw for every round in which slips were brought since the last one. Returns how many draws.

    Also while a result hangs: a round declared by hand may have ended before its last deliveries were drawn from.
    """
    posted = Q(status=Round.Status.CLOSED, result_to__gte=timezone.localdate())
    rounds = Round.objects.filter(Q(status__in=LIVE) | posted, seats__deliveries__outcome=Delivery.Outcome.DELIVERED)
    return sum(draw(round_) is not None for round_ in rounds.distinct())


@transaction.atomic
def draw(round_, *, by=SYSTEM):
    """Draw among the round's new deliveries, one at least; None where there are none."""
    held = Round.objects.select_for_update(of=["self"]).get(pk=round_.pk)
    new = new_deliveries(held)
    if not new:
        return None
    size = drawing.size_of(len(new), thresholds.value(PERCENT), 1)
    seed = secrets.token_hex(16)
    made = CallBackDraw(round=held, drawn_at=timezone.now(), seed=seed, population=sorted(new), size=size)
    with change(made, by=by, act=Act.SLIP_DRAW) as drawn:
        pass
    chosen = Delivery.objects.filter(pk__in=drawing.drawn(seed, drawn.population, size))
    change_many([marked(one, drawn) for one in chosen], by=by, act=Act.SLIP_DRAW)
    return drawn


def new_deliveries(round_):
    """The keys of the deliveries that no draw has had before it."""
    reached = Delivery.objects.filter(seat__round=round_, outcome=Delivery.Outcome.DELIVERED)
    before = round_.call_back_draws.values_list("population", flat=True)
    return set(reached.values_list("pk", flat=True)) - {key for population in before for key in population}


def marked(delivery, drawn):
    before = snapshot(delivery)
    delivery.draw = drawn
    return delivery, before


def to_call(round_, user):
    """The drawn deliveries that nobody has rung about yet, not one's own."""
    rows = Delivery.objects.filter(draw__round=round_, called_back=None).exclude(by=user.pk)
    return rows.select_related("seat", "by").order_by("draw", "seat__number")


def call_back(delivery, *, by, true):
    """Somebody else rings and asks whether the slip came. What the household said is written down once."""
    if delivery.by_id == by.pk:
        raise Refused("own_delivery", "送达的人不能给自己回访，请另一位同事来办")
    with change(delivery, by=by, act=Act.SLIP_CALL_BACK) as d:
        if d.draw_id is None:
            raise Refused("not_drawn", "这一户没有抽中。回访哪几户由系统随机抽取，不能自己选")
        if d.called_back is not None:
            raise Refused("called_back", "这一户已经回访过")
        d.called_back = true
    return d


def rate(round_):
    """{"delivered", "drawn", "asked", "true"}: households said to be reached, drawn, rung up, and that said yes."""
    return Delivery.objects.filter(seat__round=round_, outcome=Delivery.Outcome.DELIVERED).aggregate(
        delivered=Count("pk"),
        drawn=Count("pk", filter=Q(draw__isnull=False)),
        asked=Count("pk", filter=Q(called_back__isnull=False)),
        true=Count("pk", filter=Q(called_back=True)),
    )
