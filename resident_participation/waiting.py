"""What waits on this floor; each registers itself."""

from resident_participation.assessment import waiting as assessment
from resident_participation.bodies import waiting as bodies
from resident_participation.cases import waiting as cases
from resident_participation.enforcement import waiting as enforcement
from resident_participation.initiatives import waiting as initiatives
from resident_participation.meetings import waiting as meetings
from resident_participation.objections import waiting as objections
from resident_participation.opinions import waiting as opinions
from resident_participation.recounts import waiting as recounts
from resident_participation.rolls import waiting as rolls
from resident_participation.slips import waiting as slips
from resident_participation.supervision import waiting as supervision
from resident_participation.talents import waiting as talents

__all__ = [
    "assessment",
    "bodies",
    "cases",
    "enforcement",
    "initiatives",
    "meetings",
    "objections",
    "opinions",
    "recounts",
    "rolls",
    "slips",
    "supervision",
    "talents",
]
