"""Tenders and contracts on the pages, through the API, in and out as a sheet."""

import io
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import jobs
from core.exchange import actions as imports
from projects.contracts import actions
from projects.contracts.reference import contract_thresholds
from projects.models import Contract, Party, Payment, Project, Tender, Variation
from tests.awards import DAY, JSON, OPEN, PAPER, a_project, awarded, signed
from tests.factories import AreaFactory, ProjectFactory
from tests.factories_works import (
    ContractFactory,
    OrganisationFactory,
    PartyFactory,
    PaymentFactory,
    TenderFactory,
    VariationFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def numbers(db):
    contract_thresholds()


@pytest.fixture
def project(people):
    return a_project()


@pytest.fixture
def won(project, people):
    return awarded(project, people["street"])


@pytest.fixture
def contract(won, people):
    return signed(won, people["street"])


def test_the_page_of_a_project(contract, people, as_):
    project = contract.project
    actions.set_amount(project, "approved_budget", by=people["city"], amount=Decimal(1150), **PAPER)
    why = {"explanation": "材料涨价"}
    actions.set_amount(project, "detailed_budget", by=people["city"], amount=Decimal(1160), **PAPER, **why)
    page = as_("street").get(f"/projects/{project.pk}/contracts/").content.decode()
    for words in (
        "预算超概算 10.00 万元（0.9%）", "材料涨价", "造价超限", "甬安建设", "HT-1", "1,067.00", "提交招标书面报告",
    ):  # fmt: skip
        assert words in page, words
    assert "/amounts/estimate/" not in page  # the street does not fix amounts
    assert "/amounts/estimate/" in as_("district").get(f"/projects/{project.pk}/contracts/").content.decode()


def test_the_page_costs_the_same_with_many_contracts(project, as_):
    client, url = as_("city"), f"/projects/{project.pk}/contracts/"

    def add(n):
        for _ in range(n):
            VariationFactory(contract=ContractFactory(project=project))
            PaymentFactory(contract=ContractFactory(project=project))
            TenderFactory(project=project, sale_from=DAY)

    client.get(url)
    add(2)
    before = counted(client, url)
    add(20)
    assert counted(client, url) == before


def counted(client, url):
    with CaptureQueriesContext(connection) as found:
        client.get(url)
    return len(found)


def test_lists_cost_the_same_for_5_and_50(as_, api_):
    lists = [(as_("city"), "/contracts/"), (as_("city"), "/organisations/")]
    lists += [(api_("city"), f"/api/v1/{name}/") for name in ("contracts", "tenders", "payments", "organisations")]
    costs = []
    for n in (5, 45):
        for _ in range(n):
            PaymentFactory(contract=(one := ContractFactory()))
            PartyFactory(project=one.project, organisation=one.organisation)
            TenderFactory(project=one.project)
        [client.get(url) for client, url in lists]
        costs.append([counted(client, url) for client, url in lists])
    assert costs[0] == costs[1]


def test_a_tender_to_its_contract_on_the_pages(project, people, as_):
    client, firm = as_("street"), OrganisationFactory(name="甬安建设")
    typed = {name: str(value) for name, value in OPEN.items()} | {"deadline": "2026-03-20"}
    url = f"/projects/{project.pk}/tenders/new/"
    wrong = client.post(url, typed)
    assert wrong.status_code == 409 and "至少 20 天，现在只有 18 天" in wrong.content.decode()
    assert client.post(url, typed | {"deadline": "2026-03-23"}).status_code == 302
    tender = Tender.objects.get()
    award = typed | {"deadline": "2026-03-23", "awarded_on": "2026-04-01", "winner": firm.pk, "price": "1100"}
    client.post(f"/tenders/{tender.pk}/edit/", award | {"version": tender.version})
    form = client.get(f"/projects/{project.pk}/contracts/new/?tender={tender.pk}").context["form"]
    initial = {name: form.initial[name] for name in ("tender", "subject", "organisation", "amount")}
    assert initial == {"tender": tender, "subject": "works", "organisation": firm, "amount": Decimal(1100)}
    sign = {"subject": "works", "tender": tender.pk, "number": "HT-1", "organisation": firm.pk, "amount": "1100"}
    made = client.post(f"/projects/{project.pk}/contracts/new/", sign | {"signed_on": "2026-04-20", "retention": "3"})
    contract = Contract.objects.get()
    assert made.url == f"/contracts/{contract.pk}/"
    page = client.get(f"/tenders/{tender.pk}/").content.decode()
    assert "第 19 天" in page and "期限从第二天算起" in page and "HT-1" in page


def test_a_contract_on_the_pages_from_the_variation_to_the_payment(contract, people, as_):
    street, district = as_("street"), as_("district")
    more = {"reason": "管线迁改", "what": "增加管道", "amount": "20", "days": "5", "proposed_on": "2026-05-01"}
    street.post(f"/contracts/{contract.pk}/variations/new/", more)
    variation = Variation.objects.get()
    assert "批准变更" not in street.get(f"/variations/{variation.pk}/").content.decode()
    assert "批准变更" in district.get(f"/variations/{variation.pk}/").content.decode()
    district.post(f"/variations/{variation.pk}/approve/", {"date": "2026-05-09"})
    payment = {"kind": "progress", "amount": "1087", "period": "2026-13", "requested_on": "2026-06-01"}
    bad = street.post(f"/contracts/{contract.pk}/payments/new/", payment)
    assert "写成 2026-10 这样" in bad.content.decode()
    street.post(f"/contracts/{contract.pk}/payments/new/", payment | {"period": "2026-05", "amount": "1086.40"})
    asked = Payment.objects.get()
    district.post(f"/payments/{asked.pk}/approve/", {})
    done = district.post(f"/payments/{asked.pk}/pay/", {"date": "2026-06-20", "voucher": "付字9号"}, follow=True)
    assert "已登记付款" in done.content.decode() and "付字9号" in done.content.decode()
    page = street.get(f"/contracts/{contract.pk}/").content.decode()
    assert "+20.00" in page and "1,120.00" in page and "1,086.40" in page and "付字9号" in page


def test_the_api_says_a_projects_whole_cost(contract, people, api_):
    project, client = contract.project, api_("district")
    body = {"project": project.pk, "kind": "estimate", "amount": "1000", "document": "甲", "dated_on": "2026-01-05"}
    assert client.post("/api/v1/amounts/", body, JSON).status_code == 201
    over = body | {"kind": "approved_budget", "amount": "1150"}
    no = client.post("/api/v1/amounts/", over, JSON)
    assert (no.status_code, no.json()["code"], list(no.json()["fields"])) == (409, "over_limit", ["explanation"])
    client.post("/api/v1/amounts/", over | {"explanation": "管网"}, JSON)
    cost = client.get(f"/api/v1/projects/{project.pk}/cost/").json()
    assert cost["amounts"]["approved_budget"] == "1150.00" and cost["amounts"]["settlement"] is None
    assert [(e["kind"], e["limit"], e["over"], e["percent"], e["grave"]) for e in cost["excess"]] == [
        ("approved_budget", "estimate", "150.00", "15.0", True)
    ]
    states = {c["code"]: c["state"] for c in cost["tenders"][0]["clocks"]}
    assert states["tender.document.days"] == "ok" and states["tender.report.days"] == "late"
    (one,) = cost["contracts"]
    assert (one["current"], one["retained"], one["payable"]) == ("1100.00", "33.00", "1067.00")
    row = client.get("/api/v1/contracts/").json()["results"][0]
    assert (row["current"], row["paid"]) == (1100, 0)


def test_a_party_by_the_api(project, people, api_):
    client, firm = api_("street"), OrganisationFactory(name="甬安建设")
    body = {"project": project.pk, "role": "contractor", "organisation": firm.pk, "manager": "许国平"}
    made = client.post("/api/v1/parties/", body, JSON)
    assert made.status_code == 201 and made.json()["organisation_name"] == "甬安建设"
    url = f"/api/v1/parties/{made.json()['id']}/"
    assert api_("street2").delete(url).status_code == 404
    assert api_("auditor").delete(url).status_code == 403
    assert client.delete(url).status_code == 204 and not Party.objects.exists()
    assert Project.objects.get().contractor == ""


@pytest.fixture
def sheet(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    def judged(content, who="street"):
        imported = imports.upload("contracts", SimpleUploadedFile("c.xlsx", content), by=people[who])
        jobs.run(imported.job_id)
        imported.refresh_from_db()
        return imported

    return judged


def test_the_sheet_goes_out_and_in_again(won, sheet, people, as_):
    project = won.project
    Project.objects.filter(pk=project.pk).update(code="2601-330203-04-01-452241")
    old = ContractFactory(project=project, subject="goods", amount=Decimal(90), number="HT-旧")
    VariationFactory(contract=old, state="approved", amount=Decimal(5))
    content = b"".join(as_("street").get("/contracts/export/").streaming_content)
    assert sheet(content).counts == {"new": 0, "changed": 0, "unchanged": 1, "rejected": 0}
    book = openpyxl.load_workbook(io.BytesIO(content))
    header = [cell.value for cell in book.active[1]]
    line = {"项目代码": "2601-330203-04-01-452241", "合同编号": "HT-新", "标的": "施工", "承包单位": "甬安建设"}
    line |= {"合同价（万元）": 1100, "签订日期": "2026-04-20", "质保金比例（%）": 3}
    wrong = [
        {"合同编号": "HT-甲", "合同价（万元）": 1099},  # not what was awarded
        {"合同编号": "HT-乙", "承包单位": "没有的公司"},
        {"合同编号": "HT-丙", "标的": "监理", "合同价（万元）": 100},  # had to be tendered
        {"合同编号": "HT-旧", "标的": "货物", "承包单位": old.organisation.name, "合同价（万元）": 95},
        {"合同编号": "HT-丁", "项目代码": "2601-330203-04-01-000000"},
        {"合同编号": "HT-戊", "质保金比例（%）": 5},
    ]
    for changes in [{}, *wrong]:
        book.active.append([(line | changes).get(name, "") for name in header])
    book.active.delete_rows(2)
    more = io.BytesIO()
    book.save(more)
    found = sheet(more.getvalue())
    assert found.counts == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 6}
    words = [e["message"] for e in found.errors]
    for said in ("与中标价 1,100.00 万元一致", "单位名录里没有", "监理合同 100 万元以上必须招标", "不能再改"):
        assert any(said in one for one in words), said
    imports.commit(found, by=people["street"], skip_rejected=True)
    found.refresh_from_db()
    jobs.run(found.job_id)
    made = Contract.objects.get(number="HT-新")
    assert (made.tender, made.amount, made.retention) == (won, 1100, 3)
    assert Party.objects.filter(role="contractor", organisation=made.organisation).exists()
    listed = as_("street").get(f"/contracts/?imported={found.pk}").context["object_list"]
    assert [c.number for c in listed] == ["HT-新"]


def test_the_sheet_keeps_to_ones_area(people, sheet):
    there = ProjectFactory(area=AreaFactory(code="330212012"), code="2601-330212-04-01-452241")
    firm = OrganisationFactory(name="甬安建设")
    book = openpyxl.Workbook()
    book.active.append(["项目代码", "合同编号", "标的", "承包单位", "合同价（万元）", "签订日期"])
    book.active.append([there.code, "HT-1", "货物", firm.name, 5, "2026-04-20"])
    content = io.BytesIO()
    book.save(content)
    found = sheet(content.getvalue())
    assert found.counts["rejected"] == 1 and "不在您的管辖范围" in found.errors[0]["message"]
