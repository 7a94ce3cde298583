"""What this floor adds to pages of the floors below; each registers itself."""

from projects.precincts import panels as precincts
from projects.register import panels as register
from projects.special_works import panels as special_works
from projects.warnings import panels as warnings

__all__ = ["precincts", "register", "special_works", "warnings"]
