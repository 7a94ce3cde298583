"""What Django needs to find: the models of every subject of this floor."""

from communities.baselines.models import Baseline, BaselineMember
from communities.buildings.models import Building, CountExplanation, StairUnit
from communities.completeness.models import Assessment, CompletenessItem
from communities.facilities.models import Facility, FacilityKind, NetworkDistance
from communities.need.models import NeedWeights
from communities.register.models import Community, FormerName, RenovationUnit
from communities.stock.models import SpaceUse, StockSpace
from communities.strategy.models import StrategyDecision
from communities.surveys.models import CatalogueItem, ItemClass, Survey, SurveyQuestion
from communities.units.models import UnitVersion

__all__ = [
    "Assessment",
    "Baseline",
    "BaselineMember",
    "Building",
    "CatalogueItem",
    "Community",
    "CompletenessItem",
    "CountExplanation",
    "Facility",
    "FacilityKind",
    "FormerName",
    "ItemClass",
    "NeedWeights",
    "NetworkDistance",
    "RenovationUnit",
    "SpaceUse",
    "StairUnit",
    "StockSpace",
    "StrategyDecision",
    "Survey",
    "SurveyQuestion",
    "UnitVersion",
]
