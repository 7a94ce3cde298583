"""What ships with this floor: autodiscovered through here, subject by subject."""

from projects.money import reference as money
from projects.warnings import reference as warnings

__all__ = ["money", "warnings"]
