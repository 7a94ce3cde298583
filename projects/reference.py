"""What ships with this floor: autodiscovered through here, subject by subject."""

from projects.acceptance import reference as acceptance
from projects.consents import reference as consents
from projects.contracts import reference as contracts
from projects.items import reference as items
from projects.money import reference as money
from projects.special_works import reference as special_works
from projects.stages import reference as stages
from projects.warnings import reference as warnings

__all__ = ["acceptance", "consents", "contracts", "items", "money", "special_works", "stages", "warnings"]
