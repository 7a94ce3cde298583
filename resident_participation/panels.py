"""What this floor adds to a community's public page; each subject registers itself."""

from resident_participation.clearances import panels as clearances
from resident_participation.enforcement import panels as enforcement
from resident_participation.meetings import panels as meetings
from resident_participation.opinions import panels as opinions
from resident_participation.public import five, money, voting, works
from resident_participation.subscriptions import panels as subscriptions

__all__ = ["clearances", "enforcement", "five", "meetings", "money", "opinions", "subscriptions", "voting", "works"]
