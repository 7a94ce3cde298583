"""What Django needs to find: the models of every subject of this floor."""

from projects.acceptance.models import (
    AcceptanceItem,
    AcceptanceResult,
    Asset,
    Defect,
    DefectKind,
    Finding,
    HiddenWork,
    Inspection,
    WarrantyItem,
    WarrantyTerm,
)
from projects.consents.models import ConsultationRecord
from projects.contracts.models import Amount, Contract, Payment, Tender, Variation
from projects.funds.models import FundEntry, PartnerCall, Pledge
from projects.items.models import WorksItem
from projects.money.models import FundingSource
from projects.plans.models import AnnualPlan, PlanAmendment, PlanEntry, Programme, YearTarget
from projects.precincts.models import ElementRequirement, PrecinctPlan
from projects.progress.models import Milestone, ProgressPhoto, ProgressReport, ScheduleBaseline
from projects.register.models import Party, Project, ProjectCommunity
from projects.site.models import SiteLog
from projects.special_works.models import (
    Clash,
    ClashAnswer,
    ConflictRule,
    Coordination,
    Proposals,
    SitePlace,
    SpecialKind,
    SpecialWork,
)
from projects.stages.models import (
    Department,
    Exemption,
    Opinion,
    ProjectDocument,
    ProjectPhase,
    RequiredDocument,
)
from projects.warnings.models import ProjectWarning, Talk, WarningRule

__all__ = [
    "AcceptanceItem",
    "AcceptanceResult",
    "Amount",
    "AnnualPlan",
    "Asset",
    "Clash",
    "ClashAnswer",
    "ConflictRule",
    "ConsultationRecord",
    "Contract",
    "Coordination",
    "Defect",
    "DefectKind",
    "Department",
    "ElementRequirement",
    "Exemption",
    "Finding",
    "FundEntry",
    "FundingSource",
    "HiddenWork",
    "Inspection",
    "Milestone",
    "Opinion",
    "PartnerCall",
    "Party",
    "Payment",
    "PlanAmendment",
    "PlanEntry",
    "Pledge",
    "PrecinctPlan",
    "Programme",
    "ProgressPhoto",
    "ProgressReport",
    "Project",
    "ProjectCommunity",
    "ProjectDocument",
    "ProjectPhase",
    "ProjectWarning",
    "Proposals",
    "RequiredDocument",
    "ScheduleBaseline",
    "SiteLog",
    "SitePlace",
    "SpecialKind",
    "SpecialWork",
    "Talk",
    "Tender",
    "Variation",
    "WarningRule",
    "WarrantyItem",
    "WarrantyTerm",
    "WorksItem",
    "YearTarget",
]
