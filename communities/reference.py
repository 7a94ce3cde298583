"""What ships with this floor: autodiscovered through here, subject by subject."""

from communities.buildings import reference as buildings
from communities.completeness import reference as completeness
from communities.facilities import reference as facilities
from communities.need import reference as need
from communities.strategy import reference as strategy
from communities.surveys import reference as surveys

__all__ = ["buildings", "completeness", "facilities", "need", "strategy", "surveys"]
