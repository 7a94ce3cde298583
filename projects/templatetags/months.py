"""The state of a month's progress as colour, shape and word; the same on every page."""

from django import template
from django.utils.html import format_html

from core.months import month_end
from core.templatetags.house import bar, pct, st
from projects.progress.filters import MISSING
from projects.progress.models import ProgressReport

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
    """Progress with the mark where the project's planned dates say it should be by a day."""
    mark = project.planned_percent(day)
    words = f"形象进度 {pct(percent)}，按计划工期应到 {pct(mark)}"
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
