"""One factory per model; each makes the smallest true thing."""

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


class BaselineMemberFactory(DjangoModelFactory):
    class Meta:
        model = communities.BaselineMember

    baseline = factory.SubFactory(BaselineFactory)
    community = factory.SubFactory(CommunityFactory)


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = projects.Programme

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
    class Meta:
        model = participation.FeedbackCategory
        django_get_or_create = ["code"]

    code, name, days, source = "consult", "咨询", 3, "产品默认"


class FeedbackFactory(DjangoModelFactory):
    class Meta:
        model = participation.Feedback

    number = factory.Sequence(lambda n: f"F{n:08d}")
    community = factory.SubFactory(CommunityFactory)
    category = factory.SubFactory(FeedbackCategoryFactory)
    text = "楼道灯不亮"
    contact_name, contact_phone = "王小明", "13800001234"
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=3))


class WarningRuleFactory(DjangoModelFactory):
    class Meta:
        model = reports.WarningRule

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
