"""Bulletins go out by mail when they are published: to whom, once, what they say, and who may add whom."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from accounts.models import Area
from core.actors import SYSTEM
from core.errors import Refused
from core.models import Change, OutboxMessage
from reports import actions, signing
from reports.bulletin import draft
from reports.mailing import actions as mailing
from reports.models import Mailing, Reader, Report
from tests.factories import AreaFactory, ProgressReportFactory
from tests.factories_mailing import MailingFactory, ReaderFactory
from tests.test_report_life import begun_street

STREET, PERIOD = "330203006", "2025-10"
TITLE = "关于2025年10月白云街道城镇老旧小区改造进展情况的通报"
CHANNEL = {"email": "core.outbox.channels.Email"}
NEW = {"area": STREET, "kind": "monthly", "unit": "区财政局", "name": "周敏", "email": "Zhou.Min@example.com"}


@pytest.fixture
def street(people, settings):
    """海曙 白云街道: 10 万㎡ begun and reported; the portal sends mail."""
    settings.NOTICE_CHANNELS = CHANNEL
    project = begun_street()
    Area.objects.filter(pk=STREET).update(name="白云街道")
    return project


def signed(people, report=None):
    report = report or actions.issue("monthly", PERIOD, Area.objects.get(pk=STREET), by=SYSTEM)[0]
    report = signing.submit(report, by=people["street"])
    return signing.sign(signing.check(report, by=people["district"]), by=people["city"])


def published(people, report=None):
    return signing.publish(signed(people, report), by=people["city"])


def added(by, **values):
    values = NEW | values
    return mailing.add(by=by, **values | {"area": Area.objects.get(pk=values["area"])})


def test_published_a_report_goes_to_the_running_readers_of_its_area_and_kind(street, people, as_):
    area = Area.objects.get(pk=STREET)
    wanted = [ReaderFactory(area=area, email=f"a{number}@example.com") for number in range(2)]
    mailing.end(ReaderFactory(area=area), by=people["city"])
    ReaderFactory(area=area, kind="weekly")
    ReaderFactory(area=Area.objects.get(pk="330203"))
    report = signed(people)
    assert not OutboxMessage.objects.exists()
    assert "2 个收件人" in as_("city").get(report.get_absolute_url()).content.decode()
    report = signing.publish(report, by=people["city"])
    sent = list(OutboxMessage.objects.order_by("pk"))
    assert [(one.recipient, one.subject, one.kind, one.state) for one in sent] == [
        (reader.email, TITLE, "email", "waiting") for reader in wanted
    ]
    assert {(one.area_code, one.by_id, one.office) for one in sent} == {(STREET, people["city"].pk, "白云街道办事处")}
    assert set(Mailing.objects.values_list("report", "reader")) == {(report.pk, one.pk) for one in wanted}
    page = as_("city").get(report.get_absolute_url()).content.decode()
    assert "已用邮件发给" in page and "2 个收件人" in page
    link = as_("city").get("/notices/", {"q": TITLE})
    assert len(link.context["object_list"]) == 2


def test_the_mail_is_the_bulletin_itself_and_says_how_to_end_it(street, people):
    added(people["district"])
    report = published(people)
    text = OutboxMessage.objects.get().text
    assert text.startswith(TITLE)
    figures = "2025年计划改造 1 个小区、10 万平方米".replace(" ", "")
    assert figures in text.replace(" ", "") and "500万元" in text.replace(" ", "")
    assert all(paragraph in text for paragraph in draft(report))
    assert "白云街道办事处" in text and "打开“进展月报”" in text and "回复本邮件" in text
    assert "http" not in text and "更正" not in text.replace(TITLE, "")


def test_once_only_and_never_before_it_is_published(street, people):
    added(people["city"])
    report = published(people)
    with pytest.raises(Refused) as no:
        signing.publish(report, by=people["city"])
    assert no.value.code == "wrong_state" and OutboxMessage.objects.count() == 1


def test_refused_to_publish_nothing_is_mailed(street, people):
    added(people["city"])
    report = signed(people)
    Report.objects.filter(pk=report.pk).update(snapshot_sha256="0" * 64)
    with pytest.raises(Refused):
        signing.publish(report, by=people["city"])
    assert not OutboxMessage.objects.exists() and not Mailing.objects.exists()


def test_a_correction_says_so_first(street, people):
    added(people["city"])
    old = published(people)
    street.reports.update(state="superseded")
    mended = {"revision": 1, "state": "locked", "invested": Decimal("620.00"), "lifts": 3, "reason": "漏报"}
    ProgressReportFactory(project=street, period=PERIOD, **mended)
    new = published(people, signing.revise(old, by=people["street"], reason="九号楼电梯漏报"))
    assert new.revision == 1
    first, second = OutboxMessage.objects.order_by("pk")
    assert (first.subject, second.subject) == (TITLE, f"更正：{TITLE}")
    assert second.text.startswith("更正：这是第 1 次更正，以前公布的以这一份为准。更正原因：九号楼电梯漏报。")
    assert "620万元" in second.text.replace(" ", "") and "500万元" not in second.text.replace(" ", "")


def test_without_a_mail_server_nothing_is_sent_and_the_page_says_so(street, people, as_, settings):
    settings.NOTICE_CHANNELS = {}
    added(people["city"])
    report = signed(people)
    assert "还没有配置邮件" in as_("city").get(report.get_absolute_url()).content.decode()
    assert "还没有配置邮件" in as_("city").get("/report-readers/").content.decode()
    report = signing.publish(report, by=people["city"])
    assert report.state == "published" and not OutboxMessage.objects.exists()
    assert "公布时没有发邮件" in as_("city").get(report.get_absolute_url()).content.decode()


def test_the_address_is_masked_everywhere_and_forgotten_at_the_end(street, people, as_, api_):
    reader = added(people["district"])
    seen = [as_(who).get("/report-readers/").content.decode() for who in ("city", "district", "street")]
    assert all("Z***@example.com" in page and "周*" in page for page in seen)
    seen += [api_("city").get("/api/v1/report-readers/").content.decode()]
    seen += [as_("city").get(f"/report-readers/{reader.pk}/history/").content.decode()]
    log = Change.objects.filter(target_type="reports.Reader")
    seen += [str(list(log.values()))]
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, email FROM reports_reader")
        seen += [str(cursor.fetchall())]
    assert not [page for page in seen if "Zhou.Min" in page or "周敏" in page]
    assert as_("district").post(f"/report-readers/{reader.pk}/end/", {"note": "机构改革"}).status_code == 302
    reader.refresh_from_db()
    assert reader.ended_on and (reader.name, reader.email, reader.fingerprint) == ("", "", "")
    with pytest.raises(Refused) as no:
        mailing.end(reader, by=people["city"])
    assert no.value.code == "ended"
    assert added(people["city"]).pk != reader.pk, "who was ended may be added again"


def test_what_is_wrong_is_said_at_the_field(street, people, as_, api_):
    added(people["city"])
    page = as_("city").post("/report-readers/new/", NEW | {"email": "zhou.min@EXAMPLE.com"})
    assert page.status_code == 409 and page.context["form"].errors["email"] == [mailing.THERE]
    wrong = api_("city").post("/api/v1/report-readers/", NEW | {"email": "周敏"}, "application/json")
    assert (wrong.status_code, wrong.json()["fields"]) == (409, {"email": ["邮箱地址不对，请核对"]})
    with pytest.raises(Refused) as no:
        added(people["city"], email="周敏@")
    assert no.value.fields == {"email": ["邮箱地址不对，请核对"]}
    with pytest.raises(Refused) as no:
        added(people["city"], unit="找 13800001234", email="b@example.com")
    assert list(no.value.fields) == ["unit"]
    assert Reader.objects.count() == 1
    assert added(people["city"], kind="weekly") and added(people["city"], area="330203")


def test_only_city_and_district_and_only_their_own(street, people, as_, api_):
    for who in ("street", "auditor", "sysadmin"):
        with pytest.raises(PermissionDenied):
            added(people[who])
    with pytest.raises(PermissionDenied):
        added(people["district"], area="3302")
    assert (
        api_("district").post("/api/v1/report-readers/", NEW | {"area": "3302"}, "application/json").status_code == 400
    )
    other = ReaderFactory(area=AreaFactory(code="330212012"))
    assert as_("district").get(f"/report-readers/{other.pk}/end/").status_code == 404
    assert api_("district").post(f"/api/v1/report-readers/{other.pk}/end/").status_code == 404
    assert not Change.objects.filter(target_type="reports.Reader").exists()
    areas = as_("district").get("/report-readers/new/").context["form"].fields["area"].queryset
    assert {area.pk[:6] for area in areas} == {"330203"}


def test_the_list_costs_the_same_for_many(street, people, as_):
    desk, area, costs = as_("city"), Area.objects.get(pk=STREET), []
    for number in (5, 45):
        for reader in ReaderFactory.create_batch(number, area=area):
            MailingFactory(reader=reader, report__area=area, report__period=f"{reader.pk}")
        desk.get("/report-readers/")  # what is asked once is asked now
        with CaptureQueriesContext(connection) as caught:
            page = desk.get("/report-readers/", {"limit": 100})
        costs.append(len(caught))
    assert len(page.context["object_list"]) == 50 and costs[0] == costs[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_add_the_same_at_once_one_is_refused(street, people):
    def add(_):
        try:
            return added(people["city"]).pk
        except Refused as no:
            return no.fields
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(add, range(4)))
    assert Reader.objects.count() == 1
    assert sorted(str(type(one).__name__) for one in found) == ["dict", "dict", "dict", "int"], found
