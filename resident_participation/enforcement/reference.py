"""Loads the list of duties and the numbers of this subject; what an administrator changed stays."""

from pathlib import Path

from accounts.policy import Act
from core import thresholds
from core.actors import SYSTEM
from core.changes import change_many
from core.reference import reference, rows_of
from resident_participation.enforcement.models import EnforcementDuty

DATA = Path(__file__).parents[1] / "data"


@reference
def numbers():
    thresholds.load(DATA / "enforcement_thresholds.csv")


@reference
def duties():
    known = set(EnforcementDuty.objects.values_list("code", flat=True))
    new = [duty for duty in rows_of(EnforcementDuty, DATA / "enforcement_duties.csv") if duty.code not in known]
    change_many([(duty, {}) for duty in new], by=SYSTEM, act=Act.DUTY_EDIT, note="平台自带")
