"""Parts of a whole in one bar (its figures stand in a table beside it), and a line the size of a word."""

from itertools import cycle

from core.charts.svg import picture, points, tag

COLOURS = ("var(--c1)", "var(--c2)", "var(--c5)", "var(--m3)", "var(--m2)", "var(--c3)", "var(--c4)")


def stacked(parts, *, label, width=520, height=22):
    """`parts` is [(name, value)], at most seven to stay readable; values are numbers of one unit."""
    total = float(sum(value for _, value in parts)) or 1.0
    drawn, x = [], 0.0
    for (name, value), colour in zip(parts, cycle(COLOURS), strict=False):
        wide = width * float(value) / total
        drawn.append(
            tag("rect", x=x, y=0, width=max(wide - 2, 1.0), height=height, fill=colour, data_tip=f"{name} {value}")
        )
        x += wide
    return picture(width, height, drawn, label=label)


def spark(values, *, label, width=88, height=24):
    """A line without axes: only its direction counts. Takes one value or more."""
    low, high = float(min(values)), float(max(values))
    step, span = (width - 6) / max(len(values) - 1, 1), (high - low) or 1.0
    line = [(2 + step * i, 3 + (height - 6) * (1 - (float(v) - low) / span)) for i, v in enumerate(values)]
    end = tag("circle", cx=line[-1][0], cy=line[-1][1], r=2.6, fill="var(--c1)")
    stroke = tag("polyline", fill="none", stroke="var(--c1)", stroke_width=1.6, points=points(line))
    return picture(width, height, [stroke, end], label=label)
