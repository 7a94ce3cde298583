"""The endpoints of this floor: {plural noun: viewset} for the router, and the figures."""

from django.urls import path

from communities.baselines.api import BaselineMemberViewSet, BaselineViewSet
from communities.buildings.api import BuildingViewSet, CommunityReconciliation, StairUnitViewSet
from communities.completeness.api import AssessmentViewSet, CommunityCompleteness, GapFigures
from communities.facilities.api import (
    CoverageFigures,
    FacilityKindViewSet,
    FacilityViewSet,
    NetworkDistanceViewSet,
)
from communities.need.api import NeedFigures, NeedWeightsViewSet
from communities.register.api import CommunityViewSet
from communities.stock.api import SpaceUseViewSet, StockSpaceViewSet
from communities.strategy.api import DecisionViewSet
from communities.surveys.api import CatalogueItemViewSet, SurveyQuestionViewSet, SurveyViewSet
from communities.units.api import UnitFigures, UnitVersionViewSet, UnitViewSet

VIEWSETS = {
    "communities": CommunityViewSet,
    "units": UnitViewSet,
    "unit-versions": UnitVersionViewSet,
    "baselines": BaselineViewSet,
    "baseline-members": BaselineMemberViewSet,
    "buildings": BuildingViewSet,
    "stair-units": StairUnitViewSet,
    "assessments": AssessmentViewSet,
    "facilities": FacilityViewSet,
    "facility-kinds": FacilityKindViewSet,
    "network-distances": NetworkDistanceViewSet,
    "need-weights": NeedWeightsViewSet,
    "strategy-decisions": DecisionViewSet,
    "stock-spaces": StockSpaceViewSet,
    "space-uses": SpaceUseViewSet,
    "surveys": SurveyViewSet,
    "survey-questions": SurveyQuestionViewSet,
    "catalogue-items": CatalogueItemViewSet,
}
FIGURES = [
    path("communities/<int:pk>/reconciliation/", CommunityReconciliation.as_view(), name="api-reconciliation"),
    path("communities/<int:pk>/completeness/", CommunityCompleteness.as_view(), name="api-completeness"),
    path("figures/gaps/", GapFigures.as_view(), name="api-figures-gaps"),
    path("figures/coverage/", CoverageFigures.as_view(), name="api-figures-coverage"),
    path("figures/need/", NeedFigures.as_view(), name="api-figures-need"),
    path("figures/units/", UnitFigures.as_view(), name="api-figures-units"),
]
