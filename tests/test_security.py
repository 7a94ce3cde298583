"""What an attacker or an auditor tries first: each was once open."""

import io
import random
import threading
import uuid
import zipfile

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django_celery_beat.models import IntervalSchedule, PeriodicTask
from PIL import Image, ImageChops, ImageOps

from accounts.actions import appoint, change_own_password, create_account
from accounts.policy import Act, Role
from communities.models import FormerName, Survey
from communities.register import actions as register
from core import records
from core.changes import change
from core.errors import Refused
from core.exchange import reading
from core.files import pictures
from core.files.kinds import DOCX, PHOTO, recognise
from core.models import Change, Job
from core.schedules import reschedule
from core.throttles import Visitors, address
from tests.factories import (
    AreaFactory,
    BaselineFactory,
    BaselineMemberFactory,
    CommunityFactory,
    ManagementOrgFactory,
    ProgressReportFactory,
    RenovationUnitFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
ELSEWHERE = "https://evil.example/page"


@pytest.fixture
def portal_s_job(people):
    """The nightly check, which nobody asked for; its faults name records."""
    return Job.objects.create(kind="core.check_ledger", title="核对变更记录", result={"first": ["小区“甲”被改动"]})


def test_the_portal_s_own_work_is_not_a_visitor_s(portal_s_job, api_):
    assert api_("visitor").get("/api/v1/jobs/").json()["count"] == 0
    assert api_("visitor").get(f"/api/v1/jobs/{portal_s_job.pk}/").status_code == 404


def test_the_system_administrator_sees_how_work_went_but_not_what_came_out(portal_s_job, api_, people):
    Job.objects.create(kind="reports.issue", title="月报", by=people["street"], result={"issued": 1})
    (own,) = api_("street").get("/api/v1/jobs/").json()["results"]
    seen = api_("sysadmin").get("/api/v1/jobs/").json()["results"]
    assert own["result"] == {"issued": 1}
    assert [("result" in job, job["state"]) for job in seen] == [(False, "queued"), (False, "queued")]


def test_a_new_password_ends_the_tokens_of_the_old_one(people, api_):
    client = api_("street")
    assert client.get("/api/v1/feedback/").status_code == 200
    change_own_password(people["street"], password="Lin-2026-xin")
    assert client.get("/api/v1/feedback/").status_code == 401


@pytest.mark.parametrize(("proxies", "said"), [(0, "10.1.1.1"), (1, "203.0.113.9")])
def test_nobody_makes_up_their_own_address(rf, settings, proxies, said):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": proxies}
    asked = rf.get("/", REMOTE_ADDR="10.1.1.1", HTTP_X_FORWARDED_FOR="198.51.100.7, 203.0.113.9")
    assert address(asked) == said


def test_a_made_up_address_does_not_get_round_the_rates(client, monkeypatch):
    monkeypatch.setattr(Visitors, "rate", "5/min", raising=False)
    here = f"2001:db8::{uuid.uuid4().hex[:4]}"  # counts are shared by parallel tests
    made_up = [f"198.51.100.{n}" for n in range(6)]
    asked = [client.get("/api/v1/areas/?limit=1", REMOTE_ADDR=here, HTTP_X_FORWARDED_FOR=one) for one in made_up]
    assert [response.status_code for response in asked] == [200] * 5 + [429]


@pytest.mark.parametrize("page", [ELSEWHERE, "//evil.example/page", "javascript:alert(1)"])
def test_a_refusal_sends_nobody_to_another_site(as_, settings, page):
    settings.REQUEST_MAX_BYTES = 10
    refused = as_("street").post("/saved-filters/", {"name": "一个长长的名字"}, headers={"Referer": page})
    assert (refused.status_code, refused["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/communities/?limit=²", 200),
        ("/?year=²", 200),
        ("/?area=%00", 404),
        ("/c/%00/", 404),
        ("/c/?area=%00bcdef", 404),
        ("/thresholds/%00/", 404),
        ("/need/?weights=%00", 404),
    ],
)
def test_strange_addresses_are_no_fault_of_the_portal(as_, path, status):
    assert as_("city").get(path).status_code == status


def test_strange_numbers_are_no_fault_of_the_portal(as_, api_, people):
    key = CommunityFactory().pk
    stale = {"headers": {"If-Match": '"²"'}, "content_type": "application/json"}
    assert as_("city").post("/saved-filters/", {"drop": "²"}).status_code == 302
    assert as_("city").post("/progress/verify/", {"report": "²"}).status_code == 302
    assert api_("city").patch(f"/api/v1/communities/{key}/", {"households": 1}, **stale).status_code == 409


def test_visitors_do_not_read_a_unit_s_note(api_):
    RenovationUnitFactory(area=AreaFactory(code="330203006"), note="与业主有争议，先不公开")
    assert set(api_("visitor").get("/api/v1/units/").json()["results"][0]) == {
        "id",
        "code",
        "name",
        "area",
        "typology",
        "boundary",
    }
    assert "note" in api_("street").get("/api/v1/units/").json()["results"][0]


@pytest.fixture
def draft(people):
    """A version that the city still writes: 甲村 is to leave the list."""
    baseline = BaselineFactory(code="2027", name="2027年底数", adopted_on=None, is_current=False, as_of="2027-12-31")
    BaselineMemberFactory(baseline=baseline, community=CommunityFactory(name="甲村"), change="withdrawn", reason="征收")
    BaselineMemberFactory(baseline=baseline, community=CommunityFactory(name="乙村"))
    return baseline


@pytest.mark.parametrize(("who", "members", "standing"), [("city", 2, 1), ("street", 0, 0), ("auditor", 0, 0)])
def test_a_draft_s_members_are_the_writers_alone(draft, as_, api_, who, members, standing):
    client = api_(who)
    assert len(as_(who).get("/baselines/2027/communities/").context["object_list"]) == members
    assert client.get("/api/v1/baseline-members/").json()["count"] == members
    listed = client.get("/api/v1/communities/?baseline=2027")
    assert listed.json().get("count", 0) == standing
    page = as_(who).get(draft.members.first().community.get_absolute_url()).content.decode()
    assert ("2027年底数" in page) is (who == "city")


def test_visitors_do_not_ask_for_a_draft_s_communities(draft, api_):
    assert api_("visitor").get("/api/v1/communities/?baseline=2027").status_code == 400


@pytest.mark.parametrize("where", ["330203", "330203006", "zone"])
def test_the_city_s_role_is_held_in_the_city_alone(people, where):
    place = {"org": ManagementOrgFactory()} if where == "zone" else {"area": AreaFactory(code=where)}
    with pytest.raises(ValidationError, match="市级角色只能授在全市"):
        appoint(UserFactory(), by=people["secadmin"], role=Role.CITY, **place)
    assert appoint(UserFactory(), by=people["secadmin"], role=Role.CITY, area=AreaFactory(code="3302")).pk


@pytest.mark.django_db(transaction=True)
def test_two_appointments_at_once_do_not_make_one_person_two_administrators(people):
    newcomer, city, outcome = UserFactory(), AreaFactory(code="3302"), []

    def meanwhile():
        try:
            appoint(newcomer, by=people["secadmin"], role=Role.AUDIT_ADMIN, area=city)
            outcome.append("given")
        except ValidationError:
            outcome.append("refused")
        finally:
            connection.close()

    other = threading.Thread(target=meanwhile)
    with transaction.atomic():
        appoint(newcomer, by=people["secadmin"], role=Role.SYSTEM_ADMIN, area=city)
        other.start()
        other.join(timeout=1)  # it waits for us, or is done and has seen nothing
    other.join()
    assert outcome == ["refused"]


def test_only_the_system_administrator_moves_a_schedule(people):
    interval = IntervalSchedule.objects.create(every=60, period="seconds")
    task = PeriodicTask.objects.create(name="封存", task="core.tasks.seal_changes", interval=interval)
    with pytest.raises(PermissionDenied):
        reschedule(task, by=people["city"], enabled=False, seconds=60)
    task.refresh_from_db()
    assert task.enabled


def made(obj, by, act):
    with change(obj, by=by, act=act) as kept:
        pass
    return kept


def differences():
    return [s for s in records.verify() if "不符" in s]


def test_what_was_empty_when_it_was_made_cannot_be_filled_in_behind_the_gate(people):
    report = ProgressReportFactory.build(project=ProgressReportFactory().project, period="2026-07", state="draft")
    kept = made(report, people["city"], Act.PROGRESS_REPORT)
    assert differences() == []
    type(kept).objects.filter(pk=kept.pk).update(verified_by=people["city"].pk)
    assert [s for s in differences() if "2026-07" in s or "核实人" in s]


def test_a_survey_s_answers_are_held_against_the_log_one_by_one(people):
    survey = Survey(community=CommunityFactory(), round=1, answers={"B14": {"value": "是"}, "B15": {"value": "否"}})
    kept = made(survey, people["street"], Act.SURVEY_FILL)
    assert differences() == []
    Survey.objects.filter(pk=kept.pk).update(answers={"B14": {"value": "否"}, "B16": {"value": "是"}})
    (fault,) = differences()
    assert "答案B14、答案B16、答案B15与变更记录不符" in fault


def test_signing_in_is_no_fault_of_the_account(people, client):
    account, _ = create_account(by=people["sysadmin"], username="lin", display_name="林")
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    account.refresh_from_db()
    assert account.last_login
    assert differences() == []


def test_the_map_takes_names_as_words_not_as_markup(settings):
    """Leaflet puts a string into a tooltip as HTML; a community's name is typed by people."""
    script = (settings.BASE_DIR / "static" / "atlas.js").read_text()
    taken = script.split("bindTooltip(")[1:]
    assert taken
    assert all(call.startswith(("plain(", "function () { return plain(")) for call in taken)


def broken(whole, seed, among):
    """A thousand times the file with up to six of its first bytes changed."""
    dice = random.Random(seed)
    for _ in range(1000):
        bytes_ = bytearray(whole)
        for _ in range(dice.randint(1, 6)):
            bytes_[dice.randrange(4, min(among, len(bytes_)))] = dice.randrange(256)
        yield SimpleUploadedFile("a.bin", bytes(bytes_))


def judged(file):
    """What becomes of an upload: kept, or refused in words. Anything else is a crash."""
    try:
        found = recognise(file)
        pictures.photo(file) if found == PHOTO else None
    except Refused as refused:
        return refused.code
    return found.suffix


def test_broken_photos_and_documents_are_refused_in_words():
    camera, photo, document = Image.Exif(), io.BytesIO(), io.BytesIO()
    camera[0x0112], camera[0x010F] = 6, "某某相机" * 6
    camera.get_ifd(0x8825).update({1: "N", 2: (29.0, 50.0, 1.0), 3: "E", 4: (121.0, 30.0, 1.0)})
    Image.new("RGB", (64, 48), "red").save(photo, "JPEG", exif=camera)
    with zipfile.ZipFile(document, "w") as parts:
        parts.writestr("[Content_Types].xml", f"{DOCX.content_type}.main+xml")
    ends = {judged(f) for n in range(3) for f in broken(photo.getvalue(), n, 300)}
    ends |= {judged(f) for n in range(3) for f in broken(document.getvalue(), n, 10_000)}
    assert ends == {".jpg", ".docx", "bad_photo", "bad_file"}


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photos_stand_upright_whichever_way_the_camera_was_held(orientation):
    scene, camera, file = Image.new("RGB", (80, 40), "white"), Image.Exif(), io.BytesIO()
    scene.paste("black", (0, 0, 40, 20))
    camera[0x0112] = orientation
    scene.save(file, "PNG", exif=camera)
    theirs = ImageOps.exif_transpose(Image.open(io.BytesIO(file.getvalue())))
    ours = Image.open(pictures.photo(SimpleUploadedFile("a.png", file.getvalue())).picture)
    assert ours.size == theirs.size
    assert max(ImageChops.difference(ours, theirs.convert("RGB")).resize((8, 8)).tobytes()) < 9  # JPEG's own noise


def test_nobody_reads_an_administrators_new_password(as_, people):
    for office in ("secadmin", "auditadmin", "sysadmin"):
        before = people[office].password
        page = as_("sysadmin").post(f"/accounts/{people[office].pk}/reset-password/", follow=True).content.decode()
        people[office].refresh_from_db()
        assert "不能在页面上重置" in page and people[office].password == before


def test_former_names_are_in_the_log(people):
    community = register.create(
        by=people["street"], name="甲村", area=AreaFactory(code="330203006"), built_year=1990, floor_area=9000,
        former_names=["老甲"],
    )  # fmt: skip
    register.edit(community, by=people["street"], name="甲新村")
    register.edit(community, by=people["street"], former_names=["甲村"])
    lines = Change.objects.filter(target_type="communities.FormerName").order_by("pk")
    assert [(c.target_name, c.after is None) for c in lines] == [("老甲", False), ("甲村", False), ("老甲", True)]
    FormerName.objects.filter(name="甲村").update(name="假名")
    assert [s for s in records.verify() if "曾用名" in s]


def test_a_workbook_that_unpacks_without_end_is_left_closed(tmp_path, monkeypatch):
    bomb = tmp_path / "台账.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/worksheets/sheet1.xml", b"0" * 5_000_000)
    monkeypatch.setattr(reading, "MOST_UNPACKED", 4_000_000)
    with pytest.raises(Refused, match="展开以后太大"):
        reading.sources(bomb)


def test_the_sealing_of_the_log_cannot_be_switched_off(as_):
    every = IntervalSchedule.objects.create(every=60, period="seconds")
    sealing = PeriodicTask.objects.create(name="封存", task="core.tasks.seal_changes", interval=every)
    page = as_("sysadmin").post(f"/schedules/{sealing.pk}/edit/", {"seconds": "60"})
    sealing.refresh_from_db()
    assert page.status_code == 409 and "不能停用" in page.content.decode() and sealing.enabled
