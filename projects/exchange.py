"""The sheets of this floor; each registers itself."""

from projects.items import exchange as items
from projects.special_works import exchange as special_works

__all__ = ["items", "special_works"]
