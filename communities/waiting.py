"""What waits on this floor; each registers itself."""

from communities.surveys import waiting as surveys

__all__ = ["surveys"]
