"""A report from its draft to its publication: explained or mended, submitted, checked, signed, published, corrected."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Area
from accounts.policy import MAY, Act
from core.changes import change
from core.errors import Refused
from reports import checks, deadlines, events, numbering, periods
from reports.bulletin import draft, paragraphs
from reports.comparing import differences
from reports.freezing import fingerprint, take_again
from reports.mailing import actions as mailing
from reports.models import Report

State = Report.State
LONGEST = 20000  # characters of a text


def moved(report, act):
    """Step the report; a deadline that ran gives way to that of the next step."""
    Report.LIFECYCLE.step(report, act)
    if report.due_on is not None:
        report.due_on = deadlines.due_on(report, next_since(report))


def next_since(report):
    """Deadlines count from the period's end as long as they lie ahead, else from today: who sends back on the fifth
    day leaves time to mend."""
    last, today = periods.parse(report.kind, report.period).last, timezone.localdate()
    due = deadlines.due_on(report, last)
    return last if due and due >= today else today


def stamp(report, name, by):
    setattr(report, f"{name}_at", timezone.now())
    setattr(report, f"{name}_by", by.display_name)


def explain(report, *, by, finding, words):
    """Say why a finding is right as it is. Refuses `no_finding` when the report has none of that code."""
    with change(report, by=by, act=Act.REPORT_EXPLAIN) as r:
        Report.LIFECYCLE.step(r, Act.REPORT_EXPLAIN)
        if finding not in {one.code for one in checks.findings(r)}:
            said = "这一条已经没有了，请刷新页面再看"
            raise Refused("no_finding", said, {"finding": [said]})
        if not words.strip():
            raise Refused("no_words", "请写说明", {"words": ["请写说明"]})
        r.explanations = {**r.explanations, finding: words.strip()}
    return r


def write(report, *, by, text):
    """The text of the bulletin as edited, a paragraph a line; nothing typed or nothing changed: as drafted from the
    figures. Explanations of its figures are given anew. Refuses `too_long`."""
    with change(report, by=by, act=Act.REPORT_WRITE) as r:
        Report.LIFECYCLE.step(r, Act.REPORT_WRITE)
        typed = paragraphs(text)
        r.text = "" if typed == draft(r) else "\n".join(typed)
        if len(r.text) > LONGEST:
            said = f"正文最多 {LONGEST} 字，现在 {len(r.text)} 字"
            raise Refused("too_long", said, {"text": [said]})
        r.explanations = {code: words for code, words in r.explanations.items() if code != checks.STRANGE}
    return r


@transaction.atomic
def refresh(report, *, by):
    """重新取数: the figures as the facts are known now, before the report goes up. Explanations are given anew."""
    by.require(Act.REPORT_REFRESH, report)
    taken = take_again(report.kind, report.period, report.area)
    own = taken.figures[report.area_id]
    with change(report, by=by, act=Act.REPORT_REFRESH) as r:
        Report.LIFECYCLE.step(r, Act.REPORT_REFRESH)
        sha = fingerprint(own)
        if sha == r.snapshot_sha256:
            raise Refused("nothing_new", "台账和进展没有变化，数字和现在的一样")
        r.frozen, r.figures, r.snapshot_sha256, r.explanations = taken, own, sha, {}
    return r


def submit(report, *, by, note=""):
    """Send it up. Refuses `unexplained` while a finding is neither mended nor explained."""
    with change(report, by=by, act=Act.REPORT_SUBMIT, note=note) as r:
        moved(r, Act.REPORT_SUBMIT)
        if waiting := checks.unexplained(r):
            words = "；".join(one.words for one in waiting[:3])
            raise Refused("unexplained", f"还有 {len(waiting)} 处要改正或者说明：{words}")
        r.returned_reason = ""
        stamp(r, "submitted", by)
    return r


def check(report, *, by, note=""):
    """The level above holds it right. Refuses `own_report`: nobody checks their own level's report, save the city."""
    with change(report, by=by, act=Act.REPORT_CHECK, note=note) as r:
        moved(r, Act.REPORT_CHECK)
        if not stands_above(by, r.area):
            raise Refused("own_report", "本级的报告由上级核对")
        stamp(r, "checked", by)
    return r


def stands_above(by, area):
    """Whether somebody checks for a level above an area; above the city there is none."""
    if by.pk is None or area.level == Area.Level.CITY:
        return True
    rights = [own for role, own in by.rights if own and Act.REPORT_CHECK in MAY[role]]
    return any(area.pk != own and area.pk.startswith(own) for own in rights)


def sign(report, *, by, number="", note=""):
    """签发, under a 发文字号 when the office gives one. Refuses `bad_number`, `number_taken`."""
    with change(report, by=by, act=Act.REPORT_SIGN, note=note) as r:
        moved(r, Act.REPORT_SIGN)
        r.number = numbering.checked(number, r)
        stamp(r, "signed", by)
    return r


@transaction.atomic
def publish(report, *, by, note=""):
    """Locked from here on, and mailed to its readers: the figures must be those that were signed."""
    with change(report, by=by, act=Act.REPORT_PUBLISH, note=note) as r:
        moved(r, Act.REPORT_PUBLISH)
        if fingerprint(r.figures) != r.snapshot_sha256:
            raise Refused("not_intact", "报告的数字与校验码不一致，不能公布，请告诉系统管理员")
        stamp(r, "published", by)
    mailing.mail(r, by=by)
    return r


def send_back(report, *, by, reason):
    """Not right yet: whose report it is mends it and submits it again."""
    with change(report, by=by, act=Act.REPORT_RETURN, note=reason) as r:
        moved(r, Act.REPORT_RETURN)
        if not reason.strip():
            raise Refused("needs_reason", "请写退回原因", {"reason": ["请写退回原因"]})
        r.returned_reason, r.number = reason.strip(), ""
        for name in ("submitted", "checked", "signed"):
            setattr(r, f"{name}_at", None)
            setattr(r, f"{name}_by", "")
    return r


@transaction.atomic
def revise(report, *, by, reason):
    """更正: a new revision with the figures as they are known now. The published one stays as it is, and in force until
    the new one is published. Refuses `revised` when there is a later one, `nothing_changed` when no figure differs."""
    Report.LIFECYCLE.step(report, Act.REPORT_REVISE)
    by.require(Act.REPORT_REVISE, report)
    if later(report).exists():
        raise Refused("revised", "这份报告已经有更正，请在最新的更正上办理")
    taken = take_again(report.kind, report.period, report.area)
    own = taken.figures[report.area_id]
    if not differences(report.figures, own) and fingerprint(own) == report.snapshot_sha256:
        raise Refused("nothing_changed", "台账和进展没有变化，数字和公布的一样，不用更正")
    new = Report(
        area=report.area, kind=report.kind, period=report.period, revision=report.revision + 1, frozen=taken,
        figures=own, snapshot_sha256=fingerprint(own), reason=reason.strip(), issued_by=by.display_name,
    )  # fmt: skip
    new.due_on = deadlines.due_on(new, timezone.localdate())
    try:
        with transaction.atomic():
            with change(new, by=by, act=Act.REPORT_REVISE, note=reason) as made:
                pass
            events.issued(made)
    except IntegrityError as error:
        raise Refused("revised", "刚刚有人做了更正，请刷新页面") from error
    return made


def later(report):
    rows = Report.objects.of(report.kind, report.period).filter(area=report.area_id)
    return rows.filter(revision__gt=report.revision)


def corrected(report):
    """The report that a revision corrects, or None."""
    if not report.revision:
        return None
    rows = Report.objects.of(report.kind, report.period).filter(area=report.area_id)
    return rows.filter(revision=report.revision - 1).first()
