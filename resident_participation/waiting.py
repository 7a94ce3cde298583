"""What waits on this floor; each registers itself."""

from resident_participation.cases import waiting as cases
from resident_participation.enforcement import waiting as enforcement
from resident_participation.rolls import waiting as rolls

__all__ = ["cases", "enforcement", "rolls"]
