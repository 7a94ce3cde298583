"""The sheets of this floor; each registers itself."""

from communities.register import exchange as register

__all__ = ["register"]
