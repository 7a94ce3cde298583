"""Small words for drawing SVG by hand: the picture is the same on screen, on paper and without scripts."""

from unicodedata import east_asian_width

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


def length(words, size=12):
    """About how wide words are at a font size, in the drawing's units: a Chinese character is as wide as it is high."""
    return sum(size if east_asian_width(sign) in "WFA" else size * 0.6 for sign in str(words))


def cut(words, room, size=12):
    """Words that fit into `room`, ending in … where some were left out; "" when not even one sign fits."""
    words = str(words)
    if length(words, size) <= room:
        return words
    kept = next((n for n in range(len(words), 0, -1) if length(f"{words[:n]}…", size) <= room), 0)
    return f"{words[:kept]}…" if kept else ""


def picture(width, height, parts, *, label, kind="", role="img"):
    """The whole drawing, with one sentence for those who do not see it; role "group" when it has links inside."""
    return tag("svg", parts, class_=f"ch {kind}".strip(), viewBox=f"0 0 {width} {height}", role=role, aria_label=label)
