"""What this floor adds to pages of the floors below and of its own; each registers itself."""

from resident_participation.clearances import panels as clearances
from resident_participation.opinions import panels as opinions

__all__ = ["clearances", "opinions"]
