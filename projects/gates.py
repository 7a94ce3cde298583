"""The checks of every subject of this floor; imported at start-up so that the gates know them."""

from projects.items import gates as items
from projects.special_works import gates as special_works
from projects.stages import checks

__all__ = ["checks", "items", "special_works"]
