"""What ships with this floor: autodiscovered through here, subject by subject."""

from communities.facilities import reference as facilities
from communities.need import reference as need

__all__ = ["facilities", "need"]
