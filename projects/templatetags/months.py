"""The state of a month's progress as colour, shape and word; the same on every page."""

from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.utils.html import format_html

from core.months import month_end
from core.templatetags.house import bar, pct, st
from projects.progress.filters import MISSING
from projects.progress.models import ProgressReport
from projects.progress.schedule import planned_percent

register = template.Library()
State = ProgressReport.State
KINDS = {
    MISSING: "red",
    State.DRAFT: "grey",
    State.SUBMITTED: "blue",
    State.RETURNED: "amber",
    State.VERIFIED: "green",
    State.LOCKED: "green",
    State.SUPERSEDED: "grey",
}
WORDS = {MISSING: "没有填报", **dict(State.choices)}


@register.simple_tag
def month_state(state, box=False):
    """`None` is a month that nobody filled in."""
    state = state or MISSING
    return st(KINDS[state], WORDS[state], box)


@register.filter
def amount(value):
    """万元 with two decimals, as tables show it; the unit stands in the head."""
    return "—" if value in (None, "") else f"{value:,.2f}"


@register.simple_tag
def works_bar(percent, project, day):
    """Progress with the mark where the project's plan says it should be by a day. Lists prefetch `baselines`."""
    mark = planned_percent(project, day)
    words = f"形象进度 {pct(percent)}，按计划应到 {pct(mark)}"
    return format_html(
        '<span class="row nowrap" title="{}"><span class="grow" style="min-width:96px">{}</span>'
        '<span class="nw">{}</span></span>',
        words,
        bar(percent, mark=mark),
        pct(percent),
    )


@register.simple_tag
def month_bar(report, project):
    return works_bar(report.percent, project, month_end(report.period))


WORK_KINDS = {"intent": "grey", "committed": "blue", "in_works": "doing", "done": "green", "cancelled": "grey"}


@register.simple_tag
def work_state(work, box=False):
    """Where a special work stands."""
    return st(WORK_KINDS[work.state], work.get_state_display(), box)


@register.filter
def saves(proposal):
    """What a proposal saves, in words."""
    said = []
    for name, words, unit in (
        ("digs", "少挖", "次"),
        ("entries", "少进场", "次"),
        ("household_days", "少扰民", "户·天"),
    ):
        before, after = proposal[name]
        if before > after:
            said.append(f"{words} {before - after:,} {unit}")
    return "，".join(said) or "消除冲突，次数不变"


@register.simple_tag
def share_bar(part, whole):
    """A part of a whole as a bar with its percent; a dash where there is no whole."""
    if not whole:
        return "—"
    percent = min(part * 100 / whole, 100)
    return format_html(
        '<span class="row nowrap"><span class="grow" style="min-width:72px">{}</span><span class="nw">{}</span></span>',
        bar(percent),
        share_words(part, whole),
    )


@register.simple_tag
def share_words(part, whole):
    """25.0%, from the exact numbers."""
    return pct(part * 100 / whole) if whole else "—"


@register.simple_tag
def milestone_state(milestone, late, box=False):
    """Reached or not, in time or not; `late` in days."""
    if milestone.done_on:
        return st("grey", f"完成，晚 {late} 天", box) if late else st("green", "按期完成", box)
    return st("red", f"逾期 {late} 天", box) if late else st("grey", "未到", box)


@register.simple_tag
def milestone_on(milestone, today):
    return milestone_state(milestone, milestone.days_late(today))


@register.filter
def signed(points):
    """−6.67 as −6.7, +3.21 as +3.2."""
    return f"{points:+.1f}".replace("-", "−")


@register.filter
def behind(standing):
    """How far ahead or behind, in words."""
    points = abs(standing.deviation).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if not points:
        return "和计划一样"
    return f"{'落后' if standing.deviation < 0 else '超前'} {points} 个百分点"


PLAN_KINDS = {"draft": "grey", "submitted": "amber", "approved": "green", "superseded": "grey"}


@register.simple_tag
def plan_state(plan, box=False):
    """Where a precinct plan stands."""
    return st(PLAN_KINDS[plan.state], plan.get_state_display(), box)


@register.filter
def dec(text):
    """A frozen amount, kept as text, as the number it is."""
    return Decimal(text)


@register.filter
def tidy(text):
    """1480.50 as 1,480.5, "0" as a dash."""
    number = Decimal(text)
    return f"{number.normalize():,f}" if number else "—"
