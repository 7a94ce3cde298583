"""The checks of every subject of this floor; imported at start-up so that the gates know them."""

from projects.acceptance import gates as acceptance
from projects.contracts import gates as contracts
from projects.funds import gates as funds
from projects.items import gates as items
from projects.special_works import gates as special_works
from projects.stages import checks

__all__ = ["acceptance", "checks", "funds", "contracts", "items", "special_works"]
