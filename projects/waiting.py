"""What waits on this floor; each registers itself."""

from projects.acceptance import waiting as acceptance
from projects.contracts import waiting as contracts
from projects.funds import waiting as funds
from projects.precincts import waiting as precincts
from projects.progress import waiting as progress
from projects.site import waiting as site
from projects.special_works import waiting as special_works
from projects.warnings import waiting as warnings

__all__ = ["acceptance", "contracts", "funds", "precincts", "progress", "site", "special_works", "warnings"]
