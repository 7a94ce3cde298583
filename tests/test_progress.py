"""A month's progress from the street over the district to the city, and back."""

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from core import ledger
from core.errors import Refused
from core.models import Change
from projects.models import ProgressPhoto, ProgressReport, Project
from projects.progress import actions as acts
from tests.factories import AreaFactory, ProgressReportFactory, ProjectFactory
from tests.test_projects import codes, together

FIGURES = {"percent": Decimal("40.0"), "invested": Decimal("480.00")}


@pytest.fixture
def project(people):
    return ProjectFactory(status="started", first_works_date=date(2026, 4, 1))


def refused(code, action, *args, **kwargs):
    before = list(ProgressReport.objects.order_by("pk").values()), Change.objects.count()
    with pytest.raises(Refused) as caught:
        action(*args, **kwargs)
    assert caught.value.code == code
    assert (list(ProgressReport.objects.order_by("pk").values()), Change.objects.count()) == before


def month(project, people, period="2026-09", **figures):
    return acts.report(project, period, by=people["street"], **{**FIGURES, **figures})


def verified(project, people, period="2026-09", **figures):
    return acts.verify(
        acts.submit(month(project, people, period, **figures), by=people["street"]), by=people["district"]
    )


def figures(project):
    project.refresh_from_db()
    return project.percent, project.invested


def test_from_the_street_to_the_city(project, people):
    report = month(project, people, version=0)
    assert (report.state, report.reported_by, report.version) == ("draft", people["street"], 1)
    report = acts.submit(report, by=people["street"])
    report = acts.send_back(report, by=people["district"], reason="投资数请与支付台账核对")
    assert (report.state, report.return_reason) == ("returned", "投资数请与支付台账核对")
    report = month(project, people, invested=Decimal("450.00"))
    report = acts.submit(report, by=people["street"])
    assert (report.state, report.return_reason, figures(project)) == ("submitted", "", (0, 0))
    report = acts.verify(report, by=people["district"])
    assert (report.state, report.verified_by) == ("verified", people["district"])
    assert figures(project) == (Decimal("40.0"), Decimal("450.00"))
    assert (project.status, project.communities.get().status) == ("in_progress", "in_progress")
    assert acts.lock(report, by=people["city"]).state == "locked"
    log = Change.objects.filter(target_type="projects.ProgressReport").order_by("pk").values_list("act", flat=True)
    assert list(log) == [
        "progress.report", "progress.submit", "progress.return", "progress.report", "progress.submit",
        "progress.verify", "progress.lock",
    ]  # fmt: skip


def test_a_correction_counts_when_it_is_verified(project, people):
    old = acts.lock(verified(project, people), by=people["city"])
    new = acts.revise(old, by=people["street"], reason="漏报一笔工程款")
    assert (new.state, new.revision, new.percent) == ("draft", 1, Decimal("40.0"))
    old.refresh_from_db()
    assert old.state == "superseded"
    new = month(project, people, invested=Decimal("500.00"))
    acts.submit(new, by=people["street"])
    assert figures(project) == (Decimal("40.0"), Decimal("480.00"))
    acts.verify(ProgressReport.objects.get(revision=1), by=people["district"])
    assert figures(project) == (Decimal("40.0"), Decimal("500.00"))
    assert list(project.reports.values_list("revision", "state", "invested")) == [
        (1, "verified", Decimal("500.00")),
        (0, "superseded", Decimal("480.00")),
    ]


def test_the_figures_are_those_of_the_latest_month(project, people):
    verified(project, people, "2026-10", percent=Decimal("55.0"))
    verified(project, people, "2026-09")
    assert figures(project)[0] == Decimal("55.0")


@pytest.mark.parametrize(
    ("code", "status", "period"),
    [
        ("not_begun", "tendering", "2026-09"),
        ("not_begun", "closed", "2026-09"),
        ("not_begun", "in_progress", "2026-03"),
        ("future_period", "in_progress", f"{timezone.localdate() + timedelta(days=40):%Y-%m}"),
    ],
)
def test_months_that_cannot_be_filled_in(code, status, period, project, people):
    Project.objects.update(status=status)
    refused(code, acts.report, project, period, by=people["street"], **FIGURES)


@pytest.mark.parametrize("wrong", [{"percent": Decimal("100.1")}, {"percent": Decimal(-1)}, {"invested": Decimal(-1)}])
def test_figures_that_cannot_be(wrong, project, people):
    with pytest.raises(ValidationError):
        month(project, people, **wrong)
    assert not ProgressReport.objects.exists()


@pytest.mark.parametrize("fall", [{"percent": Decimal("39.9")}, {"invested": Decimal("479.99")}])
def test_figures_fall_only_with_a_reason(fall, project, people):
    month(project, people, "2026-08")
    refused("needs_reason", acts.report, project, "2026-09", by=people["street"], **{**FIGURES, **fall})
    assert month(project, people, reason="审计核减", **fall).reason == "审计核减"


@pytest.mark.parametrize(
    ("act", "state"),
    [(acts.submit, "submitted"), (acts.submit, "locked"), (acts.verify, "draft"), (acts.verify, "verified"),
     (acts.lock, "submitted"), (acts.lock, "locked")],
)  # fmt: skip
def test_acts_out_of_turn(act, state, project, people):
    report = ProgressReportFactory(project=project, state=state)
    refused("wrong_state", act, report, by=people["city"])


@pytest.mark.parametrize("act", [acts.send_back, acts.revise])
def test_a_reason_is_needed(act, project, people):
    report = ProgressReportFactory(project=project, state="submitted")
    refused("needs_reason", act, report, by=people["district"], reason=" ")
    if act is acts.revise:
        refused("wrong_state", act, report, by=people["district"], reason="改")


@pytest.mark.parametrize("state", ["submitted", "verified", "locked"])
def test_a_month_under_way_is_not_overwritten(state, project, people):
    ProgressReportFactory(project=project, period="2026-09", state=state)
    refused("wrong_state", acts.report, project, "2026-09", by=people["street"], **FIGURES)


def test_nobody_verifies_their_own(project, people):
    report = acts.report(project, "2026-09", by=people["district"], **FIGURES)
    report = acts.submit(report, by=people["district"])
    refused("own_report", acts.verify, report, by=people["district"])
    assert acts.verify(report, by=people["city"]).state == "verified"


@pytest.mark.parametrize(
    ("act", "who", "state", "typed"),
    [
        (acts.verify, "street", "submitted", {}),
        (acts.send_back, "street", "submitted", {"reason": "不对"}),
        (acts.lock, "district", "verified", {}),
        (acts.submit, "street2", "draft", {}),
        (acts.submit, "auditor", "draft", {}),
        (acts.revise, "auditor", "locked", {"reason": "改"}),
    ],
)
def test_who_may_not(act, who, state, typed, project, people):
    report = ProgressReportFactory(project=project, state=state)
    with pytest.raises(PermissionDenied):
        act(report, by=people[who], **typed)
    assert not Change.objects.exists()


def test_a_month_is_locked_at_once(project, people):
    ProgressReportFactory(project=project, period="2026-09", state="verified")
    ProgressReportFactory(project__building=True, period="2026-09", state="submitted")
    there = ProjectFactory(building=True, area=AreaFactory(code="330212012"))
    ProgressReportFactory(project=there, period="2026-09", state="verified")
    with pytest.raises(PermissionDenied):
        acts.lock_period("2026-09", AreaFactory(code="330203"), by=people["district"])
    assert acts.lock_period("2026-09", AreaFactory(code="330203"), by=people["city"]) == 1
    assert acts.lock_period("2026-09", AreaFactory(code="3302"), by=people["city"]) == 1
    assert acts.lock_period("2026-09", AreaFactory(code="3302"), by=people["city"]) == 0
    assert sorted(ProgressReport.objects.values_list("state", flat=True)) == ["locked", "locked", "submitted"]
    assert Change.objects.filter(act="progress.lock").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_fill_in_the_same_month_at_once(people):
    project = ProjectFactory(building=True)
    call = lambda who: lambda: acts.report(project, "2026-09", by=people[who], version=0, **FIGURES)  # noqa: E731
    assert codes(together(call("street"), call("district"))) == ["ProgressReport", "stale"]
    assert ProgressReport.objects.get().version == 1


@pytest.mark.django_db(transaction=True)
def test_one_verifies_while_another_sends_back(people):
    report = ProgressReportFactory(state="submitted")
    for _ in range(5):
        results = together(
            lambda: acts.verify(report, by=people["district"]),
            lambda: acts.send_back(report, by=people["city"], reason="不对"),
        )
        assert codes(results) == ["ProgressReport", "wrong_state"]
        Change.objects.all().delete()
        ProgressReport.objects.update(state="submitted")


@pytest.mark.django_db(transaction=True)
def test_two_correct_at_once(people):
    report = ProgressReportFactory(state="locked")
    call = lambda who: lambda: acts.revise(report, by=people[who], reason="更正")  # noqa: E731
    assert codes(together(call("street"), call("district"))) == ["ProgressReport", "wrong_state"]
    assert ProgressReport.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_one_verifies_while_another_corrects(people):
    """Whoever comes first: what was verified is kept and counts, and the log tells what happened in its order."""
    for _ in range(6):
        report = ProgressReportFactory(state="submitted", percent=Decimal("41.5"))
        verified, revised = together(
            lambda one=report: acts.verify(one, by=people["district"]),
            lambda one=report: acts.revise(one, by=people["city"], reason="更正"),
        )
        assert isinstance(verified, ProgressReport)
        of_it = Change.objects.filter(target_type="projects.ProgressReport", target_id=report.pk)
        told = list(of_it.order_by("pk").values_list("act", flat=True))
        kept = list(report.project.reports.order_by("revision").values_list("revision", "state", "percent"))
        if isinstance(revised, Refused):
            assert (revised.code, told) == ("wrong_state", ["progress.verify"])
            assert kept == [(0, "verified", Decimal("41.5"))]
        else:
            assert told == ["progress.verify", "progress.revise"]
            assert kept == [(0, "superseded", Decimal("41.5")), (1, "draft", Decimal("41.5"))]
        assert figures(report.project)[0] == Decimal("41.5")
        assert list(ledger.verify()) == []


def photo(kind="JPEG", exif=True, size=(640, 480), name="IMG_0001.HEIC"):
    picture, data = Image.new("RGB", size, "#8899aa"), io.BytesIO()
    about = Image.Exif()
    about[0x010F], about[0x0112] = "秘密手机", 6
    picture.save(data, kind, **({"exif": about} if exif else {}))
    return SimpleUploadedFile(name, data.getvalue() + b"<?php secret ?>", "text/plain")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_made_anew(kind, project, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept = acts.add_photo(month(project, people), by=people["street"], file=photo(kind), caption="外墙")
    stored = kept.image.open().read()
    assert kept.image.name.endswith(".jpg") and b"secret" not in stored and "秘密".encode() not in stored
    with Image.open(io.BytesIO(stored)) as again:
        assert (again.format, again.size, dict(again.getexif())) == ("JPEG", (480, 640), {})
    acts.remove_photo(kept, by=people["street"])
    assert not ProgressPhoto.objects.exists()


def test_what_is_no_photo(project, people, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    report = month(project, people)
    script = SimpleUploadedFile("a.jpg", b"<script>alert(1)</script>", "image/jpeg")
    gif = io.BytesIO()
    Image.new("RGB", (9, 9)).save(gif, "GIF")
    big = SimpleUploadedFile("a.jpg", b"0" * (20 * 2**20 + 1))
    refused("bad_photo", acts.add_photo, report, by=people["street"], file=script)
    refused("bad_photo", acts.add_photo, report, by=people["street"], file=SimpleUploadedFile("a.jpg", gif.getvalue()))
    refused("photo_too_big", acts.add_photo, report, by=people["street"], file=big)
    for _ in range(acts.MAX_PHOTOS):
        acts.add_photo(report, by=people["street"], file=photo())
    refused("too_many_photos", acts.add_photo, report, by=people["street"], file=photo())
    ProgressReport.objects.update(state="submitted")
    refused("wrong_state", acts.add_photo, report, by=people["street"], file=photo())
    refused("wrong_state", acts.remove_photo, ProgressPhoto.objects.first(), by=people["street"])
