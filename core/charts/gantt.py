"""Works along time: a row each, bars and milestones in it, numbered hatches where works are in each other's way."""

from dataclasses import dataclass
from datetime import date

from core.charts.days import Days, months, today_line
from core.charts.svg import cut, length, line, picture, points, tag, text

WIDTH, NAMES, HEAD, FOOT = 1130, 196, 46, 28  # NAMES: the room for titles, left of the first day
ROW, LANE = 38, 21  # a row is as high as the fullest row wants, at least ROW
HATCH, DISC = 10, 10  # distance of the lines, radius of a number
GAP = 5  # between a shape and the words beside it
KINDS = ("doing", "planned", "done", "proposed", "late")


@dataclass(frozen=True)
class Bar:
    """From the beginning of one day to the end of another; `done_percent` (0–100) is a strip along its foot."""

    starts: date
    ends: date
    text: str
    kind: str = "planned"  # one of KINDS
    done_percent: object = None
    href: str = ""
    tip: str = ""


@dataclass(frozen=True)
class Diamond:
    """A milestone: filled when confirmed, red with an exclamation mark when late."""

    on: date
    text: str
    confirmed: bool = False
    late: bool = False
    tip: str = ""


@dataclass(frozen=True)
class Row:
    title: str
    subtitle: str = ""
    bars: tuple = ()
    diamonds: tuple = ()


@dataclass(frozen=True)
class Mark:
    """A number on a hatch over rows (counted from 0, both included): "clash" is red, "chance" green and dashed."""

    number: int
    row_from: int
    row_to: int
    starts: date
    ends: date
    kind: str = "clash"
    tip: str = ""


@dataclass(frozen=True)
class Shape:
    """A bar or diamond from `left` to `right`, and its words, which begin at `x`, inside or beside."""

    item: object
    left: float
    right: float
    words: str
    x: float

    def meets(self, other):
        return min(self.left, self.x) < other.end - 0.5 and min(other.left, other.x) < self.end - 0.5

    @property
    def inside(self):
        return self.left < self.x < self.right

    @property
    def end(self):
        return self.right if self.inside else max(self.right, self.x + length(self.words) + GAP)


def gantt(rows, *, starts, ends, today, label, marks=(), width=WIDTH):
    """SVG of `rows` [Row] from the day `starts` to the day `ends`; what lies outside is cut off or not drawn.

    `label` is the one-sentence description. Links make the picture a group, so that they are found by keyboard.
    """
    days = Days(starts, ends, NAMES, width - 8)
    lanes = [lanes_of(row, days) for row in rows]
    tall = max([ROW, *(LANE * len(found) for found in lanes)])
    floor = HEAD + tall * len(rows)
    boxes = [(mark, *box(mark, days, tall)) for mark in marks if days.shows(mark.starts, mark.ends)]
    parts = [*months(days, top=HEAD - 14, floor=floor, names=HEAD - 14, years=HEAD - 32)]
    parts.append(line(0, HEAD, width, HEAD, class_="base"))
    parts.append(today_line(days, today, top=HEAD, floor=floor + 6))
    parts += [hatch(*found) for found in boxes]
    for number, (row, found) in enumerate(zip(rows, lanes, strict=True)):
        top = HEAD + tall * number
        if number:
            parts.append(line(0, top, width, top, class_="grid"))
        parts.append(names_of(row, top + tall / 2))
        parts += works(found, top, tall, days)
    parts += numbers(boxes, width)
    linked = any(bar.href for row in rows for bar in row.bars)
    return picture(width, floor + FOOT, parts, label=label, kind="gantt", role="group" if linked else "img")


def lanes_of(row, days):
    """What overlaps in a row, words included, stands in lanes one below the other; each takes the first free place."""
    lanes = []
    for item in [*row.bars, *row.diamonds]:
        places = [*shapes(item, days)]
        free = ((lane, one) for lane in lanes for one in places if not any(one.meets(other) for other in lane))
        lane, shape = next(free, (None, None))
        if lane is not None:
            lane.append(shape)
        elif places:
            lanes.append([places[0]])
    return lanes


def shapes(item, days):
    """The ways to draw a bar or diamond, the best first; none when it is out of sight.

    Words stand inside a bar that is long enough, else to the right, else to the left; where no side has room for them
    they are shortened on the wider one.
    """
    bar = isinstance(item, Bar)
    if not days.shows(*((item.starts, item.ends) if bar else (item.on, item.on))):
        return
    left, right = days.cut(item.starts, item.ends) if bar else (days.x(item.on) - 9, days.x(item.on) + 9)
    right = max(right, left + 4)
    words = f"! {item.text}" if bar and item.kind == "late" else str(item.text)
    long = length(words)
    before, after = left - GAP - days.left, days.right - right - GAP
    if bar and long + 14 <= right - left:
        yield Shape(item, left, right, words, left + 7)
    elif max(before, after) < long:
        words = cut(words, max(before, after))
        yield Shape(item, left, right, words, right + GAP if after >= before else left - GAP - length(words))
    else:
        if after >= long:
            yield Shape(item, left, right, words, right + GAP)
        if before >= long:
            yield Shape(item, left, right, words, left - GAP - long)


def names_of(row, middle):
    """Title and subtitle, shortened to the room there is; the tip then says them in full."""
    room = NAMES - 12
    title, subtitle = cut(row.title, room, 13), cut(row.subtitle, room)
    words = [text(0, middle - 3 if subtitle else middle + 4, title, class_="name")]
    if subtitle:
        words.append(text(0, middle + 12, subtitle))
    whole = (title, subtitle) == (row.title, row.subtitle)
    return tag("g", words, data_tip=None if whole else f"{row.title}\n{row.subtitle}".strip())


def works(lanes, top, tall, days):
    """The bars and diamonds of a row."""
    high = 20 if len(lanes) == 1 else 17
    for number, lane in enumerate(lanes):
        middle = top + tall * (number + 0.5) / len(lanes)
        for shape in lane:
            draw = bar_of if isinstance(shape.item, Bar) else diamond_of
            yield draw(shape, middle, high, days)


def bar_of(shape, middle, high, days):
    bar, y = shape.item, middle - high / 2
    parts = [tag("rect", x=shape.left, y=y, width=shape.right - shape.left, height=high, rx=3)]
    if bar.done_percent is not None:
        parts.append(strip(shape, days, y + high - 3))
    parts.append(words_of(shape, middle + 3 if bar.done_percent else middle + 4))
    tip = bar.tip or bar.text
    if bar.href:
        return tag("a", parts, href=bar.href, class_=f"is-{bar.kind}", aria_label=tip, data_tip=tip)
    return tag("g", parts, class_=f"is-{bar.kind}", data_tip=tip)


def words_of(shape, y):
    return text(shape.x, y, shape.words, class_=None if shape.inside else "by") if shape.words else ""


def strip(shape, days, y):
    """The done part of the whole bar, as far as it is in sight."""
    begin, end = days.x(shape.item.starts), days.x(shape.item.ends) + days.wide
    share = min(max(float(shape.item.done_percent), 0.0), 100.0) / 100
    reach = min(begin + share * (end - begin), shape.right)
    if reach <= shape.left:
        return ""
    return tag("rect", x=shape.left, y=y, width=reach - shape.left, height=3, class_="strip")


def diamond_of(shape, middle, high, days):
    diamond, x, reach = shape.item, (shape.left + shape.right) / 2, high / 2 - 1
    corners = [(x, middle - reach), (x + reach, middle), (x, middle + reach), (x - reach, middle)]
    parts = [tag("polygon", points=points(corners)), words_of(shape, middle + 4)]
    if diamond.late:
        parts.append(text(x, middle + 4, "!", text_anchor="middle", class_="why"))
    state = f"stone{' is-confirmed' if diamond.confirmed else ''}{' is-late' if diamond.late else ''}"
    return tag("g", parts, class_=state, data_tip=diamond.tip or diamond.text)


def box(mark, days, tall):
    """(left, top, right, bottom) of a mark."""
    left, right = days.cut(mark.starts, mark.ends)
    return left, HEAD + tall * mark.row_from + 3, max(right, left + 8), HEAD + tall * (mark.row_to + 1) - 3


def hatch(mark, left, top, right, bottom):
    """A hatched box; its lines are drawn one by one, since an id of a pattern may stand on a page only once."""
    wide, high = right - left, bottom - top
    rising = [
        ((left + max(0, k - high), top + min(k, high)), (left + min(k, wide), top + max(0, k - wide)))
        for k in range(HATCH, int(wide + high), HATCH)
    ]
    drawn = "".join(f"M{points([foot])}L{points([head])}" for foot, head in rising)
    parts = [
        tag("rect", x=left, y=float(top), width=wide, height=float(high), rx=4),
        tag("path", d=drawn),
    ]
    return tag("g", parts, class_=f"is-{mark.kind}", data_tip=mark.tip or None)


def numbers(boxes, width):
    """A disc with its number at the upper right corner of each hatch, moved left where one stands already."""
    placed = []
    for mark, _, top, right, _ in boxes:
        x, y = min(right, width - DISC - 1.0), top + 1.0
        while any(abs(x - a) < 2 * DISC + 1 and abs(y - b) < 2 * DISC for a, b in placed):
            x -= 2 * DISC + 2
        placed.append((x, y))
        disc = tag("circle", cx=x, cy=y, r=DISC)
        number = text(x, y + 4, str(mark.number), text_anchor="middle")
        yield tag("g", [disc, number], class_=f"is-{mark.kind}", data_tip=mark.tip or None)
