"""The sheets of this floor; each registers itself."""

from communities.buildings import exchange as buildings
from communities.facilities import exchange as facilities
from communities.register import exchange as register
from communities.stock import exchange as stock
from communities.surveys import exchange as surveys
from communities.units import exchange as units

__all__ = ["buildings", "facilities", "register", "stock", "surveys", "units"]
