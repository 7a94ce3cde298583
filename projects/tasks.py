"""Background work of every subject of this floor; the worker finds it here."""

from projects.special_works import tasks as special_works
from projects.warnings import tasks as warnings

__all__ = ["special_works", "warnings"]
