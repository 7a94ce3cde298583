"""The directory of organisations: credit codes, what is seen by whom, a firm's people, in and out as a sheet."""

import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from stdnum.cn import uscc

from accounts import actions
from accounts.models import Appointment, Organisation
from core import jobs
from core.exchange import actions as imports
from core.models import Change
from projects.contracts.demo import credit_code
from tests.factories import AreaFactory, ProjectFactory, UserFactory
from tests.factories_works import ContractFactory, OrganisationFactory, PartyFactory

pytestmark = pytest.mark.django_db
JSON = "application/json"
ONE, TWO = credit_code(1, "91"), credit_code(2, "91")


def test_credit_codes_are_checked(people):
    """91110000600037341L is 百度在线's own, published with every one of its filings; one character off is none."""
    made = actions.new_organisation(by=people["street"], name="甲公司", kind="company", uscc=" 91110000600037341l ")
    assert made.uscc == "91110000600037341L"
    for wrong in ("91110000600037341K", "9111000060003734", "91110000600037341O"):
        with pytest.raises(ValidationError) as caught:
            actions.save_organisation(made, by=people["street"], uscc=wrong)
        assert caught.value.message_dict["uscc"][0].startswith("统一社会信用代码应为 18 位")
    with pytest.raises(ValidationError):
        actions.new_organisation(by=people["street"], name="乙公司", kind="company", uscc="91110000600037341L")
    assert Organisation.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation(name="丙", uscc="91110000600037341L").save()


def test_the_demos_codes_are_true_and_nobodys():
    codes = [credit_code(n, kind) for n in range(200) for kind in ("91", "11")]
    assert len(set(codes)) == 400 and all(uscc.is_valid(code) and code[2:8] == "330299" for code in codes)


def test_who_writes_in_the_directory(people):
    for who in ("auditor", "sysadmin"):
        with pytest.raises(PermissionDenied):
            actions.new_organisation(by=people[who], name="甲公司", kind="company")
    blank = actions.new_organisation(by=people["street"], name="甲公司", kind="company", uscc="")
    other = actions.new_organisation(by=people["street2"], name="乙公司", kind="company", uscc="")
    assert (blank.uscc, other.uscc) == (None, None)


def test_the_pages(people, as_):
    client = as_("street")
    new = {"name": "甬安建设", "uscc": ONE[:-1] + "I", "kind": "company"}
    assert "最后一位是校验码" in client.post("/organisations/new/", new).content.decode()
    made = client.post("/organisations/new/", new | {"uscc": ONE, "phone": "0574-1"})
    firm = Organisation.objects.get()
    assert made.url == f"/organisations/{firm.pk}/"
    changes = {"name": "甬安建设集团", "uscc": ONE, "kind": "company", "version": firm.version}
    assert client.post(f"/organisations/{firm.pk}/edit/", changes).status_code == 302
    stale = client.post(f"/organisations/{firm.pk}/edit/", changes | {"name": "别的"})
    assert stale.status_code == 409
    history = client.get(f"/organisations/{firm.pk}/history/").content.decode()
    assert "甬安建设集团" in history and "0574-1" in history
    found = client.get("/organisations/", {"q": ONE[:6]}).context["object_list"]
    assert [o.name for o in found] == ["甬安建设集团"]


def test_a_firm_shows_the_projects_that_one_sees(people, as_):
    firm = OrganisationFactory(name="甬安建设", uscc=ONE)
    here, there = ProjectFactory(name="白云项目"), ProjectFactory(name="东柳项目", area=AreaFactory(code="330212012"))
    for project in (here, there):
        PartyFactory(project=project, organisation=firm)
        ContractFactory(project=project, organisation=firm, number=f"HT-{project.name}")
    for who, seen in (("city", {"白云项目", "东柳项目"}), ("street", {"白云项目"}), ("street2", {"东柳项目"})):
        page = as_(who).get(f"/organisations/{firm.pk}/")
        assert {p.project.name for p in page.context["parties"]} == seen
        assert {c.project.name for c in page.context["contracts"]} == seen
        (row,) = as_(who).get("/organisations/?role=contractor").context["object_list"]
        assert row.projects_count == len(seen)
    assert not as_("city").get("/organisations/?role=supervisor").context["object_list"]


def test_the_security_administrator_appoints_in_an_organisation(people, as_):
    firm, person = OrganisationFactory(name="甬安建设"), UserFactory(username="shi", display_name="施宏")
    client, url = as_("secadmin"), f"/accounts/{person.pk}/appoint/"
    assert "甬安建设" in client.get(url).content.decode()
    wrong = client.post(url, {"role": "contractor", "area": "330203", "note": "单位来函"})
    assert "专项工程、施工、监理单位的角色授在单位上" in wrong.content.decode()
    done = client.post(url, {"role": "contractor", "organisation": firm.pk, "note": "单位来函"}, follow=True)
    assert "已授权" in done.content.decode() and "甬安建设" in done.content.decode()
    assert Appointment.objects.get(user=person).organisation == firm
    assert Change.objects.filter(act="appointment.manage").get().note == "单位来函"
    assert "施工单位 甬安建设" in client.get("/accounts/").content.decode()


def test_the_api(people, api_):
    client = api_("street")
    made = client.post("/api/v1/organisations/", {"name": "甬安建设", "uscc": ONE, "kind": "company"}, JSON)
    assert (made.status_code, made.json()["uscc"]) == (201, ONE)
    again = client.post("/api/v1/organisations/", {"name": "别的", "uscc": ONE, "kind": "company"}, JSON)
    assert again.status_code == 400 and "uscc" in again.json()["fields"]
    url = f"/api/v1/organisations/{made.json()['id']}/"
    assert client.patch(url, {"phone": "1"}, JSON).json()["uscc"] == ONE
    assert client.patch(url, {"phone": "2"}, JSON, headers={"If-Match": '"0"'}).status_code == 409


def test_the_sheet(people, as_, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    OrganisationFactory(name="甬安建设", uscc=ONE)
    OrganisationFactory(name="明州建工", uscc=TWO)
    content = b"".join(as_("street").get("/organisations/export/").streaming_content)

    def judged(data):
        imported = imports.upload("organisations", SimpleUploadedFile("o.xlsx", data), by=people["street"])
        jobs.run(imported.job_id)
        imported.refresh_from_db()
        return imported

    assert judged(content).counts == {"new": 0, "changed": 0, "unchanged": 2, "rejected": 0}
    book = openpyxl.Workbook()
    for line in (
        ["单位名称", "统一社会信用代码", "类别"],
        ["甬安建设集团", ONE.lower(), "企业"],  # renamed
        ["海晏工程", credit_code(3, "91"), "企业"],
        ["三江市政", ONE[:-1] + "A", "企业"],
        ["明州建工", ONE, "企业"],  # the code of another
    ):
        book.active.append(line)
    data = io.BytesIO()
    book.save(data)
    found = judged(data.getvalue())
    assert found.counts == {"new": 1, "changed": 1, "unchanged": 0, "rejected": 2}
    assert any("不对，请核对" in e["message"] for e in found.errors)
    imports.commit(found, by=people["street"], skip_rejected=True)
    found.refresh_from_db()
    jobs.run(found.job_id)
    assert set(Organisation.objects.values_list("name", flat=True)) == {"甬安建设集团", "明州建工", "海晏工程"}
    listed = as_("street").get(f"/organisations/?imported={found.pk}").context["object_list"]
    assert len(listed) == 2
