"""A radar of a few scores (0–100): one filled shape, a second as a line to compare with."""

import math

from core.charts.svg import picture, points, tag, text

WIDTH, HEIGHT, RADIUS = 420, 300, 96
MIDDLE = (WIDTH / 2, HEIGHT / 2)
RINGS = (25, 50, 75, 100)


def radar(axes, *, label, before=None):
    """`axes` is [(name, score or None)], at least three; `before` is a second list of the same names."""
    drawn = [tag("polygon", points=shape([ring] * len(axes)), class_="ring") for ring in RINGS]
    for number, (name, score) in enumerate(axes):
        x, y = at(number, len(axes), 100)
        drawn.append(tag("line", x1=MIDDLE[0], y1=MIDDLE[1], x2=x, y2=y, class_="ring"))
        drawn.append(axis_name(number, len(axes), name, score))
    if before:
        drawn.append(tag("polygon", points=shape([score or 0 for _, score in before]), class_="before"))
    drawn.append(tag("polygon", points=shape([score or 0 for _, score in axes]), class_="now"))
    for number, (name, score) in enumerate(axes):
        x, y = at(number, len(axes), score or 0)
        words = f"{name} {'没有数据' if score is None else score}"
        drawn.append(tag("circle", cx=x, cy=y, r=4, class_="dot", tabindex=0, data_tip=words))
    return picture(WIDTH, HEIGHT, drawn, label=label, kind="radar")


def axis_name(number, count, name, score):
    x, y = at(number, count, 116)
    side = "middle" if abs(x - MIDDLE[0]) < 8 else "start" if x > MIDDLE[0] else "end"
    words = [
        tag("tspan", name, x=x, dy=0),
        tag("tspan", "—" if score is None else str(score), x=x, dy=16, class_="val"),
    ]
    return text(x, y - (8 if y < MIDDLE[1] else 0), words, text_anchor=side)


def at(number, count, score):
    """Where a score stands on an axis; the first points up, the others follow clockwise."""
    angle = 2 * math.pi * number / count - math.pi / 2
    reach = RADIUS * float(score) / 100
    return MIDDLE[0] + reach * math.cos(angle), MIDDLE[1] + reach * math.sin(angle)


def shape(scores):
    return points([at(number, len(scores), score) for number, score in enumerate(scores)])
