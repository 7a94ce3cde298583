"""居民监督员: appointed with a declaration, acts within the term, reports with a photo; what comes of it is public."""

import uuid
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.policy import Role
from core import records, waiting
from core.errors import Refused
from core.models import Attachment, Change
from resident_participation.models import ResidentSupervisor, SupervisionReport
from resident_participation.supervision import actions, figures, prints
from resident_participation.supervision.household_views import Watching
from tests import cards, shared
from tests.factories import AppointmentFactory, ProjectFactory
from tests.factories_shared import ResidentSupervisorFactory, SupervisionReportFactory
from tests.factories_works import DefectKindFactory, OrganisationFactory, PartyFactory
from tests.shared import WHERE, scene
from tests.uploads import upload

TODAY = timezone.localdate()


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    return people["street"]


@pytest.fixture
def project(by):
    return shared.built(shared.home(12))


@pytest.fixture
def supervisor(project, by):
    return shared.appointed(project, by)


@pytest.fixture
def builder(project):
    firm = OrganisationFactory(name="甬江建工")
    PartyFactory(project=project, organisation=firm)
    return AppointmentFactory(user__username="builder", role=Role.CONTRACTOR, area=None, organisation=firm).user


def filed(supervisor, seed=1, **values):
    values = WHERE | {"photo": scene(seed)} | values
    return actions.report(supervisor, by=Watching(supervisor), **values)


def test_two_serve_at_a_time_each_once_and_numbers_go_on(project, by):
    first = shared.appointed(project, by)
    assert (str(first), first.name) == ("居民监督员 1 号", first.row.owner_name)
    with pytest.raises(Refused) as again:
        shared.appointed(project, by)
    assert again.value.code == "serves_already"
    second = shared.appointed(project, by, household="", name="周国强")
    assert (second.number, second.row) == (2, None)
    with pytest.raises(Refused, match="至多 2 名") as third:
        shared.appointed(project, by, household="", name="叶惠芬")
    assert third.value.code == "too_many"
    actions.end(second, by=by, date=TODAY, reason="搬走了")
    later = {"starts_on": TODAY + timedelta(1), "ends_on": TODAY + timedelta(90)}
    assert shared.appointed(project, by, household="", name="叶惠芬", **later).number == 3


def test_without_declaration_or_a_name_nobody_is_appointed(project, by):
    for values, error in (
        ({"declared_on": date(2026, 5, 1)}, ValidationError),  # after the term began
        ({"declared_on": TODAY + timedelta(1), "starts_on": TODAY + timedelta(9)}, Refused),
        ({"household": "", "name": " "}, Refused),
        ({"household": "99幢 1单元 101室"}, Refused),
        ({"starts_on": date(2027, 5, 1)}, ValidationError),  # ends before it begins
    ):
        with pytest.raises(error):
            shared.appointed(project, by, **values)
    assert not ResidentSupervisor.objects.exists()


def test_the_name_is_encrypted_masked_and_revealed_for_a_reason_only(supervisor, by, as_, people):
    raw = ResidentSupervisor.objects.extra(select={"raw": "name"}).values_list("raw", flat=True).get()
    assert supervisor.name not in raw
    assert not Change.objects.filter(after__icontains=supervisor.name).exists()
    page = as_("street").get(f"/projects/{supervisor.project_id}/supervision/").content.decode()
    assert supervisor.name not in page and "1 号" in page
    url = f"/supervisors/{supervisor.pk}/reveal/"
    assert supervisor.name not in as_("street").post(url, {"reason": ""}).content.decode()
    assert supervisor.name in as_("street").post(url, {"reason": "通知培训"}).content.decode()
    assert Change.objects.filter(act="supervisor.reveal", note="通知培训").count() == 1


def test_a_report_acts_within_the_term_and_on_works_that_began(supervisor, by):
    report = filed(supervisor)
    assert (report.state, report.channel, report.due_on > TODAY) == ("open", "card", True)
    assert Change.objects.filter(act="supervision.report").first().by_name == "居民监督员 1 号"
    assert not report.files.get().is_public
    for values, code in (({"building": "88幢"}, "no_such_place"), ({"photo": upload("a.jpg", b"x")}, "bad_file")):
        with pytest.raises(Refused) as no:
            filed(supervisor, **values)
        assert no.value.code == code
    ResidentSupervisor.objects.update(ends_on=TODAY - timedelta(1))
    supervisor.refresh_from_db()
    with pytest.raises(Refused, match="任期以外不能办"):
        filed(supervisor, 2)
    planned = ResidentSupervisorFactory(project=ProjectFactory(area=by.main_area), row=supervisor.row)
    with pytest.raises(Refused) as early:
        filed(planned, 3)
    assert early.value.code == "not_begun"
    assert SupervisionReport.objects.count() == Attachment.objects.count() == 1


def test_a_household_reports_for_itself_only(supervisor):
    other = ResidentSupervisorFactory(
        project=supervisor.project, number=9, row=supervisor.community.roll.order_by("pk").last()
    )
    with pytest.raises(PermissionDenied):
        actions.report(other, by=Watching(supervisor), photo=scene(4), **WHERE)
    assert not SupervisionReport.objects.exists() and not Attachment.objects.exists()


def test_three_taps_on_a_phone_sent_twice_kept_once(supervisor, by):
    client = cards.at_home(supervisor.row, by)
    assert "居民监督员 1 号" in client.get("/h/home/").content.decode()
    url = f"/h/supervise/{supervisor.pk}/new/"
    page = client.get(url).content.decode()
    assert 'capture="environment"' in page and "1幢" in page and "<script" not in page
    key = str(uuid.uuid4())
    sent = {**WHERE, "client_key": key}
    assert "请拍一张照片" in client.post(url, sent).content.decode()
    assert client.post(url, sent | {"photo": scene(1)}).status_code == 302
    assert client.post(url, sent | {"photo": scene(1)}).status_code == 302
    assert SupervisionReport.objects.count() == Attachment.objects.count() == 1
    assert "收到了" in client.get("/h/supervise/?sent=1").content.decode()
    neighbour = cards.at_home(supervisor.community.roll.order_by("pk").last(), by)
    assert neighbour.get(url).status_code == 404
    report = SupervisionReport.objects.get()
    assert neighbour.get(f"/h/supervise/reports/{report.pk}/").status_code == 404


def test_contractor_answers_supervisor_says_no_then_yes(supervisor, builder, by):
    report = filed(supervisor)
    client = cards.at_home(supervisor.row, by)
    url = f"/h/supervise/reports/{report.pk}/"
    assert "解决了吗" not in client.get(url).content.decode()
    actions.answer(report, by=builder, text="明天重做", photo=scene(5))
    assert "明天重做" in client.get(url).content.decode()
    assert client.post(url, {"fixed": "no", "said": "还没来"}).status_code == 302
    report.refresh_from_db()
    assert (report.state, report.reopened, report.said, report.answered_on) == ("open", 1, "还没来", TODAY)
    with pytest.raises(Refused) as wrong:
        actions.settle(report, by=Watching(supervisor), fixed=True)
    assert wrong.value.code == "wrong_state"
    actions.answer(report, by=by, text="已重做，街道看过")
    client.post(url, {"fixed": "yes"})
    report.refresh_from_db()
    assert (report.state, report.closed_on) == ("closed", TODAY)
    assert [r.office for r in report.replies.all()] == ["施工单位", "街道"]
    assert not list(records.compare(SupervisionReport, [str(report.pk)]))


def test_a_photo_used_before_is_found_though_scaled_and_compressed(supervisor, builder):
    first = filed(supervisor, 1)
    assert first.prints.get().repeats is None
    same = filed(supervisor, photo=scene(1)).prints.get()
    assert (same.repeats.report, same.same_file, same.distance) == (first, True, 0)
    smaller = filed(supervisor, photo=scene(1, size=(500, 375), quality=40)).prints.get()
    assert smaller.repeats.report == first and not smaller.same_file and smaller.distance <= prints.NEAR
    assert filed(supervisor, photo=scene(3)).prints.get().repeats is None
    actions.answer(first, by=builder, text="已重做", photo=scene(1))
    mended = first.prints.order_by("pk").last()
    assert mended.same_file, "the fix is shown with the photo of the fault"


def test_firms_see_their_projects_reports_but_no_name_and_not_the_others(supervisor, builder, by, as_, people):
    report = filed(supervisor, text="住在101的人说的")
    other = SupervisionReportFactory()
    people["builder"] = builder
    client = as_("builder")
    assert client.get(f"/supervision/{report.pk}/").status_code == 200
    assert client.get(f"/supervision/{other.pk}/").status_code == 404
    page = client.get(f"/projects/{supervisor.project_id}/supervision/").content.decode()
    assert "聘任监督员" not in page and supervisor.name[0] + "*" not in page
    assert {s.title for s in waiting.todos(builder)} == {"居民监督报告待答复"}


def test_overdue_waits_for_the_street_and_counts_against_it(supervisor, by):
    report = filed(supervisor)
    assert not waiting.todos(by)
    late = TODAY - timedelta(days=1)
    SupervisionReport.objects.update(due_on=late, first_due_on=late)
    assert {s.title for s in waiting.todos(by)} == {"居民监督报告待答复"}
    found = counted(supervisor)
    assert (found["overdue"], found["on_time"]) == (1, {"numerator": 0, "denominator": 1})
    actions.answer(report, by=by, text="去看过")
    assert counted(supervisor)["on_time"] == {"numerator": 0, "denominator": 1}, "answered, but late"


def counted(supervisor):
    return figures.counts(supervisor.project.supervision.all())


def test_the_street_makes_it_a_finding_in_one_act(supervisor, by):
    report = filed(supervisor)
    DefectKindFactory(code="wall1", work="外墙", name="空鼓")
    kind = DefectKindFactory._meta.model.objects.get(pk="wall1")
    done = actions.inspect(report, by=by, kind=kind)
    found = done.finding
    assert (found.place, found.inspection.kind, found.inspection.inspector) == (
        "1幢外墙",
        "residents",
        "居民监督员 1 号",
    )
    with pytest.raises(Refused) as twice:
        actions.inspect(done, by=by, kind=kind)
    assert twice.value.code == "has_finding"
    assert found._meta.model.objects.count() == 1


def test_the_public_log_shows_what_was_published_and_no_more(supervisor, builder, by, as_, client):
    report = filed(supervisor, text="王大妈家门口")
    actions.answer(report, by=builder, text="已找王大妈，电话13800001111")
    url = f"/c/{supervisor.community.code}/supervision/"
    page = client.get(url).content.decode()
    assert "1幢外墙：做得不好" in page and "街道核对后公开" in page and "居民监督员 1 号" in page
    assert not any(words in page for words in ("王大妈", "13800001111", supervisor.name, "/files/"))
    photo, reply = report.files.get(), report.replies.get()
    assert client.get(f"/files/{photo.pk}/").status_code == 302
    street = as_("street")
    street.post(f"/supervision-photos/{photo.pk}/publish/", {"public": "1"})  # nobody looked
    assert f"/files/{photo.pk}/" not in client.get(url).content.decode()
    street.post(f"/supervision-photos/{photo.pk}/publish/", {"public": "1", "looked": "1"})
    street.post(f"/supervision-replies/{reply.pk}/publish/", {"public_text": "外墙已重做"})
    page = client.get(url).content.decode()
    assert f"/files/{photo.pk}/" in page and "外墙已重做" in page and "13800001111" not in page
    assert client.get(f"/files/{photo.pk}/").status_code == 200
    row = client.get("/api/v1/supervision-reports/").json()["results"][0]
    assert "text" not in row and "said" not in row


def test_who_has_no_card_is_written_for_by_the_street(project, by, supervisor, as_):
    named = shared.appointed(project, by, household="", name="周国强")
    url = f"/projects/{project.pk}/supervision/new/"
    sent = WHERE | {"supervisor": named.pk, "photo": scene(7)}
    assert as_("street").post(url, sent).status_code == 302
    report = SupervisionReport.objects.get()
    assert report.channel == "desk" and report.files.count() == 1
    cards.code_of(supervisor.row, by)
    refused = as_("street").post(url, sent | {"supervisor": supervisor.pk, "photo": scene(8)})
    assert "有参与卡" in refused.content.decode()
    own = filed(supervisor, 9)
    actions.answer(own, by=by, text="好了")
    with pytest.raises(Refused, match="请本人确认"):
        actions.settle_for(own, by=by, fixed=True, said="电话说好了")
    actions.answer(report, by=by, text="好了")
    assert actions.settle_for(report, by=by, fixed=True, said="到现场看过").state == "closed"


@pytest.mark.parametrize("count", [5, 50])
def test_lists_and_the_log_cost_the_same_for_5_and_50(count, supervisor, as_, client, django_assert_max_num_queries):
    for _ in range(count):
        SupervisionReportFactory(supervisor=supervisor)
    street = as_("street")
    street.get("/supervision/")
    with django_assert_max_num_queries(16):
        street.get("/supervision/")
    with django_assert_max_num_queries(9):
        client.get(f"/c/{supervisor.community.code}/supervision/")
