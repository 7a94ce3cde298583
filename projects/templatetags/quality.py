"""Where findings, hidden works, results, assets and defects stand, as colour, shape and word; the same everywhere."""

from django import template
from django.utils import timezone

from core.templatetags.house import st
from projects.acceptance.models import AcceptanceResult, Defect, Finding, HiddenWork

register = template.Library()
FINDINGS = {Finding.State.OPEN: "amber", Finding.State.RECTIFIED: "blue", Finding.State.CLOSED: "green"}
HIDDEN = {HiddenWork.State.RECORDED: "blue", HiddenWork.State.SIGNED: "green", HiddenWork.State.REFUSED: "red"}
VERDICTS = {
    AcceptanceResult.Verdict.PASS: "green",
    AcceptanceResult.Verdict.FAIL: "red",
    AcceptanceResult.Verdict.NOT_APPLICABLE: "grey",
}
DEFECTS = {Defect.State.NOTIFIED: "amber", Defect.State.ON_SITE: "doing", Defect.State.CLOSED: "green"}


def overdue(record, state):
    """How many days past its day a record stands in a state; 0 when it is in time."""
    late = (timezone.localdate() - record.due_on).days if record.state == state else 0
    return max(late, 0)


@register.simple_tag
def finding_state(finding, box=False):
    if late := overdue(finding, Finding.State.OPEN):
        return st("red", f"逾期 {late} 天", box)
    return st(FINDINGS[finding.state], finding.get_state_display(), box)


@register.simple_tag
def hidden_state(work, box=False):
    if work.state == HiddenWork.State.RECORDED and work.cover_on < timezone.localdate():
        return st("red", "过期未签认", box)
    return st(HIDDEN[work.state], work.get_state_display(), box)


@register.simple_tag
def verdict(result, box=False):
    """`None` is a line that nobody looked at."""
    return st(VERDICTS[result.verdict], result.get_verdict_display(), box) if result else st("grey", "还没看", box)


@register.simple_tag
def defect_state(defect, box=False):
    if late := overdue(defect, Defect.State.NOTIFIED):
        return st("red", f"逾期 {late} 天未到场", box)
    words = "建设单位已另行维修" if defect.by_owner else defect.get_state_display()
    return st(DEFECTS[defect.state], words, box)


@register.simple_tag
def period_state(item):
    """Whether a warranty period still runs."""
    today = timezone.localdate()
    if item.ends_on is None:
        return st("green", "长期")
    left = (item.ends_on - today).days
    if left < 0:
        return st("grey", "已到期")
    return st("amber", f"还有 {left} 天") if left <= 90 else st("green", "保修中")


@register.simple_tag
def asset_state(asset, box=False):
    return st("green", "已签收", box) if asset.signed_on else st("amber", "待签收", box)
