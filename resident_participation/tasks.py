"""Background work of every subject of this floor; the worker finds it here."""

from resident_participation.assessment import tasks as assessment
from resident_participation.cards import tasks as cards
from resident_participation.cases import tasks as cases
from resident_participation.outcome import tasks as outcome
from resident_participation.slips import tasks as slips
from resident_participation.subscriptions import tasks as subscriptions
from resident_participation.talents import tasks as talents
from resident_participation.votes import tasks as votes

__all__ = ["assessment", "cards", "cases", "outcome", "slips", "subscriptions", "talents", "votes"]
