"""How far a work has come along time: planned, actual and, as a band that opens, when it is likely to be finished."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from core.charts.days import Days, day_words, month_whole, months, today_line
from core.charts.svg import cut, length, line, picture, points, tag, text

NAMES = ("计划", "实际", "预计", "原计划")  # of planned, actual, forecast, baseline
LINE = 17  # height of a line of words above the curves
BELOW = 66  # months, years and the flag of today


@dataclass(frozen=True)
class Frame:
    days: Days
    width: int
    top: float
    floor: float

    def at(self, point):
        """Where (day, percent) lies; percents beyond 0–100 lie on the border."""
        day, percent = point
        share = min(max(float(percent), 0.0), 100.0) / 100
        return self.days.x(day), self.floor - (self.floor - self.top) * share

    def line(self, row):
        return points(map(self.at, row))


@dataclass(frozen=True)
class End:
    """Where a line reaches 100 %, and the words above it."""

    x: float
    words: str
    kind: str | None


def scurve(*, planned, actual, today, label, forecast=None, baseline=None, names=NAMES, narrow=False):
    """SVG of rows of (day, percent 0–100) that are drawn as straight lines from point to point.

    `forecast` is (from day, from percent, earliest, likely, latest day of 100 %). `baseline` is the first plan, where
    it was changed. `names` are the words for the four lines. `narrow` is the same for a phone. `label` is the
    one-sentence description.
    """
    planned, actual, baseline = sorted(planned), sorted(actual), sorted(baseline or [])
    width, height, left, right = (390, 340, 36, 8) if narrow else (700, 360, 46, 20)
    known = [day for day, _ in [*planned, *actual, *baseline]] + [today]
    known += [forecast[0], *forecast[2:]] if forecast else []
    days = Days(*month_whole(min(known), max(known)), left, width - right)
    ends = ends_of(days, planned, forecast, baseline, names, today)
    above = [*stacked(ends, width)]
    frame = Frame(days, width, 14 + LINE * (1 + max([row for *_, row in above], default=0)), height - BELOW)
    parts = [*grid(frame, today), *forecast_of(frame, forecast)]
    parts += lines(frame, planned, actual, baseline)
    parts += dots(frame, planned, actual, names, today)
    parts += [text(x, frame.top - 10 - LINE * row, words, class_=kind) for x, words, kind, row in above]
    parts += [tag("circle", cx=end.x, cy=frame.top, r=4, class_="end", data_tip=end.words) for end in ends]
    if actual:
        parts.append(state_of(frame, planned, actual[-1], names[1]))
    return picture(width, height, parts, label=label, kind="scurve")


def ends_of(days, planned, forecast, baseline, names, today):
    """The lines that reach 100 %, from left to right."""
    ends = []
    for name, row, kind in ((names[0], planned, "lab"), (names[3], baseline, None)):
        if row and row[-1][1] >= 100:
            finish = next(day for day, percent in row if percent >= 100)
            ends.append(End(days.x(finish), f"{name} {day_words(finish, today)}", kind))
    if forecast:
        low, finish, high = forecast[2:]
        words = f"{names[2]} {day_words(finish, today)}"
        if low < high:
            words += f"（{day_words(low, today)}—{day_words(high, today)}）"
        ends.append(End(days.x(finish), words, "due"))
    return sorted(ends, key=lambda end: (end.x, end.words))


def stacked(ends, width):
    """(x, words, kind, row): each above its point, in the lowest row where it touches no other; row 0 is the lowest."""
    rows = []  # where each row is free from
    for end in ends:
        words = cut(end.words, width - 4)
        long = length(words)
        x = min(max(end.x - long / 2, 0.0), width - 2 - long)
        row = next((n for n, free in enumerate(rows) if x >= free), len(rows))
        rows[row : row + 1] = [x + long + 12]
        yield x, words, end.kind, row


def grid(frame, today):
    days, floor = frame.days, frame.floor
    yield today_line(days, today, top=frame.top, floor=floor + 42)
    yield from months(days, top=frame.top, floor=floor, names=floor + 16, years=floor + 33)
    for percent in (0, 25, 50, 75, 100):
        _, y = frame.at((days.first, percent))
        yield line(days.left, y, days.right, y, class_="grid" if percent else "base")
        yield text(days.left - 6, y + 4, f"{percent}%", text_anchor="end")


def forecast_of(frame, forecast):
    """A dotted line to the likely day, and the band between the earliest and the latest."""
    if not forecast:
        return
    day, percent, low, finish, high = forecast
    if low < high:
        yield tag("polygon", class_="band", points=frame.line([(day, percent), (low, 100), (high, 100)]))
    yield tag("polyline", class_="fc", points=frame.line([(day, percent), (finish, 100)]))


def lines(frame, planned, actual, baseline):
    if actual:
        ground = [(actual[0][0], 0), *actual, (actual[-1][0], 0)]
        yield tag("polygon", class_="area", points=frame.line(ground))
    for kind, row in (("was", baseline), ("plan", planned), ("act", actual)):
        if row:
            yield tag("polyline", class_=kind, points=frame.line(row))


def dots(frame, planned, actual, names, today):
    """The points that are known, each with a tip; on the plan only the tip, as its dashes are enough to see."""
    for name, row, kind, radius in ((names[0], planned, "hit", 8), (names[1], actual, "dot", 3)):
        for day, percent in row:
            x, y = frame.at((day, percent))
            tip = f"{day_words(day, today)} {name} {shown(percent)}"
            yield tag("circle", cx=x, cy=y, r=radius, class_=kind, data_tip=tip)


def state_of(frame, planned, last, name):
    """The latest percent beside its point, on the side of the line where the plan does not run."""
    (x, y), words = frame.at(last), f"{name} {shown(last[1])}"
    under = float(last[1]) < planned_at(planned, last[0]) and y + 22 < frame.floor
    long = length(words, 16)
    left = x + 9 if under and x + 9 + long <= frame.days.right else x - 9 - long
    left = min(max(left, frame.days.left + 4), frame.days.right - long)
    return text(left, y + 18 if under else max(y - 9, frame.top + 16), words, class_="lab state")


def planned_at(row, day):
    """The percent of a line on a day, between its points straight; outside of them that of the nearest."""
    before = [point for point in row if point[0] <= day]
    after = [point for point in row if point[0] > day]
    if not before or not after:
        nearest = before[-1:] or after[:1]
        return float(nearest[0][1]) if nearest else 0.0
    (a, low), (b, high) = before[-1], after[0]
    return float(low) + (float(high) - float(low)) * (day - a).days / (b - a).days


def shown(percent):
    """56.666 → 56.7%, 50 → 50%."""
    rounded = Decimal(str(percent)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{rounded:f}".removesuffix(".0") + "%"
