"""What this floor adds to a community's public page; each subject registers itself."""

from resident_participation.public import money, voting, works

__all__ = ["money", "voting", "works"]
