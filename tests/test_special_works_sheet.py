"""Special works in and out as a sheet: what goes out comes in unchanged; faults stand at their rows; clashes follow."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.policy import Role
from core import jobs
from core.exchange import actions as imports
from projects.models import Clash, SpecialWork
from projects.special_works.reference import conflict_rules, special_works
from tests.factories import AppointmentFactory, CommunityFactory, UserFactory
from tests.factories_works import OrganisationFactory, SitePlaceFactory, SpecialWorkFactory

HEADER = [
    "工程编号",
    "工程名称",
    "种类",
    "实施单位",
    "小区编号",
    "施工地点",
    "计划开工",
    "计划完工",
    "最早开工",
    "最晚完工",
    "需要开挖",
]
GAS = [
    "",
    "燃气管更新",
    "燃气",
    "兴光燃气",
    "3302030060001",
    "主路；东弄",
    "2027-03-01",
    "2027-03-20",
    "2027-02-01",
    "2027-05-31",
    "是",
]


@pytest.fixture
def site(people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    special_works(), conflict_rules()
    community = CommunityFactory(code="3302030060001", name="双桥新村")
    OrganisationFactory(name="兴光燃气"), OrganisationFactory(name="自来水公司")
    return {name: SitePlaceFactory(community=community, name=name) for name in ("主路", "东弄")}


def book(*rows):
    made, data = openpyxl.Workbook(), io.BytesIO()
    for row in (HEADER, *rows):
        made.active.append(row)
    made.save(data)
    return data.getvalue()


def judge(content, by):
    imported = imports.upload("special_works", SimpleUploadedFile("s.xlsx", content), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported


def commit(imported, by):
    imports.commit(imported, by=by)
    imported.refresh_from_db()
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported.state


@pytest.mark.django_db(transaction=True)
def test_a_year_plan_comes_in_and_its_clashes_are_found(site, people):
    by = people["district"]
    water = [
        "",
        "二次供水",
        "供水（二次供水）",
        "自来水公司",
        "3302030060001",
        "主路",
        "2027-06-01",
        "2027-06-20",
        "",
        "",
        "是",
    ]
    imported = judge(book(GAS, water), by)
    assert (imported.counts, commit(imported, by)) == ({"new": 2, "changed": 0, "unchanged": 0, "rejected": 0}, "done")
    gas, water = SpecialWork.objects.order_by("code")
    assert (gas.code, water.code) == ("ZX33020300001", "ZX33020300002")
    assert {p.name for p in gas.places.all()} == {"主路", "东弄"}
    assert (str(gas.filed_from), str(water.earliest)) == ("2027-03-01", "2027-06-01")
    clash = Clash.objects.get()
    assert (clash.kind, clash.first, clash.second, clash.place.name) == ("dig_twice", gas, water, "主路")


@pytest.mark.django_db(transaction=True)
def test_faults_stand_at_their_rows(site, people):
    wrong = [
        ("种类", [*GAS[:2], "煤气", *GAS[3:]], "没有“煤气”"),
        ("实施单位", [*GAS[:3], "某公司", *GAS[4:]], "没有“某公司”"),
        ("小区编号", [*GAS[:4], "3302030069999", *GAS[5:]], "没有“3302030069999”"),
        ("施工地点", [*GAS[:5], "西路", *GAS[6:]], "没有登记“西路”这个地点"),
        ("计划完工", [*GAS[:7], "2027-02-20", *GAS[8:]], "计划完工不能早于计划开工"),
        ("最早开工", [*GAS[:8], "2027-03-10", *GAS[9:]], "要在最早开工和最晚完工之间"),
        ("工程编号", ["ZX33020399999", *GAS[1:]], "没有编号为 ZX33020399999 的工程"),
    ]
    imported = judge(book(*(row for _, row, _ in wrong)), people["district"])
    assert imported.counts == {"new": 0, "changed": 0, "unchanged": 0, "rejected": len(wrong)}
    told = {(error["row"], error["column"]): error["message"] for error in imported.errors}
    for number, (column, _, words) in enumerate(wrong, 2):
        assert words in told[number, column]
    assert not SpecialWork.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_goes_out_comes_in_unchanged(site, people, as_):
    community = site["主路"].community
    SpecialWorkFactory(
        community=community, places=[site["主路"]], code="ZX33020300001", depth="1.20", outage="停气 4 小时"
    )
    SpecialWorkFactory(community=community, places=list(site.values()), code="ZX33020300002", kind_id="water")
    content = b"".join(as_("district").get("/special-works/export/").streaming_content)
    assert judge(content, people["district"]).counts == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}


@pytest.mark.django_db(transaction=True)
def test_an_operator_brings_in_its_own_works_only(site, people):
    user = UserFactory(username="utility")
    owner = OrganisationFactory(name="兴光燃气")
    AppointmentFactory(user=user, role=Role.UTILITY, area=None, organisation=owner)
    water = ["", "供水", "供水（二次供水）", "自来水公司", *GAS[4:]]
    imported = judge(book(GAS, water), user)
    assert imported.counts == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 1}
    (error,) = imported.errors
    assert (error["row"], error["column"]) == (3, "实施单位")
