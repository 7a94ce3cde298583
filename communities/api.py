"""The endpoints of this floor: {plural noun: viewset} for the router, and the figures."""

from communities.baselines.api import BaselineMemberViewSet, BaselineViewSet
from communities.register.api import CommunityViewSet, UnitViewSet

VIEWSETS = {
    "communities": CommunityViewSet,
    "units": UnitViewSet,
    "baselines": BaselineViewSet,
    "baseline-members": BaselineMemberViewSet,
}
FIGURES = []
