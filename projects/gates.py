"""The checks of every subject of this floor; imported at start-up so that the gates know them."""

from projects.stages import checks

__all__ = ["checks"]
