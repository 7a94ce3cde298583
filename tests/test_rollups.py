"""Rollups: after any change, however it was written, they say what a full recount says."""

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.db.models import Max, Min
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Area
from communities.models import BaselineMember, Community
from projects.models import FundEntry, ProgressReport, Project, ProjectCommunity, WorksItem
from reports import counts, figures, trend
from reports.models import Rollup, RollupCheck, RollupMark
from reports.rollups import store, triggers
from reports.rollups.check import check
from reports.rollups.sections import SECTIONS, SHAPE, recount
from resident_participation.models import Feedback
from tests.factories import (
    AreaFactory,
    BaselineFactory,
    BaselineMemberFactory,
    CommunityFactory,
    FeedbackCategoryFactory,
    FeedbackFactory,
    ManagementOrgFactory,
    ProjectFactory,
)
from tests.factories_works import CatalogueItemFactory, FundingSourceFactory

TODAY = timezone.localdate()
STREETS = [f"3302{district:02d}{street:03d}" for district in (3, 12, 25) for street in (6, 7, 12, 20)]
CHANGES, AT_ONCE = 10_000, 10


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


WRITTEN = (Community, BaselineMember, Project, ProjectCommunity, ProgressReport, Feedback, FundEntry, WorksItem)


def kept_is_counted(year):
    sql(
        f"ANALYZE {', '.join(model._meta.db_table for model in WRITTEN)}"
    )  # as it is done by itself between transactions
    streets = sorted(Area.objects.filter(level="street").values_list("pk", flat=True))
    store.read("", year)
    return store.stored("", year, TODAY, SECTIONS) == recount(streets, year)


class Chance:
    """Random changes of a small city, many rows a statement and written past every form and action."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        BaselineFactory()
        self.orgs = [None, *(ManagementOrgFactory(code=code, name=code).pk for code in ("gxq", "qw"))]
        self.areas = [AreaFactory(code=code) for code in STREETS]
        self.category = FeedbackCategoryFactory()
        self.source = FundingSourceFactory()
        self.item = CatalogueItemFactory(code="W15")
        self.serial = 0
        self.communities(150)
        self.projects(150)
        self.all = [getattr(self, name) for name in sorted(dir(Chance)) if name.startswith("then_")]

    def day(self, around=700):
        return TODAY + timedelta(days=self.rng.randint(-around, around // 4))

    def some(self, model, number=AT_ONCE):
        """Keys of some rows that stand together, from a random place on."""
        ends = model.objects.aggregate(low=Min("pk"), high=Max("pk"))
        if ends["low"] is None:
            return []
        place = self.rng.randint(ends["low"] - number + 1, ends["high"])
        return list(model.objects.filter(pk__gte=place).order_by("pk").values_list("pk", flat=True)[:number])

    def communities(self, number):
        made = []
        for _ in range(number):
            self.serial += 1
            area = self.rng.choice(self.areas)
            values = {"code": f"{area.pk}{self.serial:06d}", "name": f"小区{self.serial}", "area": area}
            values |= {"floor_area": Decimal(self.rng.randint(1, 10**7)) / 100, "households": self.rng.randint(1, 900)}
            values |= {"management_org_id": self.rng.choice(self.orgs), "district_id": area.pk[:6], "built_year": 1990}
            made.append(Community(longitude="121.5", latitude="29.8", **values))
        return Community.objects.bulk_create(made)

    def projects(self, number):
        made = [
            Project(name="项目", area=self.rng.choice(self.areas), plan_year=self.rng.choice([2025, 2026, 2027]))
            for _ in range(number)
        ]
        for one in made:
            one.planned_start = self.day()
            one.planned_finish = one.planned_start + timedelta(days=200)
            one.budget = Decimal(self.rng.randint(0, 10**6)) / 100
        made = Project.objects.bulk_create(made)
        members = [ProjectCommunity(project=p, community_id=c) for p in made for c in self.some(Community, 2)]
        ProjectCommunity.objects.bulk_create(members)

    def then_communities_come(self):
        self.communities(AT_ONCE)

    def then_baseline_members_come(self):
        listed = set(BaselineMember.objects.values_list("community_id", flat=True))
        BaselineMember.objects.bulk_create(
            BaselineMember(
                baseline=BaselineFactory(), community=c, name=c.name, area_id=c.area_id, built_year=1990, floor_area=9
            )
            for c in Community.objects.filter(pk__in=self.some(Community)).exclude(pk__in=listed)
        )

    def then_baseline_members_go(self):
        BaselineMember.objects.filter(pk__in=self.some(BaselineMember, 4)).delete()

    def then_areas_of_communities_change(self):
        area = Decimal(self.rng.randint(1, 10**7)) / 100
        Community.objects.filter(pk__in=self.some(Community)).update(floor_area=area, households=self.rng.randint(1, 9))

    def then_communities_move(self):
        for one in Community.objects.filter(pk__in=self.some(Community, 3)):
            self.serial += 1
            area = self.rng.choice(self.areas)
            code = f"{area.pk}{self.serial:06d}"
            Community.objects.filter(pk=one.pk).update(
                code=code, area=area, district=area.pk[:6], management_org=self.rng.choice(self.orgs)
            )

    def then_projects_come(self):
        self.projects(AT_ONCE)

    def then_works_begin(self):
        Project.objects.filter(pk__in=self.some(Project)).update(
            first_works_date=self.day(), works_complete_date=None, acceptance_date=None, status="in_progress"
        )

    def then_works_end(self):
        begun = self.day()
        Project.objects.filter(pk__in=self.some(Project)).update(
            first_works_date=begun,
            works_complete_date=begun + timedelta(days=90),
            acceptance_date=begun + timedelta(days=120),
            status="accepted",
        )

    def then_projects_are_removed(self):
        Project.objects.filter(pk__in=self.some(Project, 5)).update(status=self.rng.choice(["removed", "planned"]))

    def then_projects_move(self):
        area, year = self.rng.choice(self.areas), self.rng.choice([2025, 2026, 2027])
        Project.objects.filter(pk__in=self.some(Project, 4)).update(area=area, plan_year=year, budget=self.serial)

    def then_projects_go(self):
        Project.objects.filter(pk__in=self.some(Project, 6), reports=None, fund_entries=None, items=None).delete()

    def then_members_go(self):
        ProjectCommunity.objects.filter(pk__in=self.some(ProjectCommunity, 5)).delete()

    def then_months_are_reported(self):
        ProgressReport.objects.bulk_create(
            ProgressReport(
                project_id=key,
                period=f"{self.rng.choice([2025, 2026])}-{self.rng.randint(1, 12):02d}",
                revision=self.serial * 10 % 30000 + n,
                state="superseded",
                percent=50,
                reason="更正",
                invested=self.serial,
                lifts=n,
            )
            for n, key in enumerate(self.some(Project))
        )
        self.serial += 1

    def then_months_are_settled(self):
        sql(
            """UPDATE projects_progressreport r SET state = 'draft' WHERE id = ANY(%s)
            AND NOT EXISTS (SELECT 1 FROM projects_progressreport x WHERE x.project_id = r.project_id
              AND x.period = r.period AND x.id <> r.id)""",
            self.some(ProgressReport),
        )

    def then_residents_speak(self):
        at = timezone.make_aware(timezone.datetime(2026, self.rng.randint(1, 11), 3))
        made = []
        for key in self.some(Community):
            self.serial += 1
            made.append(
                Feedback(
                    number=f"R{self.serial}",
                    community_id=key,
                    category=self.category,
                    text="灯不亮",
                    received_at=at,
                    due_at=at + timedelta(days=7),
                    answer_due_at=at + timedelta(days=2),
                )
            )
        Feedback.objects.bulk_create(made)

    def then_residents_are_answered(self):
        at = timezone.now() - timedelta(days=self.rng.randint(0, 200))
        Feedback.objects.filter(pk__in=self.some(Feedback)).update(
            state="solved", replied_at=at, closed_at=at, reply="已换", outcome="solved", satisfied=True
        )

    def then_feedback_goes(self):
        Feedback.objects.filter(pk__in=self.some(Feedback, 3)).delete()

    def then_money_is_entered(self):
        FundEntry.objects.bulk_create(
            FundEntry(project_id=key, source=self.source, year=2026, kind="arrived", amount=3, dated_on=TODAY)
            for key in self.some(Project)
        )

    def then_works_are_chosen(self):
        pairs = ProjectCommunity.objects.filter(pk__in=self.some(ProjectCommunity))
        WorksItem.objects.bulk_create(
            [WorksItem(project_id=m.project_id, community_id=m.community_id, item=self.item, planned=3) for m in pairs],
            ignore_conflicts=True,
        )

    def then_works_are_done(self):
        WorksItem.objects.filter(pk__in=self.some(WorksItem)).update(done=self.rng.randint(0, 5))


@pytest.mark.django_db
def test_after_ten_thousand_random_changes_rollups_are_the_full_recount():
    chance, rows = Chance(20261128), 0
    while rows < CHANGES:
        for _ in range(200):
            chance.rng.choice(chance.all)()
            rows += AT_ONCE
        assert kept_is_counted(chance.rng.choice([None, 2025, 2026, 2027]))
    for year in (None, 2025, 2026, 2027):
        assert kept_is_counted(year)
    assert Project.objects.count() > 300 and Feedback.objects.count() > 100


@pytest.fixture
def street(db):
    BaselineMemberFactory(community=(community := CommunityFactory()))
    return community


def counted_statements(work):
    with CaptureQueriesContext(connection) as found:
        work()
    return len(found)


def test_what_holds_is_read_and_not_counted(street):
    figures.plan("3302", 2026)
    assert not RollupMark.objects.exists()
    assert counted_statements(lambda: store.read("", 2026)) == 1
    Community.objects.filter(pk=street.pk).update(households=77)
    assert figures.plan("3302", 2026)["households"] == 77
    assert counted_statements(lambda: store.read("", 2026)) == 1


def test_a_change_makes_only_its_street_be_counted_again_in_every_year(street):
    CommunityFactory(area=AreaFactory(code="330212012"))
    store.read("", 2026)
    store.read("", None)
    Community.objects.filter(pk=street.pk).update(households=77)
    assert {m.street for m in RollupMark.objects.all()} == {"330203006"}
    store.read("", 2026)
    assert not Rollup.objects.filter(street="330203006", year=0, day=TODAY).exists()
    assert Rollup.objects.filter(street="330212012", year=0, day=TODAY).exists()
    assert store.read("", None)["330203006"]["counts"][""]["households"] == 77


def test_a_change_that_is_taken_back_leaves_nothing(street):
    store.read("", 2026)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        Community.objects.filter(pk=street.pk).update(households=77)
        raise ZeroDivisionError
    assert not RollupMark.objects.exists()


def test_yesterday_s_rows_and_those_of_other_code_do_not_hold(street):
    store.read("", 2026)
    Rollup.objects.update(numbers={}, day=TODAY - timedelta(days=1))
    assert store.read("", 2026)["330203006"]["counts"]
    Rollup.objects.update(numbers={}, shape="older")
    assert store.read("", 2026)["330203006"]["counts"]
    assert Rollup.objects.get(street="330203006").shape == SHAPE


def test_an_area_s_change_concerns_everybody(street):
    store.read("", 2026)
    assert figures.plan("3302", 2026)["six_districts"] == 1
    Area.objects.filter(pk="330203").update(is_core=False)
    assert figures.plan("3302", 2026)["six_districts"] == 0


def test_the_figures_of_today_are_those_of_the_records(street):
    ProjectFactory(area=street.area, community=street, plan_year=TODAY.year, first_works_date=date(TODAY.year, 1, 5))
    FeedbackFactory(community=street)
    book = figures.read("", TODAY.year, figures.ADMINISTRATIVE, None)
    assert {key: one for key, one in book.leaves.items() if one != counts.Counts()} == {
        key: one for key, one in counts.count("", TODAY.year, TODAY).items() if one != counts.Counts()
    }
    assert trend.beginnings("3302", TODAY.year, TODAY)


def test_the_night_mends_what_is_wrong_and_writes_it_down(street):
    assert check().differences == []
    Rollup.objects.filter(street="330203006", year=0).update(
        numbers={"counts": {"": {"communities": 9}}, "places": [[1, 2]]}
    )
    assert store.read("", None)["330203006"]["counts"][""]["communities"] == 9  # nobody told the database
    found = check()
    assert [(one["street"], one["year"]) for one in found.differences] == [("330203006", None)]
    assert found.differences[0]["sections"]["counts"]["kept"] == {"": {"communities": 9}}
    assert figures.plan("3302")["communities"] == 1
    assert check().differences == [] and RollupCheck.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_who_does_not_get_the_lock_counts_without_keeping():
    BaselineMemberFactory(community=CommunityFactory())
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [store.LOCK])
        assert store.read("", 2026)["330203006"]["counts"][""]["communities"] == 1
        assert not Rollup.objects.exists()
    finally:
        other.close()
    store.read("", 2026)
    assert Rollup.objects.exists()


def test_triggers_are_put_in_once(db):
    with CaptureQueriesContext(connection) as found:
        triggers.install()
    assert not [query for query in found if "TRIGGER" in query["sql"]]
    assert len(list(triggers.statements())) == 5 * len(triggers.STREETS)
