"""Appointing resident supervisors, their reports, the answers, and what residents get to see of them."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.policy import Act
from communities.register.stages import Stage
from core import thresholds
from core.calendar import add_working_days
from core.changes import change
from core.errors import Refused
from core.files import actions as files
from core.reveal import reveal
from projects.acceptance import quality
from projects.models import Inspection
from projects.register.actions import past, told
from projects.register.models import Party
from projects.stages.records import hold
from resident_participation.rolls.finding import household as find_household
from resident_participation.rolls.models import RollRow
from resident_participation.supervision import prints
from resident_participation.supervision.models import GROUNDS, ResidentSupervisor, SupervisionReply, SupervisionReport

MOST = "supervision.most"
State, Channel = SupervisionReport.State, SupervisionReport.Channel
NOBODY_BUILDS = (Stage.CLOSED, Stage.REMOVED)


@transaction.atomic
def appoint(project, *, by, community, household="", name="", **values):
    """A supervisor for a term, numbered within the project: a household of the roll, or a named resident without one.

    Refuses `too_many` when as many serve on a day of the term as the 标准值 allows, `serves_already`, `no_name`.
    """
    project = hold(project)
    row = find_household(community, household) if household.strip() else None
    name = name.strip() or (row.owner_name if row else "")
    if not name:
        raise Refused("no_name", "请填姓名，或者填名册里的哪一户", {"name": ["请填姓名，或者填名册里的哪一户"]})
    last = project.resident_supervisors.aggregate(n=Max("number"))["n"] or 0
    new = ResidentSupervisor(project=project, community=community, row=row, name=name, number=last + 1, **values)
    with change(new, by=by, act=Act.SUPERVISOR_APPOINT) as s:
        if not project.members.filter(community=community).exists():
            words = f"{community}不是这个项目的小区"
            raise Refused("other_community", words, {"community": [words]})
        for day in ("chosen_on", "declared_on", "trained_on"):
            past(day, getattr(s, day))
        require_room(project, s)
    return s


def require_room(project, new):
    beside = list(project.resident_supervisors.filter(starts_on__lte=new.ends_on, ends_on__gte=new.starts_on))
    if new.row_id and any(s.row_id == new.row_id for s in beside):
        words = f"{new.row}在这段时间已经是监督员"
        raise Refused("serves_already", words, {"household": [words]})
    most = int(thresholds.value(MOST))
    if len(beside) >= most:
        words = f"一个项目同时至多 {most} 名居民监督员，{'、'.join(str(s) for s in beside)}的任期和这段时间重叠"
        raise Refused("too_many", words, {"starts_on": [words]})


def end(supervisor, *, by, date, reason):
    """End a term early; what was reported stays."""
    with change(supervisor, by=by, act=Act.SUPERVISOR_END, note=told(reason)) as s:
        past("date", date)
        if not s.serves_on(date):
            words = f"任期是 {s.starts_on:%Y年%m月%d日}至 {s.ends_on:%Y年%m月%d日}，这一天不在任期里"
            raise Refused("not_in_term", words, {"date": [words]})
        s.ends_on, s.end_reason = date, reason.strip()
    return s


def reveal_name(supervisor, *, by, reason):
    """The name in clear; who looked stays on record."""
    reveal(supervisor, by=by, act=Act.SUPERVISOR_REVEAL, reason=reason, example="电话通知培训")
    return {"name": supervisor.name, "phone": supervisor.row.owner_phone if supervisor.row else ""}


def places(community):
    """Where a problem may be: the grounds, then the buildings of the roll in their order."""
    named = RollRow.objects.filter(community=community).order_by().values_list("building", flat=True).distinct()
    number = lambda words: int("".join(c for c in words if c.isdigit()) or 0)  # noqa: E731
    return [GROUNDS, *sorted(named, key=lambda words: (number(words), words))]


@transaction.atomic
def report(supervisor, *, by, photo, channel=Channel.CARD, client_key=None, **values):
    """A supervisor's photo report: due within the working days of its severity. `client_key`: sent twice, kept once.

    Refused: `not_in_term`, `not_begun`, `no_such_place`, and what core.files says of the photo.
    """
    project = hold(supervisor.project)
    if client_key and (kept := SupervisionReport.objects.filter(client_key=client_key).first()):
        return kept
    today = timezone.localdate()
    require_term(supervisor, today)
    if project.first_works_date is None or project.first_works_date > today or project.status in NOBODY_BUILDS:
        raise Refused("not_begun", f"“{project}”现在没有在施工，也不在质保期，不能上报")
    if values["building"] not in places(supervisor.community):
        raise Refused("no_such_place", "没有这幢楼", {"building": ["没有这幢楼，请从列表里选"]})
    new = SupervisionReport(
        project=project, supervisor=supervisor, channel=channel, client_key=client_key, filed_on=today, **values
    )
    new.due_on = new.first_due_on = due(new.severity, today)
    act = Act.SUPERVISION_ENTER if channel == Channel.DESK else Act.SUPERVISION_REPORT
    with change(new, by=by, act=act) as made:
        pass
    prints.keep(made, files.attach(made, photo, by=by, client_key=client_key))
    return made


def enter(supervisor, *, by, photo, **values):
    """The office writes down what a supervisor without a card brought. Refuses `has_card`."""
    if supervisor.row_id and supervisor.row.cards.filter(live=True).exists():
        raise Refused("has_card", f"{supervisor}有参与卡，请本人扫卡上报")
    return report(supervisor, by=by, photo=photo, channel=Channel.DESK, **values)


def require_term(supervisor, day):
    if not supervisor.serves_on(day):
        term = f"{supervisor.starts_on:%Y年%m月%d日}至 {supervisor.ends_on:%Y年%m月%d日}"
        raise Refused("not_in_term", f"{supervisor}的任期是 {term}，任期以外不能办")


def due(severity, day):
    return add_working_days(day, int(thresholds.value(f"supervision.days.{severity}", day)))


@transaction.atomic
def answer(report, *, by, text, photo=None):
    """What was done about it, with a photo where there is one; the supervisor then says whether it is solved."""
    with change(report, by=by, act=Act.SUPERVISION_ANSWER, note=text) as r:
        SupervisionReport.LIFECYCLE.step(r, Act.SUPERVISION_ANSWER)
        r.answered_on = r.answered_on or timezone.localdate()
    facts = {"office": office_of(by, r), "text": text.strip(), "given_on": timezone.localdate()}
    with change(
        SupervisionReply(report=r, by_name=by.display_name, **facts), by=by, act=Act.SUPERVISION_ANSWER
    ) as reply:
        pass
    if photo:
        prints.keep(r, files.attach(reply, photo, by=by))
    return r


def office_of(user, report):
    """In whose name somebody answers: the firm's part in the project, or the office."""
    own = [role for role, key in user.bodies if (role, key) in report.bodies()]
    return Party.Role(own[0]).label if own else user.role_label


def settle(report, *, by, fixed, said=""):
    """The supervisor says whether it is solved. If not, it is open again with a new day; nothing of before is lost."""
    require_term(report.supervisor, timezone.localdate())
    act = Act.SUPERVISION_CONFIRM if fixed else Act.SUPERVISION_REOPEN
    return settled(report, by=by, right=act, act=act, said=said)


def settle_for(report, *, by, fixed, said):
    """The office writes down what a supervisor says who has no card or whose term is over. Refuses `has_card`."""
    who = report.supervisor
    if who.serves_on(timezone.localdate()) and who.row_id and who.row.cards.filter(live=True).exists():
        raise Refused("has_card", f"{who}有参与卡，请本人确认")
    act = Act.SUPERVISION_ENTER if fixed else Act.SUPERVISION_REOPEN
    return settled(report, by=by, right=Act.SUPERVISION_ENTER, act=act, said=said)


def settled(report, *, by, right, act, said):
    with change(report, by=by, act=right, note=said) as r:
        SupervisionReport.LIFECYCLE.step(r, act)
        r.said, today = said.strip(), timezone.localdate()
        if r.state == State.CLOSED:
            r.closed_on = today
        else:
            r.reopened, r.due_on = r.reopened + 1, due(r.severity, today)
    return r


@transaction.atomic
def inspect(report, *, by, kind, due_on=None):
    """Make it a finding of a residents' inspection, in one act; the finding goes its own way from there."""
    report = SupervisionReport.objects.select_for_update(of=["self"]).get(pk=report.pk)
    if report.finding_id:
        raise Refused("has_finding", "已经列入检查问题")
    facts = {"kind": Inspection.Kind.RESIDENTS, "held_on": report.filed_on, "inspector": str(report.supervisor)}
    seen = quality.inspect(report.project, by=by, **facts)
    where = f"{report.building}{report.get_part_display()}"
    found = quality.find(seen, by=by, kind=kind, place=where, text=str(report), due_on=due_on)
    with change(report, by=by, act=Act.SUPERVISION_INSPECT) as r:
        SupervisionReport.LIFECYCLE.step(r, Act.SUPERVISION_INSPECT)
        r.finding = found
    return r


def publish_reply(reply, *, by, public_text):
    """What residents read of an answer, as a clerk wrote it; empty takes it back."""
    with change(reply, by=by, act=Act.SUPERVISION_PUBLISH) as r:
        r.public_text = public_text.strip()
    return r.report


def publish_photo(attachment, *, by, is_public, looked=False):
    """Show a photo in the public log, or no longer. Refuses `look_first` unless somebody looked for faces."""
    if is_public and not looked:
        words = "请先看一遍：照片里没有人脸、车牌、门牌号"
        raise Refused("look_first", words, {"looked": [words]})
    with change(attachment, by=by, act=Act.SUPERVISION_PUBLISH) as a:
        a.is_public = is_public
    return a
