"""The sheets of this floor; each registers itself."""

from resident_participation.cases import exchange as cases
from resident_participation.rolls import exchange as rolls

__all__ = ["cases", "rolls"]
