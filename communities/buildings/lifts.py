"""加装电梯: may a lift be added to a stair unit? The conditions stand here once; SQL and Python both read them."""

import operator
from dataclasses import dataclass

from django.db.models import Case, Count, Q, TextChoices, Value, When

from communities.buildings.models import StairUnit
from core import thresholds

STOREYS = "lift.storeys"
HOLDS = {
    "exact": operator.eq,
    "lt": operator.lt,
    "gt": operator.gt,
    "isnull": lambda value, wanted: (value is None) == wanted,
}


class State(TextChoices):
    CAN = "can", "可加装"
    OPEN = "open", "待核"
    CANNOT = "cannot", "不能加装"
    HAS = "has", "已有电梯"


@dataclass(frozen=True)
class Condition:
    """When it holds, the unit is in `state` (or in one that weighs more), and `words` say why."""

    state: State
    field: str
    lookup: str
    value: object
    words: str

    @property
    def q(self):
        return Q(**{f"{self.field}__{self.lookup}": self.value})

    def holds(self, unit):
        return HOLDS[self.lookup](getattr(unit, self.field), self.value)


@dataclass(frozen=True)
class Feasibility:
    """`reasons`: what stands in the way, or what is still missing, or (可加装) what has to be done as well."""

    state: State
    reasons: tuple[str, ...]


def conditions(on=None):
    """宁波市既有住宅加装电梯管理办法, in the order of their weight; the storeys are those of the day."""
    least = int(thresholds.value(STOREYS, on))
    return [
        Condition(State.HAS, "has_lift", "exact", True, "已有电梯"),
        Condition(State.CANNOT, "storeys", "lt", least, f"不到 {least} 层"),
        Condition(State.CANNOT, "single_owner", "exact", True, "属单一产权人"),
        Condition(State.CANNOT, "legal_title", "exact", False, "没有合法权属证明"),
        Condition(State.CANNOT, "in_expropriation", "exact", True, "列入征收计划或范围"),
        Condition(State.CANNOT, "negative_list", "gt", "", "在负面清单内"),
        Condition(State.CANNOT, "site", "exact", StairUnit.Site.NONE, "外面没有空间"),
        Condition(State.OPEN, "legal_title", "isnull", True, "权属证明未核"),
        Condition(State.OPEN, "in_expropriation", "isnull", True, "是否列入征收未核"),
        Condition(State.OPEN, "site", "exact", "", "加梯场地未看"),
        Condition(State.CAN, "site", "exact", StairUnit.Site.PIPES, "管线需先迁改"),
    ]


def judge(unit, on=None, rules=None) -> Feasibility:
    """One stair unit, with every reason of the state it is in. `rules` (of `conditions`) spares a list the asking."""
    holding = [rule for rule in rules or conditions(on) if rule.holds(unit)]
    state = holding[0].state if holding else State.CAN
    return Feasibility(state, tuple(rule.words for rule in holding if rule.state == state))


def state_of_unit(on=None, rules=None):
    """The same as an SQL expression over stair units."""
    heavy = [When(rule.q, then=Value(rule.state.value)) for rule in rules or conditions(on) if rule.state != State.CAN]
    return Case(*heavy, default=Value(State.CAN.value))


def with_states(units, on=None):
    return units.annotate(lift_state=state_of_unit(on))


def counts(units, on=None):
    """{state: how many} of a queryset of stair units; every state is named."""
    rows = with_states(units, on).order_by().values_list("lift_state").annotate(n=Count("pk"))
    return dict.fromkeys(State.values, 0) | dict(rows)


def counts_of_buildings(buildings, on=None):
    """{building id: {state: how many}} of a page of buildings, in one statement."""
    units = with_states(StairUnit.objects.filter(building__in=[b.pk for b in buildings]), on)
    found = {}
    for building, state, n in units.order_by().values_list("building", "lift_state").annotate(n=Count("pk")):
        found.setdefault(building, {})[state] = n
    return found
