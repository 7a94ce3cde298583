"""Lines over the same steps in one picture, told apart by colour, dashes and a name at their end."""

from core.charts.svg import cut, line, picture, points, tag, text
from core.charts.trend import nice, short

STROKES = [("var(--c1)", None), ("var(--c4)", "6 4"), ("var(--c5)", "2 3"), ("var(--c3)", "8 3 2 3")]
WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 560, 240, 46, 104, 14, 26


def pair(values, labels, names, *, label, most=None, unit="%"):
    """`values` is a list of numbers per name, one per label or fewer; None is a gap at which a line ends."""
    known = [float(v) for own in values for v in own if v is not None]
    top = most or nice(max([*known, 1]))
    step = (WIDTH - LEFT - RIGHT) / max(len(labels) - 1, 1)
    x = lambda i: LEFT + step * i  # noqa: E731
    y = lambda v: TOP + (HEIGHT - TOP - BOTTOM) * (1 - min(float(v) / top, 1))  # noqa: E731
    parts = [*grid(top, y, unit), *steps(labels, x)]
    ends = []
    for number, (name, own) in enumerate(zip(names, values, strict=True)):
        dots = [(x(i), y(v), v) for i, v in enumerate(own) if v is not None]
        if dots:
            parts += drawn(dots, *STROKES[number % len(STROKES)])
            ends.append([dots[-1][1] + 4, dots[-1][0] + 8, f"{cut(name, 64)} {short(dots[-1][2])}"])
    parts += [text(at, height, words, class_="lab") for height, at, words in apart(ends)]
    return picture(WIDTH, HEIGHT, parts, label=label)


def grid(top, y, unit):
    for part in range(5):
        value = top * part / 4
        yield line(LEFT, y(value), WIDTH - RIGHT, y(value), class_="base" if part == 0 else "grid")
        yield text(LEFT - 6, y(value) + 4, f"{short(value)}{unit}", text_anchor="end")


def steps(labels, x):
    every = 1 if len(labels) <= 12 else 3
    for i, words in enumerate(labels):
        if i % every == 0:
            yield text(x(i), HEIGHT - 8, words, text_anchor="middle")


def drawn(dots, colour, dash):
    yield tag(
        "polyline", points=points((a, b) for a, b, _ in dots), fill="none", stroke=colour, stroke_width=2.2,
        stroke_dasharray=dash, stroke_linejoin="round",
    )  # fmt: skip
    yield tag("circle", cx=dots[-1][0], cy=dots[-1][1], r=3.4, fill=colour)


def apart(ends):
    """The names at the lines' ends, pushed down where they would cover each other."""
    below = float("-inf")
    for end in sorted(ends):
        end[0] = max(end[0], below + 16)
        below = end[0]
        yield end
