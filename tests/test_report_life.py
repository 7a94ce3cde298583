"""A report from draft to publication, sent back, corrected; who may, what is refused, what never changes."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from accounts.models import Area
from core import records
from core.actors import SYSTEM
from core.errors import Refused
from core.models import Change
from core.waiting import todos
from reports import actions, checks, signing
from reports.freezing import fingerprint
from reports.models import FrozenFigures, Reminder, Report
from reports.reference import report_numbers
from reports.reminders import remind
from tests.factories import AreaFactory, BaselineMemberFactory, CommunityFactory, ProgressReportFactory, ProjectFactory

PERIOD = "2025-10"
DUE = date(2025, 11, 5)


@pytest.fixture
def street(people):
    return begun_street()


def begun_street():
    """海曙 白云街道: 10 万㎡ begun, reported, nothing to find."""
    area = AreaFactory(code="330203006")
    community = CommunityFactory(area=area, floor_area=Decimal("100000"))
    BaselineMemberFactory(community=community)
    days = {"planned_start": date(2025, 3, 1), "planned_finish": date(2026, 2, 1)}
    project = ProjectFactory(
        area=area, community=community, plan_year=2025, first_works_date=date(2025, 4, 1), status="in_progress", **days
    )
    ProgressReportFactory(project=project, period=PERIOD, state="locked", invested=Decimal("500.00"), lifts=2)
    return project


def made(code="330203006", period=PERIOD, kind="monthly"):
    return actions.issue(kind, period, Area.objects.get(pk=code), by=SYSTEM)[0]


def refused(code, call, *args, **kwargs):
    with pytest.raises(Refused) as no:
        call(*args, **kwargs)
    assert no.value.code == code
    return no.value


def published(people):
    report = made()
    report = signing.submit(report, by=people["street"])
    report = signing.check(report, by=people["district"])
    report = signing.sign(report, by=people["city"])
    return signing.publish(report, by=people["city"])


def test_from_draft_to_publication_each_signs(street, people):
    report = published(people)
    names = [getattr(report, f"{name}_by") for name in ("submitted", "checked", "signed", "published")]
    assert report.state == "published" and report.is_locked and names == ["street", "district", "city", "city"]
    acts = list(Change.objects.filter(target_type="reports.Report").order_by("pk").values_list("act", flat=True))
    assert acts == [f"report.{name}" for name in ("issue", "submit", "check", "sign", "publish")]
    assert not [words for words in records.verify() if "进展报告" in words]
    for act in (signing.submit, signing.check, signing.sign, signing.publish):
        refused("wrong_state", act, report, by=SYSTEM)
    refused("wrong_state", signing.send_back, report, by=people["city"], reason="不对")


def test_who_may_not(street, people):
    report = made()
    for name in ("street2", "auditor", "sysadmin"):
        with pytest.raises(PermissionDenied):
            signing.submit(report, by=people[name])
    report = signing.submit(report, by=people["street"])
    with pytest.raises(PermissionDenied):
        signing.check(report, by=people["street"])
    report = signing.check(report, by=people["district"])
    for act in (signing.sign, signing.publish):
        with pytest.raises(PermissionDenied):
            act(report, by=people["district"])


def test_nobody_checks_their_own_level_but_the_city(street, people):
    made()
    district = made("330203")
    signing.explain(district, by=people["district"], finding="missing.below", words="街道三号补报")
    district = signing.submit(district, by=people["district"])
    refused("own_report", signing.check, district, by=people["district"])
    assert signing.check(district, by=people["city"]).state == "checked"
    city = made("3302")
    for one in checks.unexplained(city):
        city = signing.explain(city, by=people["city"], finding=one.code, words="区县补报")
    city = signing.submit(city, by=people["city"])
    assert signing.check(city, by=people["city"]).state == "checked"


def test_what_is_found_is_explained_or_mended(street, people):
    type(street).objects.filter(pk=street.pk).update(budget=Decimal("300.00"))
    report = made()
    codes = {one.code for one in checks.findings(report)}
    assert codes == {"contradiction.invested"}
    said = refused("unexplained", signing.submit, report, by=people["street"])
    assert f"还有 {len(codes)} 处" in said.message
    refused("no_finding", signing.explain, report, by=people["street"], finding="jump.start", words="有原因")
    refused("no_words", signing.explain, report, by=people["street"], finding=sorted(codes)[0], words="  ")
    assert Report.objects.get(pk=report.pk).state == "draft"
    for code in codes:
        report = signing.explain(report, by=people["street"], finding=code, words="年中追加了投资")
    assert signing.submit(report, by=people["street"]).state == "submitted"


def test_figures_are_taken_again_before_the_report_goes_up(street, people):
    report = made()
    refused("nothing_new", signing.refresh, report, by=people["street"])
    type(street).objects.filter(pk=street.pk).update(budget=Decimal("5000.00"))
    again = signing.refresh(report, by=people["street"])
    assert again.figures["plan"]["investment"] == "5000.00" and again.revision == 0
    assert again.frozen.revision == 1 and list(again.frozen.figures) == ["330203006"]
    assert again.snapshot_sha256 == fingerprint(again.figures) != report.snapshot_sha256
    assert FrozenFigures.objects.get(revision=0).figures["330203006"] == report.figures


def test_sent_back_with_a_reason_and_submitted_again(street, people):
    report = signing.submit(made(), by=people["street"])
    refused("needs_reason", signing.send_back, report, by=people["district"], reason=" ")
    report = signing.send_back(report, by=people["district"], reason="漏了一个小区")
    assert (report.state, report.returned_reason, report.submitted_by) == ("returned", "漏了一个小区", "")
    report = signing.submit(report, by=people["street"])
    assert (report.state, report.returned_reason) == ("submitted", "")


def test_a_correction_is_a_revision_beside_the_published_one(street, people, as_, api_):
    old = published(people)
    refused("nothing_changed", signing.revise, old, by=people["street"], reason="看错了")
    street.reports.update(state="superseded")
    mended = {"revision": 1, "state": "locked", "invested": Decimal("620.00"), "lifts": 3, "reason": "漏报"}
    ProgressReportFactory(project=street, period=PERIOD, **mended)
    new = signing.revise(old, by=people["street"], reason="九号楼电梯漏报")
    assert (new.revision, new.state, new.reason) == (1, "draft", "九号楼电梯漏报")
    kept = Report.objects.get(pk=old.pk)
    assert (kept.state, kept.figures, kept.snapshot_sha256) == ("published", old.figures, old.snapshot_sha256)
    refused("revised", signing.revise, old, by=people["street"], reason="再来")
    page = as_("street").get(new.get_absolute_url()).content.decode()
    assert "更正前后" in page and "500.00" in page and "620.00" in page and "九号楼电梯漏报" in page
    assert "已有更正" in as_("street").get(old.get_absolute_url()).content.decode()
    rows = api_("street").get(f"/api/v1/reports/?kind=monthly&period={PERIOD}").json()["results"]
    assert [(row["id"], row["revision"], row["state"]) for row in rows] == [(new.pk, 1, "draft")]
    told = api_("street").get(f"/api/v1/reports/{new.pk}/changes/").json()
    assert {"name": "加装电梯", "unit": "部", "old": 2, "new": 3} in told["results"]


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_to_change_what_was_published(street, people, request):
    if request.config.getoption("nomigrations", False):
        pytest.skip("without migrations there are no triggers")
    report = published(people)
    for rows in (Report.objects.filter(pk=report.pk), FrozenFigures.objects.filter(pk=report.frozen_id)):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(period="2025-11")


def test_checks_see_sums_that_fall_and_jumps(street, people):
    report_numbers()
    before = made(period="2025-09")
    figures = before.figures | {"started": 5, "invested": "900.00"}
    figures["rates"] = before.figures["rates"] | {"start": {"numerator": 1, "denominator": 10, "percent": "10.0"}}
    Report.objects.filter(pk=before.pk).update(figures=figures)
    found = {one.code: one.words for one in checks.findings(made())}
    assert found["contradiction.fallen.started"] == "已开工小区（个）比上期少：上期 5，本期 1"
    assert found["contradiction.fallen.invested"] == "累计完成投资（万元）比上期少：上期 900.00，本期 500.00"
    assert found["jump.start"] == "启动率从 10.0% 到 100.0%，变动超过 15 个百分点"


def test_a_district_sees_which_streets_are_missing_or_differ(street, people):
    own, district = made(), made("330203")
    found = {one.code: one.words for one in checks.findings(district)}
    assert found["missing.below"].startswith("1 个下级还没有上报：") and "contradiction.below" not in found
    Report.objects.filter(pk=own.pk).update(state="submitted", figures=own.figures | {"started": 0})
    found = {one.code for one in checks.findings(district)}
    assert "missing.below" not in found and "contradiction.below" in found


def test_todo_and_reminders_once_per_deadline(street, people, settings):
    report_numbers()
    Report.objects.filter(pk=made().pk).update(due_on=DUE)
    Report.objects.filter(pk=made("330203").pk).update(due_on=date(2025, 11, 7))
    titles = {name: [source.title for source in todos(people[name])] for name in ("street", "district", "street2")}
    assert "报告待上报" in titles["street"] and "报告待上报" in titles["district"]
    assert "报告待上报" not in titles["street2"]
    assert remind(date(2025, 11, 3)) == {"reminded": 0, "mails": 0}
    assert remind(date(2025, 11, 4))["reminded"] == 1  # the working day before
    assert remind(date(2025, 11, 4))["reminded"] == 0
    assert remind(date(2025, 11, 10))["reminded"] == 2  # the first is late; so is the second, on the working day after
    assert remind(date(2025, 11, 20))["reminded"] == 0
    assert set(Reminder.objects.values_list("area_id", "when")) == {
        ("330203006", "before"), ("330203006", "after"), ("330203", "after"),
    }  # fmt: skip


def test_the_pages_of_a_report(street, people, as_):
    report = made()
    page = as_("street").get(report.get_absolute_url()).content.decode()
    assert "上报报告" in page and "重新取数" in page and "签发报告" not in page and "数据来源" in page
    assert as_("street").post(f"/reports/{report.pk}/submit/", {"note": ""}).status_code == 302
    assert "核对报告" not in as_("street").get(report.get_absolute_url()).content.decode()
    assert "核对报告" in as_("district").get(report.get_absolute_url()).content.decode()
    assert as_("district").post(f"/reports/{report.pk}/return/", {"reason": "漏报"}).status_code == 302
    assert "退回原因：漏报" in as_("street").get(report.get_absolute_url()).content.decode()
    assert as_("street").get(f"/reports/{report.pk}/history/").status_code == 200
    assert as_("city").get("/reports/runs/").status_code == 200


def test_weeks_quarters_and_years_have_reports_too(street, people, as_):
    for kind, period, label in (
        ("weekly", "2025-W40", "2025年第40周"),
        ("quarterly", "2025-Q3", "2025年第3季度"),
        ("yearly", "2025", "2025年"),
    ):
        report = made(kind=kind, period=period)
        assert report.figures["started"] == 1
        assert label in as_("street").get(report.get_absolute_url()).content.decode()
        assert as_("street").get(f"{report.get_absolute_url()}?as=xlsx").status_code == 200
