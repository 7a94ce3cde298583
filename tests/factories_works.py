"""Factories of plans, projects' stages, special works, money and quality; each makes the smallest true thing."""

from datetime import date
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from accounts import models as accounts
from communities import models as communities
from projects import models as projects
from projects.stages.gates import CHECKS
from tests.factories import (
    AreaFactory,
    CatalogueItemFactory,
    CommunityFactory,
    FacilityKindFactory,
    ProgrammeFactory,
    ProjectFactory,
    RenovationUnitFactory,
    WarningRuleFactory,
)


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Organisation
        django_get_or_create = ["name"]

    name = factory.Sequence(lambda n: f"单位{n}")


class UnitVersionFactory(DjangoModelFactory):
    class Meta:
        model = communities.UnitVersion

    unit = factory.SubFactory(RenovationUnitFactory)
    number, decided_on, document, reason = 1, date(2026, 1, 5), "海政〔2026〕1号", "首次划定"
    ground = Decimal("52000.00")


class FundingSourceFactory(DjangoModelFactory):
    class Meta:
        model = projects.FundingSource
        django_get_or_create = ["code"]

    code, name, group, order = "city", "市级财政", "government", 6


class AnnualPlanFactory(DjangoModelFactory):
    class Meta:
        model = projects.AnnualPlan
        django_get_or_create = ["area", "year"]

    programme = factory.SubFactory(ProgrammeFactory)
    area = factory.SubFactory(AreaFactory, code="330203")
    year = 2026


class PlanEntryFactory(DjangoModelFactory):
    class Meta:
        model = projects.PlanEntry

    plan = factory.SubFactory(AnnualPlanFactory)
    community = factory.SubFactory(CommunityFactory)
    planned_start, planned_finish = date(2026, 3, 1), date(2026, 11, 30)
    floor_area = factory.SelfAttribute("community.floor_area")
    households = factory.SelfAttribute("community.households")
    buildings = factory.SelfAttribute("community.buildings")
    funds = factory.LazyFunction(lambda: {"city": "1200.00"})


class PlanAmendmentFactory(DjangoModelFactory):
    class Meta:
        model = projects.PlanAmendment

    plan = factory.SubFactory(
        AnnualPlanFactory, state="issued", document="甬建〔2026〕1号", issued_on=date(2026, 1, 10)
    )
    number, made_on, reason, document, what = 1, date(2026, 6, 1), "列入征收", "甬建〔2026〕9号", "移出一个小区"


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = projects.Party

    project = factory.SubFactory(ProjectFactory)
    role = "contractor"
    organisation = factory.SubFactory(OrganisationFactory)


class ProjectPhaseFactory(DjangoModelFactory):
    class Meta:
        model = projects.ProjectPhase

    project = factory.SubFactory(ProjectFactory)
    phase = "scheme"


class RequiredDocumentFactory(DjangoModelFactory):
    class Meta:
        model = projects.RequiredDocument
        django_get_or_create = ["code"]

    code, phase, name = "scheme_text", "scheme", "改造方案"


class ProjectDocumentFactory(DjangoModelFactory):
    class Meta:
        model = projects.ProjectDocument

    project = factory.SubFactory(ProjectFactory)
    requirement = factory.SubFactory(RequiredDocumentFactory)
    number, dated_on = "海建〔2026〕3号", date(2026, 2, 1)


class DepartmentFactory(DjangoModelFactory):
    class Meta:
        model = projects.Department
        django_get_or_create = ["code"]

    code, name = "fire", "消防救援"


class OpinionFactory(DjangoModelFactory):
    class Meta:
        model = projects.Opinion

    project = factory.SubFactory(ProjectFactory)
    department = factory.SubFactory(DepartmentFactory)
    occasion, verdict, given_on = "review", "agree", date(2026, 2, 10)


class ExemptionFactory(DjangoModelFactory):
    class Meta:
        model = projects.Exemption

    project = factory.SubFactory(ProjectFactory)
    check_code, basis, approved_by, approved_on = "scheme.items", "区政府会议纪要", "周明", date(2026, 2, 1)


class ConsultationRecordFactory(DjangoModelFactory):
    class Meta:
        model = projects.ConsultationRecord

    community = factory.SubFactory(CommunityFactory)
    purpose, held_on = "entry", date(2025, 11, 1)
    households, took_part, agreed = 300, 280, 270
    posted_from, posted_to = date(2025, 11, 2), date(2025, 11, 9)


class AmountFactory(DjangoModelFactory):
    class Meta:
        model = projects.Amount

    project = factory.SubFactory(ProjectFactory)
    kind, amount, document, dated_on = "approved_budget", Decimal("1200.00"), "海发改〔2026〕5号", date(2026, 2, 15)


class TenderFactory(DjangoModelFactory):
    class Meta:
        model = projects.Tender

    project = factory.SubFactory(ProjectFactory)
    subject = "works"


class ContractFactory(DjangoModelFactory):
    class Meta:
        model = projects.Contract

    project = factory.SubFactory(ProjectFactory)
    number = factory.Sequence(lambda n: f"HT-2026-{n:03d}")
    subject = "works"
    organisation = factory.SubFactory(OrganisationFactory)
    amount, signed_on = Decimal("1100.00"), date(2026, 3, 20)


class VariationFactory(DjangoModelFactory):
    class Meta:
        model = projects.Variation

    contract = factory.SubFactory(ContractFactory)
    number = factory.Sequence(lambda n: n + 1)
    reason, what, amount, proposed_on = "管线迁改", "增加污水管 80 米", Decimal("12.50"), date(2026, 5, 1)


class PaymentFactory(DjangoModelFactory):
    class Meta:
        model = projects.Payment

    contract = factory.SubFactory(ContractFactory)
    amount, requested_on = Decimal("300.00"), date(2026, 5, 10)


class WorksItemFactory(DjangoModelFactory):
    class Meta:
        model = projects.WorksItem

    project = factory.SubFactory(ProjectFactory)
    community = factory.LazyAttribute(lambda o: o.project.communities.first())
    item = factory.SubFactory(CatalogueItemFactory)
    planned, planned_cost = Decimal("3.00"), Decimal("180.00")


class SpecialKindFactory(DjangoModelFactory):
    class Meta:
        model = projects.SpecialKind
        django_get_or_create = ["code"]

    code, name, excavates, layer = "gas", "燃气", True, 30


class SitePlaceFactory(DjangoModelFactory):
    class Meta:
        model = projects.SitePlace

    community = factory.SubFactory(CommunityFactory)
    kind = "road"
    name = factory.Sequence(lambda n: f"{n}号路段")
    households = 120


class SpecialWorkFactory(DjangoModelFactory):
    class Meta:
        model = projects.SpecialWork

    code = factory.Sequence(lambda n: f"ZX{n:06d}")
    name = "燃气管更新"
    kind = factory.SubFactory(SpecialKindFactory)
    owner = factory.SubFactory(OrganisationFactory, name="兴光燃气")
    community = factory.SubFactory(CommunityFactory)
    excavates = True
    earliest, latest = date(2026, 9, 1), date(2027, 3, 31)
    starts_on, ends_on = date(2026, 11, 15), date(2026, 12, 20)
    filed_from, filed_to = factory.SelfAttribute("starts_on"), factory.SelfAttribute("ends_on")

    @factory.post_generation
    def places(self, create, extracted, **kwargs):
        self.places.set(extracted or [])


class ConflictRuleFactory(DjangoModelFactory):
    class Meta:
        model = projects.ConflictRule
        django_get_or_create = ["code"]

    code, kind, days, words, source = "dig_twice", "dig_twice", 365, "一年内同一地点不重复开挖", "产品默认"


class ClashFactory(DjangoModelFactory):
    class Meta:
        model = projects.Clash

    rule = factory.SubFactory(ConflictRuleFactory)
    kind = "dig_twice"
    place = factory.SubFactory(SitePlaceFactory)
    first = factory.SubFactory(SpecialWorkFactory, community=factory.SelfAttribute("..place.community"))
    second = factory.SubFactory(SpecialWorkFactory, community=factory.SelfAttribute("..place.community"))
    starts_on, ends_on, days = date(2026, 10, 1), date(2026, 12, 20), 40


class ClashAnswerFactory(DjangoModelFactory):
    class Meta:
        model = projects.ClashAnswer

    rule = factory.SubFactory(ConflictRuleFactory)
    place = factory.SubFactory(SitePlaceFactory)
    first = factory.SubFactory(SpecialWorkFactory, community=factory.SelfAttribute("..place.community"))
    second = factory.SubFactory(SpecialWorkFactory, community=factory.SelfAttribute("..place.community"))
    answer, reason = "kept", "燃气隐患须立即处理"


class CoordinationFactory(DjangoModelFactory):
    class Meta:
        model = projects.Coordination

    unit = factory.SubFactory(RenovationUnitFactory)
    area = factory.LazyAttribute(lambda o: (o.unit or o.project).area)
    number, document, approved_on, approved_by = 1, "海建〔2026〕8号", date(2026, 2, 20), "周明"


class ProposalsFactory(DjangoModelFactory):
    class Meta:
        model = projects.Proposals

    unit = factory.SubFactory(RenovationUnitFactory)
    area = factory.SelfAttribute("unit.area")


class PrecinctPlanFactory(DjangoModelFactory):
    class Meta:
        model = projects.PrecinctPlan

    unit = factory.SubFactory(RenovationUnitFactory)
    number = 1


class ElementRequirementFactory(DjangoModelFactory):
    class Meta:
        model = projects.ElementRequirement

    plan = factory.SubFactory(PrecinctPlanFactory)
    kind = factory.SubFactory(FacilityKindFactory)
    required = Decimal("2.00")


class FundEntryFactory(DjangoModelFactory):
    class Meta:
        model = projects.FundEntry

    project = factory.SubFactory(ProjectFactory)
    source = factory.SubFactory(FundingSourceFactory)
    year, kind, amount, dated_on = 2026, "planned", Decimal("800.00"), date(2026, 1, 20)


class PartnerCallFactory(DjangoModelFactory):
    class Meta:
        model = projects.PartnerCall

    project = factory.SubFactory(ProjectFactory)
    area = factory.LazyAttribute(lambda o: (o.project or o.unit).area)
    title, wanted, deadline, contact = "征集停车楼合作方", "投资建设停车楼", date(2026, 12, 31), "陈岚 0574-0000"


class PledgeFactory(DjangoModelFactory):
    class Meta:
        model = projects.Pledge

    project = factory.SubFactory(ProjectFactory)
    party, amount, pledged_on = "国资公司", Decimal("200.00"), date(2026, 4, 1)
    source = factory.SubFactory(FundingSourceFactory, code="social_capital", name="社会力量", group="society", order=17)


class MilestoneFactory(DjangoModelFactory):
    class Meta:
        model = projects.Milestone

    project = factory.SubFactory(ProjectFactory)
    name = factory.Sequence(lambda n: f"节点{n}")
    weight, planned_on = Decimal("25.00"), date(2026, 5, 31)


class ScheduleBaselineFactory(DjangoModelFactory):
    class Meta:
        model = projects.ScheduleBaseline

    project = factory.SubFactory(ProjectFactory)
    number, starts_on, approved_on, approved_by = 1, date(2026, 3, 1), date(2026, 2, 25), "周明"
    milestones = factory.LazyFunction(lambda: [{"name": "完工", "on": "2026-11-30", "weight": "100.00"}])


class ProjectWarningFactory(DjangoModelFactory):
    class Meta:
        model = projects.ProjectWarning

    project = factory.SubFactory(ProjectFactory, building=True)
    rule = factory.SubFactory(WarningRuleFactory)
    colour, words, raised_on, due_on = "blue", "进度落后 6 个百分点", date(2026, 10, 5), date(2026, 10, 12)


class TalkFactory(DjangoModelFactory):
    class Meta:
        model = projects.Talk

    warning = factory.SubFactory(ProjectWarningFactory, colour="red")
    held_on, due_on, host, guests, asked = date(2026, 10, 8), date(2026, 10, 30), "周明", "王经理", "每周报进展"
    result, result_on = "班组已进场", date(2026, 10, 20)


class DefectKindFactory(DjangoModelFactory):
    class Meta:
        model = projects.DefectKind
        django_get_or_create = ["code"]

    code, work, name = "roof1", "屋面", "防水卷材搭接不足"


class InspectionFactory(DjangoModelFactory):
    class Meta:
        model = projects.Inspection

    project = factory.SubFactory(ProjectFactory, building=True)
    held_on, inspector = date(2026, 6, 1), "陈岚"


class FindingFactory(DjangoModelFactory):
    class Meta:
        model = projects.Finding

    inspection = factory.SubFactory(InspectionFactory)
    project = factory.SelfAttribute("inspection.project")
    kind = factory.SubFactory(DefectKindFactory)
    place, due_on = "3幢屋面", date(2026, 6, 8)


class HiddenWorkFactory(DjangoModelFactory):
    class Meta:
        model = projects.HiddenWork

    project = factory.SubFactory(ProjectFactory, building=True)
    name, place, made_on, cover_on = "污水管敷设", "北区主路", date(2026, 6, 1), date(2026, 6, 3)


class AcceptanceItemFactory(DjangoModelFactory):
    class Meta:
        model = projects.AcceptanceItem
        django_get_or_create = ["code"]

    code, work, name = "roof", "屋面", "24 小时蓄水试验无渗漏"


class AcceptanceResultFactory(DjangoModelFactory):
    class Meta:
        model = projects.AcceptanceResult

    project = factory.SubFactory(ProjectFactory, building=True)
    item = factory.SubFactory(AcceptanceItemFactory)
    verdict, checked_on = "pass", date(2026, 10, 20)


class AssetFactory(DjangoModelFactory):
    class Meta:
        model = projects.Asset

    project = factory.SubFactory(ProjectFactory, building=True)
    community = factory.LazyAttribute(lambda o: o.project.communities.first())
    name, quantity, measure = "健身场地", Decimal("180.00"), "㎡"
    receiver = factory.SubFactory(OrganisationFactory, name="白云街道办事处")


class WarrantyTermFactory(DjangoModelFactory):
    class Meta:
        model = projects.WarrantyTerm
        django_get_or_create = ["code"]

    code, name, months, basis = "roof", "屋面防水", 60, "建设工程质量管理条例第四十条"


class WarrantyItemFactory(DjangoModelFactory):
    class Meta:
        model = projects.WarrantyItem

    project = factory.SubFactory(ProjectFactory, building=True)
    term = factory.SubFactory(WarrantyTermFactory)
    starts_on, ends_on = date(2026, 10, 20), date(2031, 10, 20)


class DefectFactory(DjangoModelFactory):
    class Meta:
        model = projects.Defect

    warranty = factory.SubFactory(WarrantyItemFactory)
    project = factory.SelfAttribute("warranty.project")
    community = factory.LazyAttribute(lambda o: o.project.communities.first())
    place, text, notified_on, due_on = "5幢601", "顶层渗水", date(2026, 11, 1), date(2026, 11, 16)


class SiteLogFactory(DjangoModelFactory):
    class Meta:
        model = projects.SiteLog

    project = factory.SubFactory(ProjectFactory, building=True)
    party = factory.SubFactory(PartyFactory, project=factory.SelfAttribute("..project"))
    day, works = date(2026, 6, 1), "北区主路污水管开挖"


def waive(project, but=("acceptance.progress",)):
    """Exempt a project from every check, for tests about something else than gates."""
    codes = {*CHECKS, *(f"document.{code}" for code in projects.RequiredDocument.objects.values_list("pk", flat=True))}
    for code in sorted(codes - set(but) - set(project.exemptions.values_list("check_code", flat=True))):
        ExemptionFactory(project=project, check_code=code)
    return project
