"""How the figures of cases are written: a rate with few cases behind it stays a fraction."""

from django import template

from core.templatetags.house import share

register = template.Library()
HOW = {
    "on_time_rate": "期限内答复并办结的 / （办结的 + 没办结已超期的）",
    "response_rate": "期限内首次答复的 / 应当答复的",
    "solved_rate": "居民说解决了的 / 居民说了话的",
    "satisfied_rate": "居民说满意的 / 问到满意不满意的",
    "unanswered_rate": "答复后没有回音而办结的 / 办结的",
    "reopened_rate": "重新办理过的 / 答复过的",
    "paused_rate": "暂停过计时的 / 登记的",
}


@register.filter
def part(figures, name):
    return figures[name]


@register.filter
def how_counted(name):
    return HOW[name]


@register.simple_tag
def case_rate(figures, name):
    """74.5%, or 3/5 where there are too few cases to compare."""
    rate = figures[name]
    if not rate["denominator"]:
        return "—"
    if figures["small"]:
        return f"{rate['numerator']}/{rate['denominator']}"
    return share(rate)
