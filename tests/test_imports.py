"""Sheets in: every fault at its row in the user's words, nothing half written, the mended file in one go."""

import io
import threading

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection

from communities.models import Community
from core import jobs
from core.errors import Refused
from core.exchange import actions
from core.models import Change, Import
from core.reference import load_all
from tests import messy
from tests.factories import AreaFactory, CommunityFactory

pytestmark = pytest.mark.django_db(transaction=True)
API = "/api/v1/imports/"


@pytest.fixture(autouse=True)
def quiet(monkeypatch, settings, tmp_path):
    """No worker runs here: jobs are run in place."""
    monkeypatch.setattr("core.bell.current_app.send_task", lambda *args, **kwargs: None)
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def ningbo(db):
    load_all()


@pytest.fixture
def city(ningbo, people):
    return people["city"]


def upload(path, by):
    """Upload and let the worker read; returns the import as it then stands."""
    imported = actions.upload("communities", SimpleUploadedFile(path.name, path.read_bytes()), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported


def commit(imported, by, **kwargs):
    actions.commit(imported, by=by, **kwargs)
    imported.refresh_from_db()
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    return imported


def test_forty_faults_are_each_told_at_their_row(city, tmp_path):
    rows, errors, notices = messy.forty()
    assert len(errors) + len(notices) == messy.PLANTED
    above = ("海曙区老旧小区台账（2026年）", "填报单位：住建局　单位：平方米、户")
    path = messy.workbook(tmp_path / "faulty.xlsx", rows, above=above, hidden=True, empty=60_000)
    imported = upload(path, city)
    told = {e["row"]: (e["column"], e["message"]) for e in imported.errors}
    assert set(told) == set(errors)
    for number, (column, words) in errors.items():
        assert told[number][0] == column
        assert words in told[number][1], (number, told[number])
    said = {}
    for n in imported.notices:
        said.setdefault(n["row"], []).append(n["message"])
    for number, words in notices.items():
        assert any(words in message for message in said[number]), (number, said.get(number))
    assert "隐藏的工作表“旧版”没有读取" in said[None]
    assert imported.counts == {"new": len(rows) - len(errors), "changed": 0, "unchanged": 0, "rejected": len(errors)}
    with pytest.raises(Refused) as refused:
        actions.commit(imported, by=city)
    assert refused.value.code == "has_errors"
    assert not Community.objects.exists()


def test_the_rejected_rows_come_back_are_mended_and_go_in_whole(city, tmp_path):
    rows, errors, _ = messy.forty()
    imported = upload(messy.workbook(tmp_path / "faulty.xlsx", rows, above=("台账", "说明")), city)
    commit(imported, city, skip_rejected=True)
    assert Community.objects.count() == len(rows) - len(errors)

    def put_right(heads, cells):
        line = dict(zip(heads, cells, strict=False))
        assert line["错误原因"]
        line |= {"小区编号": None, "区（县、市）": "海曙区", "街道（镇、乡）": "白云街道", "建成年份": 1991}
        line |= {"建筑面积（㎡）": 41300, "小区名称": f"{line['小区名称']}改"}
        return [line[head] for head in heads]

    path = messy.mend(imported.rejected_file.path, tmp_path / "mended.xlsx", put_right)
    mended = upload(path, city)
    assert (mended.counts["new"], mended.counts["rejected"], mended.errors) == (len(errors), 0, [])
    commit(mended, city)
    assert mended.state == "done"
    assert Community.objects.count() == len(rows)
    assert Change.objects.filter(batch=f"import:{mended.pk}").count() == len(errors)


def test_a_gbk_csv_and_other_words_for_headers(city, tmp_path):
    headers = ["编号", "小区", "区县", "所属街道", "建成年代", "建筑面积（万㎡）", "总户数"]
    rows = [
        ["", "甲", "海曙区", "白云", "1992年", "4.13", "430户"],
        ["", "乙", "", "330204005", "1990", "0.5", "1,024"],
    ]
    imported = upload(messy.sheet_csv(tmp_path / "a.csv", rows, headers=headers), city)
    assert (imported.counts["new"], imported.errors) == (2, [])
    commit(imported, city)
    found = Community.objects.order_by("name").values_list("name", "area_id", "built_year", "floor_area", "households")
    assert sorted(found) == sorted([("甲", "330203006", 1992, 41300, 430), ("乙", "330212012", 1990, 5000, 1024)])


def test_a_misspelt_and_a_missing_header_are_named(city, tmp_path):
    headers = ["小区编号", "小区名称", "区（县、市）", "街到（镇、乡）", "建成年份", "建筑面积（㎡）", "随便写的"]
    imported = upload(messy.workbook(tmp_path / "a.xlsx", [messy.good(1)], headers), city)
    assert imported.state == "failed"
    assert [e["message"] for e in imported.errors if e["row"] == 1] == [
        "没有认出“街到（镇、乡）”这一列，最接近“街道（镇、乡）”。请改表头，或在页面上指定"
    ]
    assert any("没有认出“随便写的”这一列" in n["message"] for n in imported.notices)
    imported = actions.read_again(imported, by=city, mapping={"街到（镇、乡）": "area_name"})
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    assert (imported.state, imported.counts["new"]) == ("ready", 1)


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("照片.xlsx", b"\xff\xd8\xff\xe0" + b"\x00" * 200, "打不开这个文件"),
        ("空.xlsx", b"", "文件是空的"),
        ("坏.xlsx", b"PK\x03\x04" + b"broken" * 50, "打不开这个文件"),
        ("无表头.csv", "甲,乙\n1,2\n".encode(), "没有找到表头"),
    ],
)
def test_a_file_that_is_no_sheet_is_refused_in_plain_words(name, content, words, city):
    imported = actions.upload("communities", SimpleUploadedFile(name, content), by=city)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    assert imported.state == "failed"
    assert words in imported.error


def test_an_export_imported_again_changes_nothing(city, as_, tmp_path):
    rows = [messy.good(n) for n in range(30)]
    commit(upload(messy.workbook(tmp_path / "a.xlsx", rows), city), city)
    odd = Community.objects.order_by("pk").first()
    body = {
        "name": "=cmd|' /C calc'!A0",
        "area": odd.area_id,
        "built_year": 1990,
        "floor_area": "12345.67",
        "version": 1,
    }
    numbers = {
        "buildings": 3,
        "stair_units": 9,
        "households": 0,
        "previous_rounds": 0,
        "former_names": "老名一、老名二",
    }
    neighborhood = AreaFactory._meta.model.objects.filter(parent_id=odd.area_id).first()
    place = {"longitude": "121.5", "latitude": "29.87", "neighborhood": neighborhood.pk if neighborhood else ""}
    assert as_("city").post(f"/communities/{odd.pk}/edit/", body | numbers | place).status_code == 302
    before = Change.objects.count()
    for kind in ("", "?as=csv"):
        content = b"".join(as_("city").get(f"/communities/export/{kind}").streaming_content)
        path = tmp_path / ("b.csv" if kind else "b.xlsx")
        path.write_bytes(content)
        again = upload(path, city)
        assert (again.errors, again.counts) == ([], {"new": 0, "changed": 0, "unchanged": 30, "rejected": 0})
        with pytest.raises(Refused) as refused:
            actions.commit(again, by=city)
        assert refused.value.code == "nothing_to_do"
    assert Change.objects.count() == before


def test_a_formula_leaves_as_text(city, as_):
    CommunityFactory(name="=1+1")
    content = b"".join(as_("city").get("/communities/export/").streaming_content)
    cell = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]["B2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")
    csv = b"".join(as_("city").get("/communities/export/?as=csv").streaming_content).decode("utf-8-sig")
    assert "'=1+1" in csv


def test_exports_hold_own_rows_only(ningbo, as_):
    CommunityFactory(name="双桥新村")
    CommunityFactory(name="东柳坊", area=AreaFactory(code="330212012"))
    for who, own, foreign in (("street", "双桥新村", "东柳坊"), ("street2", "东柳坊", "双桥新村")):
        text = b"".join(as_(who).get("/communities/export/?as=csv").streaming_content).decode("utf-8-sig")
        assert own in text
        assert foreign not in text


def test_a_street_imports_its_own_rows_only(ningbo, people, tmp_path):
    rows = [messy.good(1), messy.good(2, "东柳街道", "鄞州区")]
    imported = upload(messy.workbook(tmp_path / "a.xlsx", rows), people["street"])
    assert imported.counts == {"new": 1, "changed": 0, "unchanged": 0, "rejected": 1}
    assert [(e["row"], e["message"]) for e in imported.errors] == [(3, "东柳街道不在您的管辖范围（海曙区白云街道）")]


def test_changed_cells_are_shown_old_and_new_and_the_rest_stays(city, tmp_path):
    CommunityFactory(code="3302030060001", name="双桥新村", households=430, address="双桥路")
    row = ["3302030060001", "双桥新村", "海曙区", "白云街道", 1992, 41000, 512]
    imported = upload(messy.workbook(tmp_path / "a.xlsx", [row]), city)
    assert imported.counts["changed"] == 1
    assert imported.preview[0]["old"] == {"households": 430}
    commit(imported, city)
    c = Community.objects.get()
    assert (c.households, c.address, c.version) == (512, "双桥路", 1)


def test_how_it_is_renewed_is_not_changed_in_a_sheet(city, tmp_path):
    for number, strategy in ((1, "comprehensive"), (2, ""), (3, "comprehensive")):
        CommunityFactory(code=f"330203006000{number}", name=f"双桥{number}村", strategy=strategy)
    headers = ["小区编号", "小区名称", "街道（镇、乡）", "改造方式"]
    says = [(1, "自主更新"), (2, "自主更新"), (3, "综合整治")]
    rows = [[f"330203006000{n}", f"双桥{n}村", "白云街道", words] for n, words in says]
    imported = upload(messy.workbook(tmp_path / "a.xlsx", rows, headers), city)
    assert imported.counts["rejected"] == 2
    assert [e["message"].split("（现在是")[1] for e in imported.errors] == ["综合整治）", "未定）"]


def test_the_contract_over_http(city, api_, tmp_path):
    path = messy.workbook(tmp_path / "a.xlsx", [messy.good(1), messy.good(2), messy.good(3)])
    client = api_("city")
    with path.open("rb") as file:
        answer = client.post(API, {"kind": "communities", "file": file})
    number = answer.json()["id"]
    assert (answer.status_code, answer.json()["state"]) == (202, "reading")
    jobs.run(Import.objects.get(pk=number).job_id)
    read = client.get(f"{API}{number}/").json()
    assert (read["state"], read["errors"]) == ("ready", [])
    assert read["counts"] == {"new": 3, "changed": 0, "unchanged": 0, "rejected": 0}
    assert read["done"] == read["total"] > 0
    assert client.post(f"{API}{number}/commit/").status_code == 202
    assert client.post(f"{API}{number}/commit/").json()["code"] == "not_ready"
    jobs.run(Import.objects.get(pk=number).job_id)
    assert client.get(f"{API}{number}/").json()["state"] == "done"
    assert client.get("/api/v1/communities/").json()["count"] == 3
    assert client.get(f"/api/v1/communities/?imported={number}").json()["count"] == 3
    assert api_("street2").get(f"{API}{number}/").status_code == 404


def test_what_was_shown_is_what_is_written(city, people, as_, tmp_path):
    community = CommunityFactory(code="3302030060001", name="双桥新村", households=430)
    row = ["3302030060001", "双桥新村", "海曙区", "白云街道", 1992, 41000, 512]
    imported = upload(messy.workbook(tmp_path / "a.xlsx", [row]), city)
    Community.objects.filter(pk=community.pk).update(households=999)
    commit(imported, city)
    assert imported.state == "reading"
    assert Community.objects.get().households == 999
    assert "没有导入" in imported.__class__.objects.get(pk=imported.pk).job.__class__.objects.order_by("pk")[1].error
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    assert (imported.state, imported.preview[0]["old"]) == ("ready", {"households": 999})


def test_a_commit_that_is_run_again_after_a_crash_writes_once(city, tmp_path, monkeypatch):
    imported = upload(messy.workbook(tmp_path / "a.xlsx", [messy.good(n) for n in range(5)]), city)
    actions.commit(imported, by=city)
    imported.refresh_from_db()

    def die(*args, **kwargs):
        raise connection.Database.OperationalError("the server went away")

    with monkeypatch.context() as broken:
        broken.setattr(actions, "write_all", die)
        with pytest.raises(connection.Database.OperationalError):
            jobs.run(imported.job_id)
    assert not Community.objects.exists()
    jobs.run(imported.job_id)
    jobs.run(imported.job_id)
    assert (Community.objects.count(), Import.objects.get().state) == (5, "done")


def test_of_two_commits_at_once_one_goes(city, tmp_path):
    imported = upload(messy.workbook(tmp_path / "a.xlsx", [messy.good(n) for n in range(5)]), city)
    gate, outcomes = threading.Barrier(2), []

    def press():
        gate.wait()
        try:
            actions.commit(imported, by=city)
            outcomes.append("taken")
        except Refused as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    [t.start() for t in threads]
    [t.join() for t in threads]
    assert sorted(outcomes) == ["not_ready", "taken"]


def test_the_ledger_knows_every_imported_row(city, tmp_path, settings):
    settings.LEDGER_WITNESS = tmp_path / "seals.log"
    commit(upload(messy.workbook(tmp_path / "a.xlsx", [messy.good(n) for n in range(20)]), city), city)
    from core import records  # noqa: PLC0415

    assert [s for s in records.verify() if s.startswith("小区")] == []


@pytest.fixture(autouse=True, scope="module")
def clean_afterwards(django_db_setup, django_db_blocker):
    """Reference data of transactional tests stay in the database: other files start empty."""
    yield
    with django_db_blocker.unblock():
        call_command("flush", "--no-input", verbosity=0)
