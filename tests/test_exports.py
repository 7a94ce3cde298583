"""A long list is written by the worker; the file is the person's alone and holds what the list showed."""

import io

import openpyxl
import pytest

from core import jobs
from core.exchange import exports
from core.models import Job
from tests.factories import AreaFactory, CommunityFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def many(people, settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exports, "AT_ONCE", 3)
    for name in ("甲村", "乙村", "丙村", "丁村"):
        CommunityFactory(name=name, status="pool")
    CommunityFactory(name="开工的", status="started")
    CommunityFactory(name="那边的", area=AreaFactory(code="330212012"), status="pool")


def test_much_is_written_by_the_worker_and_few_rows_at_once(many, as_):
    street = as_("street")
    page = street.get("/communities/export/?status=pool")
    job = Job.objects.get()
    assert page.status_code == 302 and page.url == f"/jobs/{job.pk}/" and job.title == "导出小区台账"
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result["rows"], job.done) == ("done", 4, 4)
    assert "下载文件" in street.get(page.url).content.decode()
    file = street.get(f"/jobs/{job.pk}/file/")
    rows = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content))).active.iter_rows(values_only=True)
    assert {row[1] for row in list(rows)[1:]} == {"甲村", "乙村", "丙村", "丁村"}
    assert as_("city").get(f"/jobs/{job.pk}/file/").status_code == 404
    assert street.get("/communities/export/?status=started").status_code == 200
    assert Job.objects.count() == 1


def test_csv_too(many, as_):
    as_("city").get("/communities/export/?as=csv")
    job = Job.objects.get()
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result["filename"].endswith(".csv") and job.result["rows"] == 6
    assert job.result_file.read().startswith("\ufeff小区编号".encode())
