"""What may be done with an ask, and at a household's door: tables for page and API."""

from accounts.policy import Act
from core.steps.table import Step
from resident_participation.clearances import actions, forms

STEPS = {
    "amounts": Step(Act.CLEARANCE_AMOUNT, actions.set_amounts, forms.AmountsForm, "金额已填"),
    "end": Step(Act.CLEARANCE_END, actions.end, forms.NothingForm, "已结束"),
}
AT_THE_DOOR = {"record": Step(Act.CLEARANCE_RECORD, actions.record, forms.RecordForm, "已登记")}
