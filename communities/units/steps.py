"""Acts on a unit: which right, which action, what is typed."""

from accounts.policy import Act
from communities.units import actions
from communities.units.forms import FreezeForm
from core.steps.table import Step


def freeze(unit, **typed):
    """The unit, which is what page and API go on with."""
    return actions.freeze(unit, **typed).unit


UNIT_STEPS = {"freeze": Step(Act.UNIT_FREEZE, freeze, FreezeForm, "已定版")}
