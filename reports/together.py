"""一起办理: many reports that wait for the same step are checked, signed or published in one go by the worker.

Each report is a step of its own, so that a run that broke off goes on where it stopped. Those with findings that
somebody explained have to be read: they are left out and are done one by one.
"""

from dataclasses import dataclass, field
from itertools import groupby

from django.core.exceptions import PermissionDenied

from accounts.policy import Act
from core import jobs
from core.errors import Refused
from reports import periods, signing, waiting
from reports.models import Kind, Report

TOGETHER = "reports.together"
State = Report.State
STEPS = {  # name: (right, action, who waits for it, where a report is afterwards), in this order
    "check": (Act.REPORT_CHECK, signing.check, waiting.to_check, State.CHECKED),
    "sign": (Act.REPORT_SIGN, signing.sign, waiting.to_sign, State.SIGNED),
    "publish": (Act.REPORT_PUBLISH, signing.publish, waiting.to_publish, State.PUBLISHED),
}
AFTER = [after for *_, after in STEPS.values()]


@dataclass
class Batch:
    """The reports of one period that wait for one step of a person."""

    act: str
    kind: str
    period: str
    ready: list = field(default_factory=list)
    to_read: list = field(default_factory=list)

    @property
    def verb(self):
        return STEPS[self.act][0].label.removesuffix("报告")

    @property
    def title(self):
        return f"{periods.parse(self.kind, self.period).label}{Kind(self.kind).label}"


def batches(user):
    """[Batch] of everything that waits for a person, the oldest period first."""
    found = []
    for act, (right, _, queue, _) in STEPS.items():
        if not user.may_somewhere(right):
            continue
        rows = sorted(queue(user), key=lambda one: (one.kind, one.period, one.area_id))
        for (kind, period), some in groupby(rows, key=lambda one: (one.kind, one.period)):
            batch = Batch(act, kind, period)
            for report in some:
                (batch.to_read if must_be_read(act, report) else batch.ready).append(report)
            found.append(batch)
    return sorted(found, key=lambda one: (one.period, list(STEPS).index(one.act)))


def must_be_read(act, report):
    return act == "check" and bool(report.explanations)


def order(act, kind, period, *, by):
    """Have the worker take the step for all that are ready. Refuses `nothing_waits`. Returns the job."""
    if not by.may_somewhere(STEPS[act][0]):
        raise PermissionDenied
    mine = next((one for one in batches(by) if (one.act, one.kind, one.period) == (act, kind, period)), None)
    if mine is None or not mine.ready:
        raise Refused("nothing_waits", "没有可以一起办理的报告，可能刚刚有人办了，请刷新页面")
    params = {"act": act, "reports": [report.pk for report in mine.ready]}
    return jobs.enqueue(TOGETHER, by=by, params=params, title=f"{mine.title}：{mine.verb} {len(mine.ready)} 份")


@jobs.job(TOGETHER, "一起办理报告")
def take_steps(job):
    """Run again after a crash it finds those done already a step further and passes them over.

    What somebody explained since the order was given is left to be read.
    """
    act, keys, done, left = job.params["act"], job.params["reports"], 0, []
    _, action, _, after = STEPS[act]
    for number, report in enumerate(Report.objects.filter(pk__in=keys).select_related("area").order_by("area_id"), 1):
        if no := refusal(report, act, action, job.by, after):
            left.append(f"{report.area.name}：{no}")
        else:
            done += 1
        job.progress(number, len(keys), report.area.name)
    words = f"办好 {done} 份" + (f"，{len(left)} 份没有办。{'；'.join(left)}" if left else "")
    job.progress(len(keys), len(keys), words)
    return {"result": {"done": done, "left": left}, "result_url": "/reports/together/"}


def refusal(report, act, action, by, after):
    """Take the step; why it was not taken, or "" when it was, now or by an earlier run or somebody else."""
    if is_past(report, after):
        return ""
    if must_be_read(act, report):
        return "有异常说明，要看过再核对"
    try:
        action(report, by=by)
    except (Refused, PermissionDenied) as no:
        words = str(no) if isinstance(no, Refused) else "没有权限"
        return "" if is_past(report, after) else words
    return ""


def is_past(report, after):
    """Whether a report has come as far as `after`."""
    now = Report.objects.values_list("state", flat=True).get(pk=report.pk)
    return now in AFTER[AFTER.index(after) :]
