"""Works over time: a row per work, clashes hatched over their rows, proposals dashed, milestones as diamonds."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from core.charts.svg import line, picture, points, tag, text

WIDTH, LEFT, TOP, HEIGHT, FOOT = 1130, 196, 40, 36, 26
FILL = {
    "doing": "var(--c1)",
    "done": "var(--c5)",
    "planned": "var(--brand-t2)",
    "proposed": "var(--surface)",
    "late": "var(--red-t)",
}
INK = {
    "doing": "#fff",
    "done": "#fff",
    "planned": "var(--brand-2)",
    "proposed": "var(--green)",
    "late": "var(--red)",
}
SHADES = {"clash": ("hz", "--red-t", "--red-f"), "chance": ("ok", "--green-t", "--green-f")}


@dataclass(frozen=True)
class Bar:
    """A stretch of days, both included; `kind` is a key of FILL."""

    starts: date
    ends: date
    text: str
    kind: str = "planned"
    done_percent: int | None = None
    href: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Diamond:
    """A milestone: filled when its day is confirmed."""

    on: date
    text: str
    confirmed: bool = False
    late: bool = False


@dataclass(frozen=True)
class Row:
    title: str
    subtitle: str = ""
    bars: list = field(default_factory=list)
    diamonds: list = field(default_factory=list)


@dataclass(frozen=True)
class Mark:
    """What concerns the rows from one to another (counted from 0) between two days; `kind` is "clash" or "chance"."""

    number: int
    row_from: int
    row_to: int
    starts: date
    ends: date
    kind: str = "clash"
    tip: str = ""


@dataclass(frozen=True)
class Scale:
    """Where a day stands."""

    starts: date
    ends: date

    def x(self, day):
        whole = (self.ends - self.starts).days + 1
        return LEFT + (WIDTH - LEFT) * (day - self.starts).days / whole

    def width(self, starts, ends):
        return self.x(ends + timedelta(days=1)) - self.x(starts)

    def months(self):
        month = self.starts.replace(day=1)
        while month <= self.ends:
            yield month
            month = (month + timedelta(days=32)).replace(day=1)


def gantt(rows, *, starts, ends, today, label, marks=()):
    """SVG of rows over the days from `starts` to `ends`; `label` is one sentence for those who do not see it."""
    scale, floor = Scale(starts, ends), TOP + HEIGHT * len(rows)
    parts = [shades(), *headings(scale, floor)]
    parts += [marking(scale, mark) for mark in marks]
    for number, row in enumerate(rows):
        parts += row_of(scale, row, TOP + HEIGHT * number)
    parts += now(scale, today, floor)
    return picture(WIDTH, floor + FOOT, parts, label=label, kind="gantt")


def shades():
    """The two hatchings."""
    return tag("defs", [hatching(*shade) for shade in SHADES.values()])


def hatching(name, ground, stroke):
    own = {"patternUnits": "userSpaceOnUse", "patternTransform": "rotate(45)"}
    parts = [
        tag("rect", width=7, height=7, fill=f"var({ground})"),
        line(0, 0, 0, 7, stroke=f"var({stroke})", stroke_width=2.2, stroke_opacity=0.5),
    ]
    return tag("pattern", parts, id=name, width=7, height=7, **own)


def headings(scale, floor):
    """A line and a name per month; when they stand close, every second or third is named, the year with January."""
    months = list(scale.months())
    wide = (WIDTH - LEFT) / max(len(months), 1)
    every = 1 if wide >= 44 else 2 if wide >= 24 else 3
    for number, month in enumerate(months):
        x = max(scale.x(month), LEFT)
        yield line(x, TOP - 8, x, floor, class_="grid")
        if number % every == 0:
            words = f"{month.year}年{month.month}月" if month.month == 1 or number == 0 else f"{month.month}月"
            yield text(x + 4, 20, words)
    yield line(0, TOP - 6, WIDTH, TOP - 6, class_="base")


def row_of(scale, row, y):
    if y > TOP:
        yield line(0, y, WIDTH, y, class_="grid")
    yield text(0, y + 16, shortened(row.title, LEFT - 10, 13), style="fill:var(--ink);font-size:13px;font-weight:500")
    yield text(0, y + 31, shortened(row.subtitle, LEFT - 10, 12))
    for bar in row.bars:
        yield drawn(scale, bar, y)
    for diamond in row.diamonds:
        yield pointed(scale, diamond, y)


def drawn(scale, bar, y):
    x, width = scale.x(bar.starts), scale.width(bar.starts, bar.ends)
    edge = (
        {"stroke": "var(--green-f)", "stroke_width": 1.6, "stroke_dasharray": "4 3"} if bar.kind == "proposed" else {}
    )
    parts = [tag("rect", x=x, y=float(y + 9), width=width, height=20, rx=3, fill=FILL[bar.kind], **edge)]
    if bar.done_percent:
        parts.append(
            tag("rect", x=x, y=float(y + 26), width=width * bar.done_percent / 100, height=3, fill="var(--c3)")
        )
    if length(bar.text, 12) + 12 <= width:
        parts.append(text(x + 6, y + 23, bar.text, style=f"fill:{INK[bar.kind]}"))
    group = tag("g", parts, data_tip=bar.tip or bar.text)
    return tag("a", group, href=bar.href) if bar.href else group


def pointed(scale, diamond, y):
    x, middle, colour = scale.x(diamond.on), y + 19, "var(--red-f)" if diamond.late else "var(--c1)"
    corners = points([(x, middle - 8), (x + 8, middle), (x, middle + 8), (x - 8, middle)])
    fill = colour if diamond.confirmed else "var(--surface)"
    shape = tag("polygon", points=corners, fill=fill, stroke=colour, stroke_width=2)
    return tag("g", [shape, text(x + 12, y + 23, diamond.text, class_="lab")], data_tip=diamond.text)


def marking(scale, mark):
    shade, _, stroke = SHADES[mark.kind]
    x, width = scale.x(mark.starts), scale.width(mark.starts, mark.ends)
    top, height = TOP + HEIGHT * mark.row_from + 3, HEIGHT * (mark.row_to - mark.row_from + 1) - 6
    parts = [
        tag("rect", x=x, y=float(top), width=width, height=float(height), fill=f"url(#{shade})", fill_opacity=0.7,
            stroke=f"var({stroke})", rx=4),
        tag("circle", cx=x + width, cy=float(top + 1), r=10, fill=f"var({stroke})"),
        text(x + width, top + 5, str(mark.number), text_anchor="middle", style="fill:#fff;font-weight:600"),
    ]  # fmt: skip
    return tag("g", parts, data_tip=mark.tip)


def now(scale, today, floor):
    if not scale.starts <= today <= scale.ends:
        return
    x = scale.x(today)
    place = min(max(x, LEFT + 52), WIDTH - 52)
    yield line(x, TOP - 6, x, floor + 4, stroke="var(--ink)", stroke_width=1.4)
    yield tag("rect", x=place - 52, y=float(floor + 4), width=104, height=19, rx=3, fill="var(--ink)")
    yield text(
        place, floor + 18, f"今天 {today.month}月{today.day}日", text_anchor="middle", style="fill:var(--surface)"
    )


def length(words, size):
    """How wide words are, Chinese characters full, others a little over half."""
    return sum(size if ord(letter) > 0x2E7F else size * 0.58 for letter in words)


def shortened(words, room, size):
    if length(words, size) <= room:
        return words
    while words and length(words, size) + size > room:
        words = words[:-1]
    return words + "…"
