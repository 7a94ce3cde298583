"""Acts on one item."""

from accounts.policy import Act
from core.steps.table import Step
from projects.items import actions
from projects.items.forms import DoneForm

ITEM_STEPS = {"done": Step(Act.ITEM_EDIT, actions.set_done, DoneForm, "完成量已登记")}
