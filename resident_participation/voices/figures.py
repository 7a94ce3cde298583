"""All that residents of a community do together, for a page that shows it in one piece."""

from resident_participation.clearances import figures as clearances
from resident_participation.initiatives import figures as initiatives
from resident_participation.opinions import figures as opinions


def facts(community, project=None):
    """{"heard", "initiatives", "asks"}: what `_opinions.html`, `_initiatives.html` and `_clearances.html` show."""
    return {
        **opinions.facts(community, project),
        **initiatives.facts(community, project),
        **clearances.facts(community, project),
    }
