"""What this floor adds to pages of the floors below; each registers itself."""

from projects.register import panels as register
from projects.special_works import panels as special_works

__all__ = ["register", "special_works"]
