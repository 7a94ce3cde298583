"""The sheets of this floor; each registers itself."""

from resident_participation.rolls import exchange as rolls

__all__ = ["rolls"]
