"""The sheets of this floor; each registers itself."""

from projects.special_works import exchange as special_works

__all__ = ["special_works"]
