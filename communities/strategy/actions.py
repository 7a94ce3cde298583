"""How a community is renewed is decided here and nowhere else; each decision is a record with evidence and reason."""

from django.utils import timezone

from accounts.policy import Act
from communities.strategy.figures import facts_of, reason_key
from communities.strategy.models import StrategyDecision
from core.changes import change
from core.errors import Refused


def decide(community, *, strategy, evidence, reason, decided_by, decided_on, by):
    """A new decision, which holds from now on. Refused when its day is to come or before the last decision's."""
    given = {"evidence": evidence.strip(), "reason": reason.strip(), "decided_by": decided_by.strip()}
    with change(community, by=by, act=Act.STRATEGY_DECIDE, note=f"{given['decided_by']}决定") as c:
        require_in_order(c, decided_on)
        c.strategy = strategy
        new = drawn_up(c, names_of(c), facts_of([c])[c.pk], strategy=strategy, decided_on=decided_on, **given)
        with change(new, by=by, act=Act.STRATEGY_DECIDE) as decision:
            pass
    return decision


def require_in_order(community, day):
    last = community.decisions.first()
    words = ""
    if day > timezone.localdate():
        words = "决定日期还没有到"
    elif last and day < last.decided_on:
        words = f"决定日期不能早于上一次决定（{last.decided_on:%Y年%m月%d日}）"
    if words:
        raise Refused("wrong_day", words, {"decided_on": [words]})


def names_of(community):
    return [community.name, *community.former_names.values_list("name", flat=True)]


def drawn_up(community, names, facts, *, reason, **given):
    """A decision with what follows from the community: the facts of the day and the fingerprint of the words."""
    return StrategyDecision(
        community=community, reason=reason, reason_key=reason_key(reason, names), facts=facts, **given
    )
