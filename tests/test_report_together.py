"""一起办理: many reports checked, signed and published in one go; those with explanations are read one by one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import jobs
from core.models import Job
from reports import signing, together
from reports.models import Report
from reports.reference import report_numbers
from tests.factories import AreaFactory, BaselineMemberFactory, CommunityFactory
from tests.test_report_life import made, refused, street

__all__ = ["street"]
pytestmark = pytest.mark.django_db(transaction=True)
STREETS = ("330203006", "330203007", "330203008")
MORE = ("330203009", "330203001", "330203002")


@pytest.fixture
def submitted(street, people):
    """Three streets of 海曙, one of 鄞州, all submitted; 330203008 explains a finding."""
    report_numbers()
    reports = {}
    for code in (*STREETS, *MORE, "330212012"):
        BaselineMemberFactory(community=CommunityFactory(area=AreaFactory(code=code)))
    for code in (*STREETS, "330212012"):
        report = made(code)
        report.explanations = {"jump.start": "集中开工"} if code == "330203008" else {}
        report.save()
        reports[code] = Report.objects.get(pk=report.pk)
        Report.objects.filter(pk=report.pk).update(state="submitted", due_on="2099-01-01")
    return reports


def states():
    return dict(Report.objects.order_by("area_id").values_list("area_id", "state"))


def ordered(client, act):
    answer = client.post("/reports/together/", {"act": act, "kind": "monthly", "period": "2025-10"})
    job = Job.objects.order_by("pk").last()
    assert answer.status_code == 302 and answer.url == f"/jobs/{job.pk}/"
    jobs.run(job.pk)
    job.refresh_from_db()
    return job


def test_a_district_checks_and_the_city_signs_and_publishes(submitted, people, as_, api_):
    page = as_("district").get("/reports/together/").content.decode()
    assert "核对这 2 份" in page and "1 份有异常说明" in page and "签发" not in page
    job = ordered(as_("district"), "check")
    assert job.state == "done" and job.message == "办好 2 份" and job.result["left"] == []
    assert states() == {
        "330203006": "checked", "330203007": "checked", "330203008": "submitted", "330212012": "submitted",
    }  # fmt: skip
    assert Report.objects.get(area="330203006").checked_by == "district"
    signing.check(submitted["330203008"], by=people["district"])
    answer = api_("city").post(
        "/api/v1/reports/together/", {"act": "sign", "period": "2025-10"}, content_type="application/json"
    )
    assert answer.status_code == 202, answer.content
    jobs.run(answer.json()["id"])
    assert sorted(states().values()) == ["signed", "signed", "signed", "submitted"]
    assert ordered(as_("city"), "publish").message == "办好 3 份"
    again = {"act": "publish", "kind": "monthly", "period": "2025-10"}
    no = as_("city").post("/reports/together/", again, follow=True, headers={"Referer": "http://testserver/reports/"})
    assert "没有可以一起办理的报告" in no.content.decode()


def test_a_run_that_broke_off_goes_on_and_says_what_was_not_done(submitted, people):
    job = together.order("check", "monthly", "2025-10", by=people["district"])
    signing.check(submitted["330203006"], by=people["district"])  # done before the worker was killed
    Report.objects.filter(area="330203007").update(explanations={"jump.start": "集中开工"})  # sent back and up again
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.result) == ("done", {"done": 1, "left": ["街道330203007：有异常说明，要看过再核对"]})
    assert job.message.startswith("办好 1 份，1 份没有办。") and states()["330203007"] == "submitted"


def test_what_was_sent_back_meanwhile_is_told(submitted, people):
    job = together.order("check", "monthly", "2025-10", by=people["district"])
    signing.send_back(submitted["330203007"], by=people["district"], reason="漏了一个小区")
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result["done"] == 1 and [words.split("：")[0] for words in job.result["left"]] == ["街道330203007"]
    assert states()["330203007"] == "returned"


def test_who_may_not(submitted, people, as_):
    asked = {"act": "check", "kind": "monthly", "period": "2025-10"}
    assert as_("street").post("/reports/together/", asked).status_code == 403
    assert as_("district").post("/reports/together/", asked | {"act": "sign"}).status_code == 403
    assert as_("city").post("/reports/together/", asked | {"act": "submit"}).url == "/"
    refused("nothing_waits", together.order, "check", "monthly", "2025-11", by=people["district"])
    assert not Job.objects.filter(kind=together.TOGETHER).exists()


def test_the_page_costs_the_same_for_more_reports(submitted, as_):
    def cost():
        with CaptureQueriesContext(connection) as found:
            assert as_("city").get("/reports/together/").status_code == 200
        return len(found)

    cost()
    few = cost()
    for code in MORE:
        made(code)
    Report.objects.update(state="checked", due_on="2099-01-01")
    assert cost() == few
