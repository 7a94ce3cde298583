"""F2-1 and F3-1: a project a row, its newest verified month, what was paid by who pays."""

from datetime import date
from decimal import Decimal

from projects.models import FundingSource
from reports.tables.registry import Asked, build
from tests.factories import ProgressReportFactory
from tests.factories_works import FundEntryFactory
from tests.samples import lines
from tests.test_statutory_tables import area, city

__all__ = ["city"]
DAY = date(2025, 10, 31)


def said(code, people, who="city", **asked):
    heads, *rows, total = lines(build(code, Asked(area("3302"), people[who], DAY, 2025, **asked)))
    return [dict(zip(heads, row, strict=True)) for row in rows], dict(zip(heads, total, strict=True))


def test_progress_of_each_project_with_what_was_paid_by_whom(city, people):
    ProgressReportFactory(
        project=city, period="2025-10", state="verified", invested=Decimal("620.00"), percent=Decimal("41.5"),
        note="外立面完成一半", problems="弱电管线未迁",
    )  # fmt: skip
    ProgressReportFactory(project=city, period="2025-11", state="draft", invested=Decimal("900.00"))  # not verified
    for code, group, amount, kind in (
        ("central", "government", "300.00", "spent"),
        ("central", "government", "-20.00", "spent"),
        ("owners", "residents", "50.50", "spent"),
        ("owners", "residents", "80.00", "arrived"),
    ):
        source, _ = FundingSource.objects.get_or_create(code=code, defaults={"name": code, "group": group})
        FundEntryFactory(project=city, source=source, kind=kind, amount=Decimal(amount), note="冲减多付")
    rows, total = said("F2-1", people)
    mine = next(row for row in rows if row["项目名称"] == city.name)
    assert (mine["最近核实月份"], mine["形象进度（%）"], mine["累计完成投资（万元）"]) == ("2025-10", "41.5", "620.00")
    paid = [mine[f"累计支出（万元）{word}"] for word in ("财政", "居民", "社会", "合计")]
    assert paid == ["280.00", "50.50", "0.00", "330.50"] and total["累计支出（万元）合计"] == "330.50"
    assert (mine["本月情况"], mine["存在问题"]) == ("外立面完成一半", "弱电管线未迁")
    late = next(row for row in rows if row["项目名称"] == "迟到项目")
    assert (late["开工实际"], late["最近核实月份"], late["累计完成投资（万元）"]) == ("—", "—", "—")
    assert len(rows) == 4 and len(said("F2-1", people, "street2")[0]) == 1


def test_effect_of_each_project(city, people):
    place = city.communities.get()
    rows, total = said("F3-1", people)
    mine = next(row for row in rows if row["项目名称"] == city.name)
    assert (mine["惠及小区（个）"], mine["惠及户数（户）"], mine["惠及面积（万㎡）"]) == (
        "1",
        str(place.households),
        "10.00",
    )
    assert (mine["累计完成加装电梯（部）"], total["累计完成加装电梯（部）"], total["惠及小区（个）"]) == ("2", "2", "4")
    assert total["惠及面积（万㎡）"] == "28.00"


def test_pages_of_the_two_tables(city, as_, api_):
    for code in ("F2-1", "F3-1"):
        page = as_("district").get(f"/reports/tables/{code}/?area=330203&year=2025").content.decode()
        assert city.name in page and "=1+1" not in page
        rows = api_("district").get(f"/api/v1/statutory-tables/{code}/?area=330203&year=2025").json()["rows"]
        assert len(rows) == 2
