"""What waits on this floor; each registers itself."""

from projects.contracts import waiting as contracts
from projects.funds import waiting as funds
from projects.progress import waiting as progress
from projects.special_works import waiting as special_works

__all__ = ["contracts", "funds", "progress", "special_works"]
