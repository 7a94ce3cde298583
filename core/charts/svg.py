"""Small words for drawing SVG by hand: the picture is the same on screen, on paper and without scripts."""

from django.utils.html import conditional_escape, escape
from django.utils.safestring import mark_safe


def tag(name, content=None, /, **attributes):
    """<name a="…">content</name>; values are escaped, `_` in names is `-`, numbers get one decimal."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{number(value)}"'
        for key, value in attributes.items()
        if value is not None
    )
    if content is None:
        return mark_safe(f"<{name}{shown}/>")
    return mark_safe(f"<{name}{shown}>{join(content)}</{name}>")


def join(parts):
    """Parts that are markup already stay; plain text is escaped."""
    if isinstance(parts, str):
        return conditional_escape(parts)
    return mark_safe("".join(conditional_escape(part) for part in parts))


def number(value):
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else escape(value)


def text(x, y, words, **attributes):
    return tag("text", words, x=float(x), y=float(y), **attributes)


def line(x1, y1, x2, y2, **attributes):
    return tag("line", x1=float(x1), y1=float(y1), x2=float(x2), y2=float(y2), **attributes)


def points(pairs):
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in pairs)


def picture(width, height, parts, *, label, kind=""):
    """The whole drawing, with one sentence for those who do not see it."""
    return tag("svg", parts, class_=f"ch {kind}".strip(), viewBox=f"0 0 {width} {height}", role="img", aria_label=label)
