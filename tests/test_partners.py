"""Calls, pledges that become money in the ledger, and a projection by hand."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from core.errors import Refused
from projects.funds import figures, partners
from projects.funds.assumptions import measured
from projects.funds.projection import Assumptions, project, sensitivity
from projects.models import FundEntry, FundingSource
from projects.money.reference import funding_sources
from tests.factories import AreaFactory, CommunityFactory, ProjectFactory
from tests.factories_works import FundEntryFactory, PartnerCallFactory, PledgeFactory

D = Decimal


@pytest.fixture
def works(people):
    funding_sources()
    community = CommunityFactory(area=AreaFactory(code="330203006"), floor_area=D(40000), status="planned")
    return ProjectFactory(area=community.area, community=community, budget=D("1200.00"), plan_year=2026)


def refused(code, function, *args, **kwargs):
    with pytest.raises(Refused) as caught:
        function(*args, **kwargs)
    assert caught.value.code == code
    return caught.value.message


def test_a_pledge_becomes_money_when_it_is_paid_and_not_before(works, people, as_):
    society = FundingSource.objects.get(pk="social_capital")
    told = {"party": "国资公司", "source": society, "amount": D("200.50"), "pledged_on": date(2026, 5, 1)}
    city = told | {"source": FundingSource.objects.get(pk="city")}
    assert "财政资金在资金台账里登记计划" in refused("government", partners.record, works, by=people["street"], **city)
    refused("nothing", partners.record, works, by=people["street"], **told | {"amount": D(0)})
    pledge = partners.record(works, by=people["street"], **told)
    pay = {"by": people["district"], "date": date(2026, 6, 1), "document": "凭 12"}
    refused("wrong_state", partners.pay, pledge, **pay)
    assert "认缴待接受" in as_("district").get("/my-work/").content.decode()
    pledge = partners.accept(pledge, by=people["district"], document="协议 3", due_on=date(2026, 5, 20))
    page = as_("street").get("/pledges/?late=true").content.decode()
    days = (timezone.localdate() - date(2026, 5, 20)).days
    assert f"逾期 {days} 天没有到账" in page
    assert FundEntry.objects.count() == 0
    pledge = partners.pay(pledge, **pay)
    entry = FundEntry.objects.get()
    assert (entry.kind, entry.source, entry.amount, entry.year) == ("arrived", society, D("200.50"), 2026)
    assert (entry.dated_on, entry.document, entry.note) == (date(2026, 6, 1), "凭 12", "认缴到账：国资公司")
    assert figures.funds("3302")[1].arrived == D("200.50")
    refused("wrong_state", partners.pay, pledge, **pay)
    assert FundEntry.objects.count() == 1, "paid once"


def test_what_the_ledger_refuses_is_not_half_paid(works, people):
    pledge = PledgeFactory(project=works, state="accepted", due_on=date(2026, 5, 1))
    tomorrow = timezone.localdate() + timedelta(days=1)
    refused("future_date", partners.pay, pledge, by=people["district"], date=tomorrow, document="凭 1")
    pledge.refresh_from_db()
    assert (pledge.state, pledge.paid_on, FundEntry.objects.count()) == ("accepted", None, 0)


def test_work_and_things_enter_no_ledger(works, people):
    hands = PledgeFactory(project=works, amount=0, in_kind="投工 120 个工日", state="accepted")
    partners.pay(hands, by=people["district"], date=date(2026, 6, 1), document="签收单")
    assert FundEntry.objects.count() == 0


def test_residents_read_open_calls_and_nothing_else(works, people, client):
    soon = timezone.localdate() + timedelta(days=9)
    PartnerCallFactory(project=works, unit=None, title="征集停车楼合作方", deadline=soon)
    PartnerCallFactory(project=works, unit=None, title="已经结束的", deadline=soon, state="closed")
    PartnerCallFactory(project=works, unit=None, title="过了截止日期的", deadline=soon - timedelta(days=10))
    PledgeFactory(project=works, party="不公开的认缴方")
    page = client.get("/c/calls/").content.decode()
    assert "征集停车楼合作方" in page and "0574-0000" in page
    assert not any(words in page for words in ("已经结束的", "过了截止日期的", "不公开的认缴方"))
    both = {"project": works, "unit": None, "title": "x", "wanted": "y", "deadline": soon, "contact": "z"}
    refused("one_of_both", partners.save_call, by=people["street"], **both | {"project": None})


GIVEN = Assumptions(
    first_year=2027, years=5, stock=D(10), per_year=D(4), unit_cost=D(300), growth=D(10),
    government=D(70), residents=D(10), step=D(5),
)  # fmt: skip


def test_a_projection_by_hand():
    """10 万㎡, 4 a year, 300 元/㎡ growing 10 %: 1200; 4 × 330 = 1320; 2 × 363 = 726."""
    found = project(GIVEN)
    assert [(y.year, y.area, y.left, y.cost) for y in found.years] == [
        (2027, 4, 6, D("1200.00")), (2028, 4, 2, D("1320.00")), (2029, 2, 0, D("726.00")),
    ]  # fmt: skip
    assert [y.government for y in found.years] == [D("840.00"), D("858.00"), D("435.60")]  # 70, 65, 60 %
    assert [y.residents for y in found.years] == [D("120.00"), D("132.00"), D("72.60")]
    assert [y.society for y in found.years] == [D("240.00"), D("330.00"), D("217.80")]
    assert all(y.government + y.residents + y.society == y.cost for y in found.years)
    assert (found.finish, found.total("cost")) == (2029, D("3246.00"))


def test_what_cannot_be_finished_says_so():
    assert project(replace(GIVEN, years=2)).finish is None
    endless = project(replace(GIVEN, ageing=D(5)))
    assert endless.finish is None and len(endless.years) == 5
    assert [y.left for y in endless.years] == [6, 7, 8, 9, 10]


def test_the_treasury_and_the_residents_never_pay_more_than_all():
    found = project(replace(GIVEN, government=D(95), residents=D(20), step=D(0)))
    assert all(y.society == 0 and y.government + y.residents == y.cost for y in found.years)


def test_the_largest_lever_comes_first():
    rows = sensitivity(GIVEN)
    swings = [abs(low.total("government") - high.total("government")) for _, low, high in rows]
    assert swings == sorted(swings, reverse=True) and rows[0][0] == "财政占比 ±10 个百分点"
    words = {row[0]: row for row in rows}
    assert words["每年改造面积 ±20%"][1].finish == 2030 and words["每年改造面积 ±20%"][2].finish == 2029
    assert "新增老旧面积 ±50%" not in words, "nothing to vary"


def test_assumptions_are_measured_and_may_be_tried_without_changing_anything(works, people, as_, api_, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *a, **k: date(2026, 11, 1))
    CommunityFactory(area=works.area, floor_area=D(100000), status="pool")
    FundEntryFactory(project=works, source_id="city", kind="planned", amount=D(900))
    FundEntryFactory(project=works, source_id="resident_cash", kind="planned", amount=D(300))
    given, basis = measured("330203006", date(2026, 11, 1))
    assert (given.stock, given.per_year, given.unit_cost) == (D("10.00"), D("4.00"), D("300.00"))
    assert (given.government, given.residents, given.growth, given.first_year) == (D("75.0"), D("25.0"), 3, 2027)
    said = api_("street").get("/api/v1/figures/projection/?area=330203006&growth=10&government=70").json()
    assert said["total"]["cost"] == "3246.00" and said["finish"] == 2029
    growth = next(row for row in said["assumptions"] if row["name"] == "growth")
    assert (growth["value"], growth["measured"], growth["source"]) == ("10.00", "3.0000", "标准值：平台假设")
    page = as_("street").get("/funds/projection/?growth=10&government=70").content.decode()
    assert "到 2029 年改完" in page and "3,246.00" in page and "试算" in page
    wrong = as_("street").get("/funds/projection/?government=170").content.decode()
    assert "100" in wrong and "试算" not in wrong
    assert basis[0].words == "小区档案：正在摸底和已入库的小区"
