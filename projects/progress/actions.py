"""A month's progress: the street fills it in, the district verifies it, the city locks it; corrections are revisions.

Every act locks the project's row first, so that two officers at the same month come one after the other.
"""

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from communities.register.stages import BEGUN, Stage
from core.changes import change, change_many, remove, snapshot
from core.errors import Refused
from core.files import pictures
from core.months import month_end
from projects.progress.models import ProgressPhoto, ProgressReport
from projects.register.actions import told
from projects.register.models import Project
from projects.stages.actions import step

State = ProgressReport.State
QUANTITIES = ("percent", "invested", "lifts", "parking_spaces", "charging_points", "pipes_km", "service_facilities")
MAX_PHOTOS = 9


def hold(project):
    return Project.objects.select_for_update(of=["self"]).get(pk=project.pk)


@transaction.atomic
def report(project, period, *, by, version=None, **values):
    """Fill in a month, or change it until it is submitted. Figures are cumulative, by the end of the month.

    `version` is the version the person saw, 0 when there was none yet. Refuses `not_begun`, `future_period`, `stale`,
    `wrong_state`, and `needs_reason` when percent or money fall against the month before.
    """
    project = hold(project)
    check_period(project, period)
    found = project.reports.valid().filter(period=period).first()
    month = found or ProgressReport(project=project, period=period)
    with change(month, by=by, act=Act.PROGRESS_REPORT, version=version) as r:
        require_open(r)
        for name, value in values.items():
            setattr(r, name, value)
        r.reported_by_id = by.pk
        check_fall(r)
    return r


def check_period(project, period):
    ProgressReport._meta.get_field("period").run_validators(period)
    if project.status not in BEGUN or project.status == Stage.CLOSED:
        raise Refused("not_begun", f"项目现在是“{project.get_status_display()}”，开工以后才填报进展")
    if project.first_works_date and month_end(period) < project.first_works_date:
        raise Refused("not_begun", f"项目 {project.first_works_date:%Y年%m月} 才开工，不能填更早的月份")
    if period > f"{timezone.localdate():%Y-%m}":
        raise Refused("future_period", "这个月还没有到，不能先填")


def require_open(report):
    if report.state not in ProgressReport.OPEN:
        words = f"{report.period} 的进展现在是“{report.get_state_display()}”，不能再改"
        raise Refused("wrong_state", words + ("。要改请办理更正" if report.state in ProgressReport.COUNTED else ""))


def month_before(project, period):
    """The last month before a period that was filled in, or None: what stands beside the inputs."""
    return project.reports.valid().filter(period__lt=period).order_by("-period").first()


def check_fall(report):
    before = month_before(report.project, report.period)
    if before is None or report.reason.strip() or report.percent is None or report.invested is None:
        return
    for name, word in (("percent", "形象进度"), ("invested", "累计投资")):
        old, new = getattr(before, name), getattr(report, name)
        if new < old:
            words = f"{word}比 {before.period} 的 {old} 少，请写明原因"
            raise Refused("needs_reason", words, {"reason": [words]})


def move(report, act, *, by, note="", version=None, **facts):
    hold(report.project)
    with change(report, by=by, act=act, note=note, version=version) as r:
        ProgressReport.LIFECYCLE.step(r, act)
        for name, value in facts.items():
            setattr(r, name, value)
    return r


@transaction.atomic
def submit(report, *, by, version=None):
    return move(report, Act.PROGRESS_SUBMIT, by=by, version=version, return_reason="")


@transaction.atomic
def send_back(report, *, by, reason, version=None):
    """退回: to the street, with the reason."""
    reason = told(reason)
    return move(report, Act.PROGRESS_RETURN, by=by, note=reason, version=version, return_reason=reason)


@transaction.atomic
def verify(report, *, by, version=None):
    """核实: from now on the project's figures rest on it. Refuses `own_report`: nobody verifies what they reported."""
    verified = move(report, Act.PROGRESS_VERIFY, by=by, version=version, verified_by_id=by.pk)
    if verified.reported_by_id is not None and verified.reported_by_id == by.pk:
        raise Refused("own_report", "这份进展是您自己填报的，请由另一位同事核实")
    project = count(verified, by=by)
    if project.status == Stage.STARTED:
        step(project, Act.PROJECT_ADVANCE, by=by, note=f"{verified.period} 的进展已核实")
    return verified


def count(report, *, by):
    """The project's percent and money are those of its latest verified month."""
    with change(report.project, by=by, act=Act.PROGRESS_VERIFY, note=report.period) as project:
        latest = project.reports.counted().first()
        project.percent, project.invested = latest.percent, latest.invested
    return project


@transaction.atomic
def lock(report, *, by, version=None):
    """锁定: reported upwards; only a revision changes it from here."""
    return move(report, Act.PROGRESS_LOCK, by=by, version=version)


@transaction.atomic
def lock_period(period, area, *, by):
    """Lock every verified report of a month in an area. Returns how many."""
    by.require(Act.PROGRESS_LOCK, area)
    verified = ProgressReport.objects.under(area.pk).filter(period=period, state=State.VERIFIED)
    pairs = []
    for one in verified.select_related("project__area").select_for_update(of=["self"]).order_by("pk"):
        before = snapshot(one)
        ProgressReport.LIFECYCLE.step(one, Act.PROGRESS_LOCK)
        pairs.append((one, before))
    return change_many(pairs, by=by, act=Act.PROGRESS_LOCK, note=period)


@transaction.atomic
def revise(report, *, by, reason, version=None):
    """更正: a new revision to fill in; the old one is kept, and counts until the new one is verified."""
    reason = told(reason)
    old = move(report, Act.PROGRESS_REVISE, by=by, note=reason, version=version)
    facts = {name: getattr(old, name) for name in (*QUANTITIES, "note", "problems")}
    new = ProgressReport(project=old.project, period=old.period, revision=old.revision + 1, reason=reason, **facts)
    new.reported_by_id = by.pk
    with change(new, by=by, act=Act.PROGRESS_REVISE, note=reason) as revision:
        pass
    return revision


@transaction.atomic
def add_photo(report, *, by, file, caption=""):
    """Evidence for a month that is still open. Refuses `bad_photo`, `photo_too_big`, `too_many_photos`."""
    image = pictures.reencode(file)
    current = open_report(report)
    if current.photos.count() >= MAX_PHOTOS:
        raise Refused("too_many_photos", f"一个月最多放 {MAX_PHOTOS} 张照片")
    with change(ProgressPhoto(report=current, image=image, caption=caption), by=by, act=Act.PROGRESS_REPORT) as photo:
        pass
    return photo


@transaction.atomic
def remove_photo(photo, *, by):
    open_report(photo.report)
    remove(photo, by=by, act=Act.PROGRESS_REPORT)
    transaction.on_commit(lambda: photo.image.storage.delete(photo.image.name))


def open_report(report):
    project = hold(report.project)
    current = project.reports.get(pk=report.pk)
    require_open(current)
    return current
