"""How figures, dates, people and statuses are written; one place, the rules of docs/dev/pages.md."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import template
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms import DateField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from core.acts import LABELS
from core.listing import with_params
from core.months import cn_month
from core.schedules import words
from core.secrets import mask_name, mask_phone

register = template.Library()
EMPTY, MINUS, CHOOSE = "—", "\u2212", "请选择"
DASHES = BLANK_CHOICE_DASH[0]
YI = Decimal(10000)  # 万元 in 1 亿元
SHAPES = {
    "red": "s-red",
    "amber": "s-amber",
    "blue": "s-blue",
    "doing": "s-doing",
    "green": "s-green",
    "grey": "s-grey",
}
COLOURS = {"doing": "blue"}


def rounded(value, places):
    """Half up, as official figures are."""
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def grouped(value, places=0):
    text = f"{rounded(value, places):,}"
    return text.replace("-", MINUS)


@register.simple_tag
def icon(name):
    """An icon of the sprite; always beside a word."""
    return format_html('<svg class="i" aria-hidden="true"><use href="{}#i-{}"/></svg>', static("icons.svg"), name)


@register.simple_tag
def st(kind, text, box=False):
    """A status: colour, shape and word, never colour alone."""
    colour, shape = COLOURS.get(kind, kind), SHAPES.get(kind, "s-grey")
    return format_html(
        '<span class="st {}{}"><svg aria-hidden="true"><use href="{}#{}"/></svg>{}</span>',
        colour,
        " box" if box else "",
        static("icons.svg"),
        shape,
        text,
    )


@register.simple_tag
def bar(percent, kind="", mark=None, label=""):
    """Progress with the mark where the schedule says it should be. Percents 0–100."""
    width = min(max(Decimal(str(percent or 0)), Decimal(0)), Decimal(100))
    inner = format_html('<i class="{}" style="width:{}%"></i>', kind, rounded(width, 1))
    line = (
        format_html('<u style="left:{}%" data-l="{}"></u>', rounded(min(mark, 100), 1), label)
        if mark is not None
        else ""
    )
    words = (
        f"{rounded(width, 1)}%，{label or '应到'} {rounded(mark, 1)}%" if mark is not None else f"{rounded(width, 1)}%"
    )
    return format_html('<span class="bar" role="img" aria-label="{}">{}{}</span>', words, inner, line)


@register.filter
def wan(m2):
    """m² as 万㎡: two decimals below 100 万㎡, none from there on."""
    if m2 in (None, ""):
        return EMPTY
    value = Decimal(str(m2)) / 10000
    return f"{grouped(value, 2 if abs(rounded(value, 2)) < 100 else 0)} 万㎡"


@register.filter
def wan_number(m2):
    """The same without the unit, for columns that have it in the head."""
    return EMPTY if m2 in (None, "") else grouped(Decimal(str(m2)) / 10000, 2)


@register.filter
def area(m2):
    """m² as they are: 620㎡."""
    return EMPTY if m2 in (None, "") else f"{grouped(m2, 0)}㎡"


@register.filter
def money(amount):
    """万元: from 1 亿 on as 亿元 with one decimal."""
    if amount in (None, ""):
        return EMPTY
    value = rounded(amount, 0)
    return yi(amount) if abs(value) >= YI else f"{grouped(value)} 万元"


@register.filter
def yi(amount):
    """万元 as 亿元 whatever their size, for columns that keep one unit."""
    return EMPTY if amount in (None, "") else f"{grouped(Decimal(str(amount)) / YI, 1)} 亿元"


@register.filter
def plain_number(value):
    """A number without the zeros its column keeps: 800.0000 → 800, 1.3000 → 1.3."""
    return EMPTY if value in (None, "") else f"{Decimal(str(value)).normalize():f}"


@register.filter
def figure(value):
    """A number with its decimals where it has any, thousands apart: 41,300 · 3,412.55."""
    return EMPTY if value in (None, "") else grouped(value, 2 if Decimal(str(value)) % 1 else 0)


@register.filter
def exact(value):
    """With all the decimals it has, thousands apart: 552,550 · −64.4."""
    return EMPTY if value in (None, "") else f"{Decimal(str(value)):,f}".replace("-", MINUS)


@register.filter
def count(value):
    return EMPTY if value in (None, "") else grouped(value)


@register.filter
def pct(value):
    """A percentage with one decimal."""
    return EMPTY if value in (None, "") else f"{rounded(value, 1)}%".replace("-", MINUS)


@register.filter
def share(fraction):
    """{numerator, denominator} as a percentage; nothing to divide by is —."""
    if not fraction or not Decimal(str(fraction["denominator"])):
        return EMPTY
    return pct(Decimal(str(fraction["numerator"])) * 100 / Decimal(str(fraction["denominator"])))


@register.filter
def pp(value):
    """A difference of percentages in points, signed."""
    if value in (None, ""):
        return EMPTY
    points = rounded(value, 1)
    return f"+{points}" if points > 0 else str(points).replace("-", MINUS)


@register.filter
def cndate(value):
    """2026年9月30日."""
    if not value:
        return EMPTY
    if isinstance(value, str):
        value = date.fromisoformat(value[:10])
    day = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


@register.filter
def shortdate(value):
    """09-30 this year, 2025-09-30 otherwise."""
    if not value:
        return EMPTY
    day = timezone.localtime(value) if isinstance(value, datetime) else value
    return f"{day:%m-%d}" if day.year == timezone.localdate().year else f"{day:%Y-%m-%d}"


@register.filter
def moment(value):
    """09-30 08:12."""
    return f"{shortdate(value)} {timezone.localtime(value):%H:%M}" if value else EMPTY


@register.filter
def cnmonth(period):
    """2026-10 as 2026年10月."""
    return cn_month(period) if period else EMPTY


@register.filter
def masked_name(value):
    return mask_name(value) if value else EMPTY


@register.filter
def masked_phone(value):
    return mask_phone(value) if value else EMPTY


@register.simple_tag(takes_context=True)
def params(context, **changes):
    """The page's address with some parameters replaced: {% params year=2026 %}."""
    changes = {key: None if value is None else str(value) for key, value in changes.items()}
    return with_params(context["request"].GET, **changes)


@register.filter
def item(mapping, key):
    """mapping[key] in a template; missing is None."""
    return mapping.get(key) if mapping else None


@register.simple_tag
def field(bound):
    """A form field with its label, hint, error and control, as every form shows it."""
    say_choose(bound.field)
    widget = bound.field.widget
    many = getattr(widget, "input_type", "") in ("checkbox", "radio") and hasattr(widget, "choices")
    single = getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "choices")
    told = {"hint": bound.help_text, "err": bound.errors}
    attrs = {"aria-describedby": " ".join(f"{bound.auto_id}-{part}" for part, words in told.items() if words) or None}
    if not (many or single):
        attrs["class"] = " ".join(filter(None, ["in", widget.attrs.get("class")]))
    control = bound.as_widget(attrs={key: value for key, value in attrs.items() if value})
    return render_to_string(
        "house/_field.html", {"field": bound, "control": mark_safe(control), "many": many, "single": single}
    )


def say_choose(field):
    """Django's row of dashes for "nothing chosen", in words."""
    if getattr(field, "empty_label", None):
        field.empty_label = CHOOSE
    elif (choices := getattr(field, "choices", None)) and isinstance(choices, list) and choices[0] == DASHES:
        field.choices = [("", CHOOSE), *choices[1:]]


@register.filter
def bound(form, name):
    """The form's field of that name, or nothing when the form leaves it out."""
    return form[name] if name in form.fields else ""


@register.filter
def kind(bound):
    """What a filter's input is: "date" for days (Django draws them as text), else its widget's own type."""
    return "date" if isinstance(bound.field, DateField) else bound.field.widget.input_type


@register.filter
def chosen(bound, value):
    """Whether a choice of a bound field is picked; one value or several."""
    given = bound.value()
    return str(value) in [str(v) for v in (given if isinstance(given, (list, tuple)) else [given])]


@register.filter
def act_label(change):
    """An act of the log in words; old acts that are no longer in the table keep their code."""
    return LABELS.get(change.act, change.act)


@register.filter
def schedule_words(schedule):
    return words(schedule)
