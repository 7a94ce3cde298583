"""Plan against actual: cumulative lines above, bars per step below."""

from dataclasses import dataclass

from core.charts.svg import line, picture, points, tag, text

GREY, INK, ACTUAL = "var(--ink-3)", "var(--ink)", "var(--c1)"


@dataclass(frozen=True)
class Frame:
    """Where things lie, in the drawing's units."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bars: int  # height of the bars below
    count: int

    @property
    def floor(self):
        return self.height - 24

    @property
    def base(self):
        return self.floor - self.bars - 36

    @property
    def step(self):
        return (self.width - self.left - self.right) / max(self.count, 1)

    def x(self, index):
        return self.left + self.step * (index + 0.5)

    def y(self, value, most):
        return self.top + (self.base - self.top) * (1 - float(value) / most)

    def bar_y(self, value, most):
        return self.floor - self.bars * float(value) / most


def trend(labels, planned, actual, *, label, tips, unit="", narrow=False, band=()):
    """`planned` and `actual` are cumulative, one per label; `actual` may be shorter: what is to come is not drawn.

    `band` is [(place, low, middle, high)] of what is expected, beginning where `actual` ends. `label` is the
    one-sentence description, `tips` a text per step. Returns SVG markup.
    """
    frame = Frame(390, 360, 34, 8, 26, 56, len(labels)) if narrow else Frame(700, 400, 46, 96, 16, 74, len(labels))
    most = nice(max([*map(float, planned), *map(float, actual), 1]))
    parts = [*grid(frame, most), *expected(frame, band, most), *lines(frame, planned, actual, most)]
    parts += [*bars(frame, labels, planned, actual), *notes(frame, planned, actual, most, unit)]
    parts += told(frame, planned, band, most)
    parts += [
        tag(
            "rect",
            x=frame.x(i) - frame.step / 2,
            y=float(frame.top),
            width=frame.step,
            height=float(frame.floor - frame.top),
            fill="transparent",
            data_tip=tip,
        )
        for i, tip in enumerate(tips)
    ]
    return picture(frame.width, frame.height, parts, label=label)


def nice(value):
    """A round number not below `value`, with four equal parts that are round too."""
    scale = 1
    while scale * 10 < value:
        scale *= 10
    return next(scale * n for n in (1, 2, 4, 6, 8, 10) if scale * n >= value)


def grid(frame, most):
    for part in range(5):
        value = most * part / 4
        y = frame.y(value, most)
        yield line(frame.left, y, frame.width - frame.right, y, class_="base" if part == 0 else "grid")
        yield text(frame.left - 8, y + 4, f"{value:.12g}", text_anchor="end")


def expected(frame, band, most):
    """What is expected: a line in the middle of a band from low to high."""
    if len(band) < 2:
        return
    low, high = ([(frame.x(one[0]), frame.y(one[side], most)) for one in band] for side in (1, 3))
    yield tag("polygon", class_="band", points=points([*low, *reversed(high)]))
    yield tag("polyline", class_="fc", points=points((frame.x(one[0]), frame.y(one[2], most)) for one in band))


def told(frame, planned, band, most):
    """Where the expectation ends, in numbers beside the line; under the plan's number where both are close."""
    if len(band) < 2 or frame.width <= 400:
        return
    _, low, middle, high = band[-1]
    y, x = frame.y(middle, most) + 4, frame.width - frame.right + 6
    plan = frame.y(planned[-1], most) + 4
    y = y if abs(y - plan) >= 18 else plan + 18
    yield text(x, y, f"预计 {short(middle)}", class_="lab", style="fill:var(--c1)")
    yield text(x, y + 15, f"{short(low)}—{short(high)}")


def lines(frame, planned, actual, most):
    plan = [(frame.x(i), frame.y(v, most)) for i, v in enumerate(planned)]
    done = [(frame.x(i), frame.y(v, most)) for i, v in enumerate(actual)]
    if done:
        ground = [(done[0][0], frame.base), *done, (done[-1][0], frame.base)]
        yield tag("polygon", class_="area", points=points(ground))
    yield tag("polyline", class_="plan", points=points(plan))
    if done:
        yield tag("polyline", class_="act", points=points(done))
        x, y = done[-1]
        yield line(x, frame.top, x, frame.floor, class_="base", stroke_dasharray="2 3")
        yield tag("circle", cx=x, cy=y, r=4.5, fill="var(--surface)", stroke=ACTUAL, stroke_width=2.5)


def steps_of(cumulative):
    values = [float(v) for v in cumulative]
    return [b - a for a, b in zip([0.0, *values], values, strict=False)]


def bars(frame, labels, planned, actual):
    """A bar per step: filled is actual, the line or the dashed outline is the plan."""
    should, did = steps_of(planned), steps_of(actual)
    most = nice(max([*should, *did, 1]))
    wide = frame.step * 0.6
    yield line(frame.left, frame.floor, frame.width - frame.right, frame.floor, class_="base")
    for i, words in enumerate(labels):
        x, now = frame.x(i) - wide / 2, i == len(did) - 1
        top = frame.bar_y(should[i], most)
        if i < len(did):
            y = frame.bar_y(did[i], most)
            opacity = "1" if now else ".62"
            yield tag("rect", x=x, y=y, width=wide, height=frame.floor - y, fill=ACTUAL, fill_opacity=opacity)
            yield line(x - 4, top, x + wide + 4, top, stroke=INK, stroke_width=1.6)
        else:
            outline = {"fill": "none", "stroke": GREY, "stroke_dasharray": "3 3"}
            yield tag("rect", x=x, y=top, width=wide, height=frame.floor - top, **outline)
        if frame.count <= 12 or i % 3 == 0 or now:
            short = words if frame.width > 400 else words.removesuffix("月")
            yield text(frame.x(i), frame.height - 7, short, text_anchor="middle", class_="lab" if now else None)


def notes(frame, planned, actual, most, unit):
    """The numbers that matter, written beside the lines; below them where the plan's line runs above."""
    if planned:
        y, words = frame.y(planned[-1], most), f"计划 {short(planned[-1])}"
        if frame.width > 400:
            yield text(frame.width - frame.right + 6, y + 4, words, class_="lab")
        else:
            yield text(frame.width - frame.right, y - 8, words, class_="lab", text_anchor="end")
    if actual:
        i = len(actual) - 1
        x, y = frame.x(i), frame.y(actual[i], most)
        right, under = x > frame.width / 3, float(planned[i]) > float(actual[i]) and y + 88 < frame.base
        at = {"text_anchor": "end" if right else "start"}
        x = x - 10 if right else x + 10
        first = y + 64 if under else max(y - 22, 14)
        yield text(x, first, f"实际 {short(actual[i])}", class_="lab", style="font-size:16px", **at)
        yield text(x, first + 16, f"计划 {short(planned[i])}{unit}，{compared(planned[i], actual[i])}", **at)


def compared(planned, actual):
    gap = short(abs(float(planned) - float(actual)))
    if gap == "0":
        return "持平"
    return f"{'差' if planned > actual else '超'} {gap}"


def short(value):
    """A number beside a line: three digits or so."""
    value = float(value)
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.{1 if value >= 10 else 2}f}".rstrip("0").rstrip(".")
