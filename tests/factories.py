"""One factory per model; each makes the smallest true thing."""

import uuid
from datetime import date, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts import models as accounts
from communities import models as communities
from core import models as core
from projects import models as projects
from reports import models as reports
from resident_participation import models as participation

NAMES = {"3302": "宁波市", "330203": "海曙区", "330212": "鄞州区", "330203006": "白云街道", "330212012": "东柳街道"}
LEVELS = {4: "city", 6: "district", 9: "street", 12: "neighborhood"}
PARENTS = {4: None, 6: 4, 9: 6, 12: 9}


class AreaFactory(DjangoModelFactory):
    """An area with the chain of areas above it."""

    class Meta:
        model = accounts.Area
        django_get_or_create = ["code"]

    code = "330203006"
    name = factory.LazyAttribute(lambda o: NAMES.get(o.code, f"街道{o.code}"))
    level = factory.LazyAttribute(lambda o: LEVELS[len(o.code)])
    is_core = factory.LazyAttribute(lambda o: o.code in ("330203", "330205", "330206", "330211", "330212", "330213"))

    @factory.lazy_attribute
    def parent(self):
        above = PARENTS[len(self.code)]
        return AreaFactory(code=self.code[:above]) if above else None


class FormerAreaFactory(DjangoModelFactory):
    class Meta:
        model = accounts.FormerArea

    code, name, district_name = "330204005", "东柳街道", "江东区"
    successor = factory.SubFactory(AreaFactory, code="330212012")


class ManagementOrgFactory(DjangoModelFactory):
    class Meta:
        model = accounts.ManagementOrg
        django_get_or_create = ["code"]

    code, name, kind = "gxq", "宁波国家高新区", "zone"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = accounts.User
        django_get_or_create = ["username"]

    username = factory.Sequence(lambda n: f"person{n}")
    display_name = factory.LazyAttribute(lambda o: f"职员{o.username}")
    must_change_password = False


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = accounts.Appointment

    user = factory.SubFactory(UserFactory)
    role = "street"
    area = factory.SubFactory(AreaFactory)


class PasswordHistoryFactory(DjangoModelFactory):
    class Meta:
        model = accounts.PasswordHistory

    user = factory.SubFactory(UserFactory)
    password = "x"


class RenovationUnitFactory(DjangoModelFactory):
    class Meta:
        model = communities.RenovationUnit

    code = factory.Sequence(lambda n: f"PQ330203{n:03d}")
    name = factory.Sequence(lambda n: f"片区{n}")
    area = factory.SubFactory(AreaFactory)


class CommunityFactory(DjangoModelFactory):
    class Meta:
        model = communities.Community

    code = factory.LazyAttributeSequence(lambda o, n: f"{o.area.pk}{n % 10000:04d}")
    name = factory.Sequence(lambda n: f"小区{n}")
    area = factory.SubFactory(AreaFactory)
    built_year = 1992
    floor_area = Decimal("41000.00")
    buildings, stair_units, households, residents, elderly = 10, 30, 430, 1000, 300
    status = "pool"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        community = model(*args, **kwargs)
        community.derive()
        community.save()
        return community


class FormerNameFactory(DjangoModelFactory):
    class Meta:
        model = communities.FormerName

    community = factory.SubFactory(CommunityFactory)
    name = "老名字"


class BaselineFactory(DjangoModelFactory):
    class Meta:
        model = communities.Baseline
        django_get_or_create = ["code"]

    code, name, as_of, is_current = "2020", "2020年底数", date(2020, 12, 31), True
    adopted_on = date(2020, 12, 31)


class BaselineMemberFactory(DjangoModelFactory):
    class Meta:
        model = communities.BaselineMember

    baseline = factory.SubFactory(BaselineFactory)
    community = factory.SubFactory(CommunityFactory)
    name = factory.SelfAttribute("community.name")
    area = factory.SelfAttribute("community.area")
    built_year = factory.SelfAttribute("community.built_year")
    floor_area = factory.SelfAttribute("community.floor_area")
    buildings = factory.SelfAttribute("community.buildings")
    households = factory.SelfAttribute("community.households")


class BuildingFactory(DjangoModelFactory):
    class Meta:
        model = communities.Building

    community = factory.SubFactory(CommunityFactory)
    number = factory.Sequence(lambda n: f"{n + 1}幢")
    storeys, stair_units, households, floor_area = 6, 3, 36, Decimal("3400.00")


class StairUnitFactory(DjangoModelFactory):
    class Meta:
        model = communities.StairUnit

    building = factory.SubFactory(BuildingFactory)
    number = factory.Sequence(lambda n: f"{n + 1}单元")
    storeys, flats_per_floor = 6, 2


class CountExplanationFactory(DjangoModelFactory):
    class Meta:
        model = communities.CountExplanation

    community = factory.SubFactory(CommunityFactory)
    quantity, recorded, counted = "households", Decimal(430), Decimal(428)
    reason, by_name = "两户并为一户", "陈岚"


class ItemClassFactory(DjangoModelFactory):
    class Meta:
        model = communities.ItemClass
        django_get_or_create = ["code"]

    code, name, rule = "basic", "基础类", "应改尽改"


class CatalogueItemFactory(DjangoModelFactory):
    class Meta:
        model = communities.CatalogueItem
        django_get_or_create = ["code"]

    code, name = "B14", "屋面维修"
    item_class = factory.SubFactory(ItemClassFactory)


class SurveyQuestionFactory(DjangoModelFactory):
    class Meta:
        model = communities.SurveyQuestion
        django_get_or_create = ["code"]

    code, section, text, kind = "B14", "infrastructure", "屋面维修", "condition"
    item = factory.SubFactory(CatalogueItemFactory)


class SurveyFactory(DjangoModelFactory):
    class Meta:
        model = communities.Survey

    community = factory.SubFactory(CommunityFactory)
    round = 1


class CompletenessItemFactory(DjangoModelFactory):
    class Meta:
        model = communities.CompletenessItem
        django_get_or_create = ["no"]

    no, goal, name, requirement = 5, 1, "社区卫生服务站", "建筑面积不小于120㎡"
    measure, unit = "建筑面积", "㎡"


class AssessmentFactory(DjangoModelFactory):
    class Meta:
        model = communities.Assessment

    community = factory.SubFactory(CommunityFactory)
    round = 1


class FacilityKindFactory(DjangoModelFactory):
    class Meta:
        model = communities.FacilityKind
        django_get_or_create = ["code"]

    code, name, tier = "day_care", "老年人日间照料中心", "5"


class FacilityFactory(DjangoModelFactory):
    class Meta:
        model = communities.Facility

    code = factory.Sequence(lambda n: f"SS330203{n:05d}")
    kind = factory.SubFactory(FacilityKindFactory)
    name = factory.Sequence(lambda n: f"照料中心{n}")
    area = factory.SubFactory(AreaFactory)
    longitude, latitude = Decimal("121.530000"), Decimal("29.868000")
    floor_area = Decimal("400.00")


class NetworkDistanceFactory(DjangoModelFactory):
    class Meta:
        model = communities.NetworkDistance

    community = factory.SubFactory(CommunityFactory)
    facility = factory.SubFactory(FacilityFactory)
    metres, source = Decimal("320.0"), "实地步测"


class StockSpaceFactory(DjangoModelFactory):
    class Meta:
        model = communities.StockSpace

    code = factory.Sequence(lambda n: f"KJ330203{n:05d}")
    name = factory.Sequence(lambda n: f"闲置用房{n}")
    kind, title, size = "room", "state", Decimal("180.00")
    area = factory.SubFactory(AreaFactory)
    longitude, latitude = Decimal("121.531000"), Decimal("29.868500")


class SpaceUseFactory(DjangoModelFactory):
    class Meta:
        model = communities.SpaceUse

    space = factory.SubFactory(StockSpaceFactory)
    starts_on = date(2027, 1, 1)


class StrategyDecisionFactory(DjangoModelFactory):
    class Meta:
        model = communities.StrategyDecision

    community = factory.SubFactory(CommunityFactory)
    strategy, evidence, reason, reason_key = "comprehensive", "房屋鉴定均为B级", "结构安全，设施老化", "x"
    decided_by, decided_on = "海曙区住建局", date(2026, 3, 1)


class NeedWeightsFactory(DjangoModelFactory):
    class Meta:
        model = communities.NeedWeights

    code, name, document, valid_from = "2026", "2026年权重", "产品默认", date(2026, 1, 1)
    factors = factory.LazyFunction(lambda: {"age": {"weight": "100", "low": "10", "high": "40"}})


class ThresholdFactory(DjangoModelFactory):
    class Meta:
        model = core.Threshold

    code, name, value, unit = "lift.storeys", "可加装电梯的最低层数", Decimal(4), "层"
    source, trust, valid_from = "宁波市既有住宅加装电梯管理办法", "seen", date(2020, 1, 1)


class AttachmentFactory(DjangoModelFactory):
    class Meta:
        model = core.Attachment

    target = factory.SubFactory(SurveyFactory)
    kind, name, content_type, size, sha256 = "photo", "屋面.jpg", "image/jpeg", 3, "0" * 64
    file = factory.django.FileField(filename="a.jpg", data=b"abc")
    by_name = "陈岚"


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = projects.Programme
        django_get_or_create = ["area", "first_year"]

    name = "三年行动计划"
    area = factory.SubFactory(AreaFactory, code="3302")
    first_year, last_year = 2026, 2028


class YearTargetFactory(DjangoModelFactory):
    class Meta:
        model = projects.YearTarget

    programme = factory.SubFactory(ProgrammeFactory)
    area = factory.SubFactory(AreaFactory, code="330203")
    year = 2026


class ProjectFactory(DjangoModelFactory):
    """A planned project over one community; `building=True` has begun."""

    class Meta:
        model = projects.Project
        skip_postgeneration_save = True

    class Params:
        building = factory.Trait(status="in_progress", first_works_date=date(2026, 4, 1))

    name = factory.Sequence(lambda n: f"改造项目{n}")
    area = factory.SubFactory(AreaFactory)
    plan_year = 2026
    planned_start, planned_finish = date(2026, 3, 1), date(2026, 11, 30)
    budget = Decimal("1200.00")

    @factory.post_generation
    def community(self, create, extracted, **kwargs):
        chosen = extracted or CommunityFactory(area=self.area, **kwargs)
        projects.ProjectCommunity.objects.create(project=self, community=chosen)


class ProjectCommunityFactory(DjangoModelFactory):
    class Meta:
        model = projects.ProjectCommunity

    project = factory.SubFactory(ProjectFactory)
    community = factory.SubFactory(CommunityFactory)


class ProgressReportFactory(DjangoModelFactory):
    class Meta:
        model = projects.ProgressReport

    project = factory.SubFactory(ProjectFactory, building=True)
    period = "2026-10"
    percent, invested = Decimal("40.0"), Decimal("480.00")


class ProgressPhotoFactory(DjangoModelFactory):
    class Meta:
        model = projects.ProgressPhoto

    report = factory.SubFactory(ProgressReportFactory)
    image = factory.django.ImageField()


class FeedbackCategoryFactory(DjangoModelFactory):
    """A category; the limits of the three severities come along."""

    class Meta:
        model = participation.FeedbackCategory
        skip_postgeneration_save = True
        django_get_or_create = ["code"]

    code, name = "consult", "咨询"

    @factory.post_generation
    def clocks(self, create, extracted, **kwargs):
        for severity, days in (("emerging", 3), ("key", 10), ("hard", 20)):
            ClockRuleFactory(severity=severity, solve=days)
        for code, value in FEEDBACK_NUMBERS.items():
            if not core.Threshold.objects.filter(code=code).exists():
                ThresholdFactory(code=code, name=code, value=value)


class ClockRuleFactory(DjangoModelFactory):
    class Meta:
        model = participation.ClockRule
        django_get_or_create = ["category", "severity", "valid_from"]

    category, severity, answer, solve, source, valid_from = None, "emerging", 1, 3, "产品默认", date(2020, 1, 1)


FEEDBACK_NUMBERS = {
    "feedback.hand_over.most": 3,
    "feedback.silence.days": 7,
    "feedback.city.days": 5,
    "feedback.reopened.times": 2,
    "feedback.alike.count": 3,
    "feedback.alike.days": 30,
    "feedback.figures.least": 20,
}


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = participation.Feedback

    number = factory.Sequence(lambda n: f"F{n:08d}")
    community = factory.SubFactory(CommunityFactory)
    category = factory.SubFactory(FeedbackCategoryFactory)
    text = "楼道灯不亮"
    contact_name, contact_phone = "王小明", "13800001234"
    handler_office = "白云街道"
    due_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))
    answer_due_at = factory.SelfAttribute("due_at")


class WarningRuleFactory(DjangoModelFactory):
    class Meta:
        model = projects.WarningRule
        django_get_or_create = ["colour", "below"]

    colour, below, source, valid_from = "blue", Decimal("-5.0"), "产品默认", date(2020, 1, 1)


class FrozenFiguresFactory(DjangoModelFactory):
    class Meta:
        model = reports.FrozenFigures

    kind, period, sha256 = "monthly", "2026-10", "0" * 64
    figures = factory.LazyFunction(dict)


class ReportFactory(DjangoModelFactory):
    class Meta:
        model = reports.Report

    area = factory.SubFactory(AreaFactory)
    kind, period, snapshot_sha256 = "monthly", "2026-10", "0" * 64
    figures = factory.LazyFunction(dict)


class ReminderFactory(DjangoModelFactory):
    class Meta:
        model = reports.Reminder

    report = factory.SubFactory(ReportFactory)
    area = factory.SelfAttribute("report.area")
    state, due_on, when = "draft", date(2026, 11, 4), "before"


class JobFactory(DjangoModelFactory):
    class Meta:
        model = core.Job

    kind, title = "core.check_ledger", "核对变更记录"


class SavedFilterFactory(DjangoModelFactory):
    class Meta:
        model = core.SavedFilter

    user = factory.SubFactory(UserFactory)
    list_name, name, querystring = "communities", "老房子", "built_before=1990"


class ImportFactory(DjangoModelFactory):
    class Meta:
        model = core.Import

    kind, filename = "communities", "台账.xlsx"
    by = factory.SubFactory(UserFactory)


class RollRowFactory(DjangoModelFactory):
    class Meta:
        model = participation.RollRow

    community = factory.SubFactory(CommunityFactory)
    building, unit, floor = "5幢", "1单元", 1
    room = factory.Sequence(lambda n: f"{n + 101}室")
    area_m2 = Decimal("68.52")
    owner_name, owner_phone = "王小明", "13812342071"


class RollObjectionFactory(DjangoModelFactory):
    class Meta:
        model = participation.RollObjection

    community = factory.SubFactory(CommunityFactory)
    place, text = "5幢 1单元 101室", "面积少写了 2 平方米"


class RollExplanationFactory(DjangoModelFactory):
    class Meta:
        model = participation.RollExplanation

    community = factory.SubFactory(CommunityFactory)
    quantity, recorded, counted = "households", Decimal(430), Decimal(428)
    reason, by_name = "两户合并", "街道"


class RuleSetFactory(DjangoModelFactory):
    class Meta:
        model = participation.RuleSet
        django_get_or_create = ["code"]

    code, name, kind, klass, matters = "special", "特别事项", "vote", "special", [6, 7, 8]
    roll_days, notice_days, voting_least, voting_most, result_days = 7, 15, 3, 60, 7
    ways, duplicates, source, clause, trust = ["door"], "first", "民法典", "第二百七十八条", "law"
    valid_from = date(2021, 3, 1)


class RoundFactory(DjangoModelFactory):
    """A draft; `tests.votes` brings rounds further, by the actions."""

    class Meta:
        model = participation.Round

    community = factory.SubFactory(CommunityFactory)
    kind, title, phone = "vote", "锅炉房改成社区食堂", "0574-00000000"


class ItemFactory(DjangoModelFactory):
    class Meta:
        model = participation.Item

    round = factory.SubFactory(RoundFactory)
    order = factory.Sequence(lambda n: n + 1)
    title, rule, matter = "把原锅炉房改成社区食堂", factory.SubFactory(RuleSetFactory), 8


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = participation.Seat

    round = factory.SubFactory(RoundFactory)
    number = factory.Sequence(lambda n: n + 1)
    building, unit, floor, kind, votes, area_cm2 = "5幢", "1单元", 1, "residence", True, 6852
    room = factory.LazyAttribute(lambda o: f"{o.number}室")
    owner = factory.SelfAttribute("number")


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = participation.Notice

    round = factory.SubFactory(RoundFactory)
    place, posted_on = "南门公告栏", date(2026, 6, 1)
    recorded_at = factory.LazyFunction(timezone.now)


class SlipBatchFactory(DjangoModelFactory):
    class Meta:
        model = participation.SlipBatch

    round = factory.SubFactory(RoundFactory)
    asked_by, count = factory.SubFactory(UserFactory), 1


class CardBatchFactory(DjangoModelFactory):
    class Meta:
        model = participation.CardBatch

    community = factory.SubFactory(CommunityFactory)
    asked_by, count = factory.SubFactory(UserFactory), 1


class CardFactory(DjangoModelFactory):
    class Meta:
        model = participation.Card

    row = factory.SubFactory(RollRowFactory)
    batch = factory.SubFactory(CardBatchFactory, community=factory.SelfAttribute("..row.community"))
    fingerprint = factory.Sequence(lambda n: f"card{n:060d}")


class SlipFactory(DjangoModelFactory):
    class Meta:
        model = participation.Slip

    batch = factory.SubFactory(SlipBatchFactory)
    seat = factory.SubFactory(SeatFactory, round=factory.SelfAttribute("..batch.round"))
    fingerprint = factory.Sequence(lambda n: f"{n:064x}")


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = participation.Delivery

    seat = factory.SubFactory(SeatFactory)
    outcome, way, proof = "delivered", "door", "signature"
    at, by = factory.LazyFunction(timezone.now), factory.SubFactory(UserFactory)


class BallotFactory(DjangoModelFactory):
    class Meta:
        model = participation.Ballot

    seat = factory.SubFactory(SeatFactory)
    round = factory.SelfAttribute("seat.round")
    channel, sealed, cast_at = "web", "x", factory.LazyFunction(timezone.now)
    nonce = factory.LazyFunction(uuid.uuid4)
    receipt = factory.Sequence(lambda n: f"{n:064x}")


class DisputeFactory(DjangoModelFactory):
    class Meta:
        model = participation.Dispute

    ballot = factory.SubFactory(BallotFactory)
    filed_at = factory.LazyFunction(timezone.now)


class PaperBallotFactory(DjangoModelFactory):
    class Meta:
        model = participation.PaperBallot

    seat = factory.SubFactory(SeatFactory)
    round = factory.SelfAttribute("seat.round")
    number = factory.Sequence(lambda n: n + 1)
    received_at, received_by = factory.LazyFunction(timezone.now), factory.SubFactory(UserFactory)


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = participation.Reading

    paper = factory.SubFactory(PaperBallotFactory)
    turn, by, at, sealed = 1, factory.SubFactory(UserFactory), factory.LazyFunction(timezone.now), "x"


class BundleRequestFactory(DjangoModelFactory):
    class Meta:
        model = participation.BundleRequest

    round = factory.SubFactory(RoundFactory)
    reason, asked_by = "复核", factory.SubFactory(UserFactory)
