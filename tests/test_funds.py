"""Money: a ledger that is only added to; page, API, export and plain SQL agree to the cent."""

import io
import random
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from core.errors import Refused
from projects.funds import actions, figures
from projects.funds.gates import funds_cover_the_budget
from projects.models import FundEntry
from projects.money.reference import funding_sources
from tests.factories import AreaFactory, ProjectFactory
from tests.factories_works import FundEntryFactory, waive

DAY = date(2026, 5, 1)
JSON = "application/json"


@pytest.fixture
def project(db):
    funding_sources()
    return ProjectFactory(budget=Decimal("1000.00"))


def enter(project, by, kind, amount, source="city", year=2026, **facts):
    facts = {"source_id": source, "year": year, "kind": kind, "amount": Decimal(amount), "dated_on": DAY} | facts
    return actions.enter(project, by=by, **facts)


def test_no_more_is_spent_than_has_arrived(project, people):
    by = people["street"]
    enter(project, by, "planned", "600"), enter(project, by, "arrived", "300")
    enter(project, by, "spent", "299.99")
    with pytest.raises(Refused, match="市级财政累计到位 300.00 万元，支出会到 300.01 万元，多出 0.01 万元"):
        enter(project, by, "spent", "0.02")
    enter(project, by, "spent", "0.01")
    with pytest.raises(Refused, match="累计到位 299.00 万元，支出会到 300.00 万元"):
        enter(project, by, "arrived", "-1", note="重复登记")


def test_a_correction_is_a_row_that_says_why(project, people):
    by = people["street"]
    enter(project, by, "planned", "600")
    with pytest.raises(ValidationError, match="冲减要写说明"):
        enter(project, by, "planned", "-100")
    with pytest.raises(Refused, match="现有 600.00 万元，冲减后会变成负数"):
        enter(project, by, "planned", "-600.01", note="调减")
    with pytest.raises(Refused, match="现有 0.00 万元"):
        enter(project, by, "planned", "-1", note="调减", year=2027)
    enter(project, by, "planned", "-100", note="调减")
    _, total = figures.funds("330203")
    assert (total.planned, FundEntry.objects.count()) == (Decimal("500.00"), 2)


def test_the_gate_asks_for_the_money(project, people):
    (words, url), *_ = gate(project)
    assert words == "计划投资 1000.00 万元，资金台账只安排了 0.00 万元，还差 1000.00 万元" and url.endswith(
        "/funds/new/"
    )
    enter(project, people["street"], "planned", "999.99")
    assert gate(project)[0][0].endswith("还差 0.01 万元")
    enter(project, people["street"], "planned", "0.01", source="resident_cash")
    assert gate(project) == []
    assert waive(project).exemptions.filter(check_code="approval.funds").exists()


def gate(project):
    return funds_cover_the_budget(project)


@pytest.fixture
def ledger(db):
    """300 random movements over two districts, three years and all sources; one project was withdrawn."""
    funding_sources()
    rng = random.Random(11)
    places = ["330203006", "330203001", "330212012"]
    projects = [ProjectFactory(area=AreaFactory(code=code)) for code in places for _ in range(3)]
    projects.append(ProjectFactory(area=AreaFactory(code=places[0]), status="removed"))
    sources = ["city", "district", "central_subsidy", "resident_cash", "social_capital"]
    for _ in range(300):
        amount = Decimal(rng.randint(1, 9_999_999)) / 100
        FundEntryFactory(
            project=rng.choice(projects), source_id=rng.choice(sources), year=rng.choice([2025, 2026, 2027]),
            kind=rng.choice(figures.KINDS), amount=amount,
        )  # fmt: skip


def plain_sql(column, area, year):
    sql = f"""SELECT {column}, kind, sum(amount)
      FROM projects_fundentry e JOIN projects_project p ON p.id = e.project_id
      JOIN projects_fundingsource s ON s.code = e.source_id
      WHERE p.status <> 'removed' AND p.area_id LIKE %s AND (%s::int IS NULL OR year = %s) GROUP BY 1, 2"""
    with connection.cursor() as cursor:
        cursor.execute(sql, [f"{area}%", year, year])
        return {(key, kind): amount for key, kind, amount in cursor.fetchall()}


@pytest.mark.parametrize(
    ("by", "column"), [("source", "e.source_id"), ("district", "left(p.area_id, 6)"), ("year", "year")]
)
@pytest.mark.parametrize(("who", "area"), [("city", "3302"), ("district", "330203")])
@pytest.mark.parametrize("year", [None, 2026])
def test_page_api_export_and_sql_agree_to_the_cent(ledger, people, as_, api_, by, column, who, area, year):
    wanted = plain_sql(column, area, year)
    query = f"?by={by}" + (f"&year={year}" if year else "")
    said = api_(who).get(f"/api/v1/figures/funds/{query}").json()
    got = {(row[by], kind): Decimal(row[kind]) for row in said["rows"] for kind in figures.KINDS}
    assert {key: amount for key, amount in got.items() if amount} == wanted
    total = {kind: sum(amount for (_, k), amount in wanted.items() if k == kind) for kind in figures.KINDS}
    assert {kind: Decimal(said["total"][kind]) for kind in figures.KINDS} == total
    page = as_(who).get(f"/funds/?area={area}" + (f"&year={year}" if year else "")).context["total"]
    assert {kind: getattr(page, kind) for kind in figures.KINDS} == total


def test_the_export_adds_up(ledger, as_):
    content = b"".join(as_("city").get("/funds/entries/export/?kind=arrived&year=2026").streaming_content)
    header, *rows = openpyxl.load_workbook(io.BytesIO(content)).active.values
    amounts = [Decimal(str(row[header.index("金额（万元）")])) for row in rows]
    found = FundEntry.objects.filter(kind="arrived", year=2026)
    assert sum(amounts) == actions.total(found) and len(rows) == found.count()


def test_by_the_api(project, api_):
    body = {
        "project": project.pk,
        "source": "city",
        "year": 2026,
        "kind": "arrived",
        "amount": "12.34",
        "dated_on": "2026-05-01",
    }
    client = api_("street")
    assert client.post("/api/v1/fund-entries/", body, JSON).status_code == 201
    refused = client.post("/api/v1/fund-entries/", body | {"kind": "spent", "amount": "20"}, JSON)
    assert (refused.status_code, refused.json()["code"]) == (409, "more_than_arrived")
    said = client.get("/api/v1/figures/funds/?by=source&year=2026").json()
    assert said["rows"] == [
        {"source": "city", "name": "市级财政", "planned": "0.00", "arrived": "12.34", "spent": "0.00"}
    ]
    assert said["total"] == {"planned": "0.00", "arrived": "12.34", "spent": "0.00"}


@pytest.mark.parametrize("key", ["0", "of another street", "first"])
def test_a_foreign_project_is_told_like_one_that_is_not_there(key, project, api_):
    if key == "of another street":
        key = ProjectFactory(area__code="330212012").pk
    body = {
        "project": key,
        "source": "city",
        "year": 2026,
        "kind": "planned",
        "amount": "100",
        "dated_on": "2026-01-05",
    }
    told = api_("street").post("/api/v1/fund-entries/", body, JSON)
    assert told.status_code == 400 and not FundEntry.objects.exists()
    assert told.json()["fields"]["project"] == [f"没有这条记录（{key}），或者不在您的管辖范围内"]
