"""The demo city's projects: exact totals, all warning colours, every row true to the log."""

import random
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Sum

from communities import demo as register
from communities.models import Community
from communities.register.stages import BEGUN, Stage
from core.actors import SYSTEM
from core.changes import change_many
from core.months import last_closed
from core.records import verify
from core.reference import load_all
from projects import demo
from projects.models import Clash, ProgressReport, Project, SpecialWork, YearTarget
from projects.special_works import demo as special_works
from projects.special_works.recompute import recompute
from projects.special_works.sites import sites_with_works
from reports import figures


def build(today):
    """The 699 estates in the register, without the workbook, and their projects."""
    estates = register.estates(today.year)
    rows = [
        Community(
            code=e.cells["小区编号"], name=e.cells["小区名称"], area=e.street, built_year=e.cells["建成年份"],
            floor_area=e.cells["建筑面积（㎡）"], households=e.cells["户数（户）"], longitude=e.cells["经度"],
            latitude=e.cells["纬度"], status="pool",
        )
        for e in estates
    ]  # fmt: skip
    for row in rows:
        row.derive()
    change_many([(row, {}) for row in rows], by=SYSTEM, act="community.import")
    register.units(random.Random(1), {row.code: row for row in rows}, by=SYSTEM)
    years = {e.cells["小区编号"]: e.take_up_year for e in estates}
    demo.build(years, today=today, rng=random.Random(5), by=SYSTEM)


TODAY = date(2026, 11, 23)


@pytest.fixture(scope="module")
def twice(django_db_setup, django_db_blocker):
    """The city of a day, made once for all tests and undone afterwards; what it was like when it was made before."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_all()
        with transaction.atomic():
            build(TODAY)
            before = shape()
            transaction.set_rollback(True)
        build(TODAY)
        yield before
        transaction.set_rollback(True)


@pytest.fixture
def city(twice, db):
    return twice


def shape():
    projects = Project.objects.order_by("name", "area").values_list("name", "status", "percent", "budget")
    works = SpecialWork.objects.order_by("code").values_list("code", "name", "starts_on", "ends_on", "budget")
    return list(projects), list(works)


@pytest.mark.parametrize("today", [date(2026, 6, 3), date(2027, 8, 8)])
def test_the_totals_and_the_colours_of_other_days(today, db):
    load_all()
    build(today)
    require_totals(today)


def test_the_totals_and_the_colours(city):
    require_totals(TODAY)


def require_totals(today):
    before = Community.objects.filter(plan_year__lt=today.year)
    assert (before.count(), before.aggregate(m2=Sum("floor_area"))["m2"]) == (101, 4_380_000)
    found = figures.plan("3302", today.year, as_of=today)
    assert found["plan"]["floor_area_m2"] == found["target"]["floor_area_m2"] == 8_012_600
    assert {str(row["warning"]) for row in found["by_area"]} == {"green", "blue", "amber", "red"}
    assert set(YearTarget.objects.values_list("year", flat=True)) == {today.year, today.year + 1, today.year + 2}
    assert Project.objects.late(today).exists()


def test_every_row_is_as_the_log_and_the_rules_have_it(city):
    assert not list(verify())
    for project in Project.objects.prefetch_related("communities", "reports"):
        assert (project.status in BEGUN) == (project.first_works_date is not None)
        assert {c.status for c in project.communities.all()} == {project.status}
        newest = project.reports.counted().first()
        assert (project.percent, project.invested) == ((newest.percent, newest.invested) if newest else (0, 0))
        assert project.percent == 100 or project.acceptance_date is None
    states = set(ProgressReport.objects.filter(period=last_closed(TODAY)).values_list("state", flat=True))
    assert states == {"draft", "submitted", "returned", "verified"} | (states & {"locked"})
    assert {Stage.IN_PROGRESS, Stage.TENDERING, Stage.ACCEPTED, Stage.WARRANTY} <= set(
        Project.objects.values_list("status", flat=True)
    )
    assert ProgressReport.objects.filter(revision=1, state="locked").exists()


def test_the_same_day_gives_the_same_city(city):
    assert shape() == city


def test_every_planted_clash_is_found(city):
    for site in sites_with_works():
        recompute(site)
    chosen = [p for p in Project.objects.order_by("pk").prefetch_related("communities") if p.plan_year == TODAY.year]
    looked_for = {
        3: {"kind": "order", "second__kind": "gas", "place__name": "主路"},
        4: {"kind": "dig_twice", "second__kind": "drainage", "place__name": "东支路"},
        5: {"kind": "fire_lane", "place__name": "消防通道"},
    }
    found = dict.fromkeys(looked_for, 0)
    for project, keys in special_works.planted(chosen):
        own = Clash.objects.filter(first__project=project)
        works = SpecialWork.objects.filter(project=project).exclude(state="done")
        for every in keys:
            if works.filter(kind__in=[kind for kind, *_ in special_works.CLASHES[every]]).exists():
                assert own.filter(**looked_for[every]).exists(), (project, every)
                found[every] += 1
    assert all(count > 5 for count in found.values()), found
