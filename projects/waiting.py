"""What waits on this floor; each registers itself."""

from projects.funds import waiting as funds
from projects.progress import waiting as progress
from projects.special_works import waiting as special_works

__all__ = ["funds", "progress", "special_works"]
