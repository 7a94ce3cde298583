"""成果共享: the works list of the day the works began is the promise; what became of each item is for everybody."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from resident_participation.models import Promise
from resident_participation.outcome import actions
from resident_participation.outcome.facts import outcome
from tests import shared
from tests.factories import AttachmentFactory, CatalogueItemFactory
from tests.factories_works import (
    FundEntryFactory,
    FundingSourceFactory,
    OrganisationFactory,
    PartyFactory,
    WarrantyItemFactory,
    WorksItemFactory,
)

TODAY = timezone.localdate()


@pytest.fixture
def project(people):
    found = shared.built(shared.home(12), works_complete_date=TODAY - timedelta(days=9))
    for code, name in (("B01", "屋面防水"), ("B02", "楼道粉刷"), ("T01", "加装电梯"), ("W01", "停车泊位")):
        item = CatalogueItemFactory(code=code, name=name)
        WorksItemFactory(project=found, item=item, planned=Decimal(4), measure="幢")
    assert actions.lock_due() == 4 and actions.lock_due() == 0
    return found


def test_each_promise_says_what_became_of_it(project):
    item = {one.item_id: one for one in project.items.all()}
    project.items.filter(pk=item["B01"].pk).update(done=4)
    project.items.filter(pk=item["B02"].pk).update(done=1)
    project.items.filter(pk=item["T01"].pk).update(answer="not_needed", reason="一层不同意", planned=0, planned_cost=0)
    item["W01"].delete()
    WorksItemFactory(
        project=project, item=CatalogueItemFactory(code="W02", name="充电桩"), done=Decimal(2), measure="个"
    )
    found = outcome(project.communities.get())
    assert [(one.name, one.words, one.reason) for one in found["lines"]] == [
        ("屋面防水", "已完成", ""),
        ("楼道粉刷", "做了一部分", ""),
        ("加装电梯", "没有做", "一层不同意"),
        ("停车泊位", "没有做", "清单里已经没有这一项，没有说明原因"),
        ("充电桩", "后来增加", ""),
    ]
    assert (found["promised"], found["kept"], Promise.objects.count()) == (4, 1, 4)


def test_the_page_of_residents_needs_no_account(project, client):
    home = project.communities.get()
    for group, amount in (("government", "800.00"), ("residents", "40.00")):
        source = FundingSourceFactory(code=group, name=f"来源{group}", group=group)
        FundEntryFactory(project=project, source=source, kind="arrived", amount=Decimal(amount))
        FundEntryFactory(project=project, source=source, kind="planned", amount=Decimal(amount) * 2)
    WarrantyItemFactory(project=project)
    PartyFactory(project=project, organisation=OrganisationFactory(name="甬江建工", phone="13800002222"))
    item = project.items.get(item="B01")
    for slot, public in (("before", True), ("after", True), ("after", False)):
        AttachmentFactory(target=item, slot=slot, is_public=public, caption=f"{slot}{public}")
    page = client.get(f"/c/{home.code}/outcome/").content.decode()
    assert "答应 4 项，做到 0 项" in page and page.count("没有做") == 4 and "答应 4 幢，做了 0 幢" in page
    assert "840 万元" in page and "1,680 万元" in page
    assert "甬江建工" in page and "13800002222" not in page
    assert "屋面防水改造前" in page and "屋面防水改造后" in page and "afterFalse" not in page
    assert "2031年10月20日" in page


def test_before_a_project_there_is_a_sentence(client, people):
    assert "还没有改造项目" in client.get(f"/c/{shared.home(12).code}/outcome/").content.decode()


def test_after_the_works_began_the_promise_stays(project, as_):
    page = as_("street").get(f"/projects/{project.pk}/outcome/").content.decode()
    assert "锁定" in page and "屋面防水" in page
    WorksItemFactory(project=project, item=CatalogueItemFactory(code="W03", name="快递柜"))
    assert actions.lock_due() == 0
    found = outcome(project.communities.get())
    assert [one.words for one in found["lines"]][-1] == "后来增加"
