"""What waits on this floor; each registers itself."""

from projects.progress import waiting as progress
from projects.special_works import waiting as special_works

__all__ = ["progress", "special_works"]
