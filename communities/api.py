"""The endpoints of this floor: {plural noun: viewset} for the router, and the figures."""

from communities.register.api import CommunityViewSet, UnitViewSet

VIEWSETS = {"communities": CommunityViewSet, "units": UnitViewSet}
FIGURES = []
