"""What ships with this floor: autodiscovered through here, subject by subject."""

from communities.completeness import reference as completeness
from communities.facilities import reference as facilities
from communities.need import reference as need

__all__ = ["completeness", "facilities", "need"]
