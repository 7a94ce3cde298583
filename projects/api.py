"""The endpoints of this floor: {plural noun: viewset} for the router, and the figures."""

from django.urls import path

from projects.acceptance.api import (
    AcceptanceItemViewSet,
    AcceptanceResultViewSet,
    AssetViewSet,
    DefectKindViewSet,
    DefectViewSet,
    FindingViewSet,
    HiddenWorkViewSet,
    InspectionViewSet,
    WarrantyItemViewSet,
    WarrantyTermViewSet,
)
from projects.consents.api import ConsultationRecordViewSet
from projects.contracts.api import (
    AmountViewSet,
    ContractViewSet,
    PartyViewSet,
    PaymentViewSet,
    ProjectCost,
    TenderViewSet,
    VariationViewSet,
)
from projects.directory.api import OrganisationViewSet
from projects.funds.api import FundEntryViewSet, FundFigures
from projects.funds.partner_api import PartnerCallViewSet, PledgeViewSet
from projects.funds.projection_api import ProjectionFigures
from projects.items.api import DepthFigures, WorksItemViewSet
from projects.plans.api import (
    AnnualPlanViewSet,
    PlanEntryViewSet,
    ProgrammeViewSet,
    SubsidyFigures,
    TargetViewSet,
)
from projects.precincts.api import ElementRequirementViewSet, PrecinctPlanViewSet
from projects.progress.api import ProgressViewSet
from projects.progress.schedule_api import MilestoneViewSet, ScheduleBaselineViewSet, ScheduleView
from projects.site.api import SiteLogViewSet
from projects.special_works.api import (
    ClashViewSet,
    CoordinationViewSet,
    SitePlaceViewSet,
    SpecialKindViewSet,
    SpecialWorkViewSet,
    UnitAccept,
    UnitClashes,
    UnitCoordination,
)
from projects.stages.api import ProjectViewSet
from projects.stages.record_api import OpinionViewSet, ProjectDocumentViewSet, ProjectPhaseViewSet
from projects.warnings.api import ProjectWarningViewSet, TalkViewSet, WarningRuleViewSet

VIEWSETS = {
    "projects": ProjectViewSet,
    "progress": ProgressViewSet,
    "programmes": ProgrammeViewSet,
    "targets": TargetViewSet,
    "annual-plans": AnnualPlanViewSet,
    "plan-entries": PlanEntryViewSet,
    "consultation-records": ConsultationRecordViewSet,
    "project-documents": ProjectDocumentViewSet,
    "project-phases": ProjectPhaseViewSet,
    "opinions": OpinionViewSet,
    "fund-entries": FundEntryViewSet,
    "partner-calls": PartnerCallViewSet,
    "pledges": PledgeViewSet,
    "organisations": OrganisationViewSet,
    "parties": PartyViewSet,
    "amounts": AmountViewSet,
    "tenders": TenderViewSet,
    "contracts": ContractViewSet,
    "variations": VariationViewSet,
    "payments": PaymentViewSet,
    "works-items": WorksItemViewSet,
    "special-works": SpecialWorkViewSet,
    "site-places": SitePlaceViewSet,
    "special-kinds": SpecialKindViewSet,
    "clashes": ClashViewSet,
    "coordinations": CoordinationViewSet,
    "precinct-plans": PrecinctPlanViewSet,
    "element-requirements": ElementRequirementViewSet,
    "milestones": MilestoneViewSet,
    "schedule-baselines": ScheduleBaselineViewSet,
    "project-warnings": ProjectWarningViewSet,
    "warning-rules": WarningRuleViewSet,
    "warning-talks": TalkViewSet,
    "defect-kinds": DefectKindViewSet,
    "inspections": InspectionViewSet,
    "findings": FindingViewSet,
    "hidden-works": HiddenWorkViewSet,
    "acceptance-items": AcceptanceItemViewSet,
    "acceptance-results": AcceptanceResultViewSet,
    "assets": AssetViewSet,
    "warranty-terms": WarrantyTermViewSet,
    "warranty-items": WarrantyItemViewSet,
    "defects": DefectViewSet,
    "site-logs": SiteLogViewSet,
}
FIGURES = [
    path("projects/<int:pk>/schedule/", ScheduleView.as_view(), name="api-project-schedule"),
    path("figures/subsidy/", SubsidyFigures.as_view(), name="api-figures-subsidy"),
    path("figures/projection/", ProjectionFigures.as_view(), name="api-figures-projection"),
    path("figures/funds/", FundFigures.as_view(), name="api-figures-funds"),
    path("projects/<int:pk>/cost/", ProjectCost.as_view(), name="api-project-cost"),
    path("figures/depth/", DepthFigures.as_view(), name="api-depth"),
    path("units/<int:pk>/clashes/", UnitClashes.as_view(), name="api-unit-clashes"),
    path("units/<int:pk>/coordination/", UnitCoordination.as_view(), name="api-unit-coordination"),
    path("units/<int:pk>/accept/", UnitAccept.as_view(), name="api-unit-accept"),
]
