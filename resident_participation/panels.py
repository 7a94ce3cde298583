"""What this floor adds to a community's public page; each subject registers itself."""

from resident_participation.enforcement import panels as enforcement
from resident_participation.meetings import panels as meetings
from resident_participation.public import money, voting, works

__all__ = ["enforcement", "meetings", "money", "voting", "works"]
