"""Days along the width of a drawing: where a day lies, the names of months and years, the line of today."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.charts.svg import length, line, tag, text

ROOM = {1: 30, 2: 56, 3: 62, 6: 62}  # months under one name: how much room its words want
YEAR_ROOM = 48


@dataclass(frozen=True)
class Days:
    """From the beginning of `first` at `left` to the end of `last` at `right`. ValueError when they are reversed."""

    first: date
    last: date
    left: float
    right: float

    def __post_init__(self):
        if self.last < self.first:
            raise ValueError(f"{self.last} lies before {self.first}")

    @property
    def wide(self):
        """How wide one day is."""
        return (self.right - self.left) / ((self.last - self.first).days + 1)

    def x(self, day):
        """Where a day begins, also outside of the drawing."""
        return self.left + self.wide * (day - self.first).days

    def shows(self, starts, ends):
        return starts <= self.last and ends >= self.first

    def cut(self, starts, ends):
        """(left, right) of the part in sight of the days from `starts` to the end of `ends`."""
        return max(self.x(starts), self.left), min(self.x(ends) + self.wide, self.right)

    def blocks(self):
        """(left, right, words): single months, or so many together that their words have room; by the year no words."""
        size = next((n for n, room in ROOM.items() if self.wide * 30 * n >= room), 12)
        day = date(self.first.year, (self.first.month - 1) // size * size + 1, 1)
        while day <= self.last:
            after = months_on(day, size)
            words = {1: f"{day.month}月", 12: ""}.get(size, f"{day.month}—{day.month + size - 1}月")
            yield max(self.x(day), self.left), min(self.x(after), self.right), words
            day = after

    def years(self):
        """(left, words) of each year that has room for them."""
        for year in range(self.first.year, self.last.year + 1):
            left, right = self.cut(date(year, 1, 1), date(year, 12, 31))
            if right - left >= YEAR_ROOM:
                yield left, f"{year}年"


def months_on(day, count):
    """The first of the month that many months later."""
    number = day.year * 12 + day.month - 1 + count
    return date(number // 12, number % 12 + 1, 1)


def month_whole(first, last):
    """The two days moved out to the beginning and the end of their months."""
    return first.replace(day=1), months_on(last, 1) - timedelta(days=1)


def day_words(day, today):
    """9月30日; with the year when it is not this one."""
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"


def months(days, *, top, floor, names, years):
    """A line where each month begins from `top` to `floor`; names of months and years at these heights."""
    for left, right, words in days.blocks():
        yield line(left, top, left, floor, class_="grid")
        if words and right - left >= length(words):
            yield text((left + right) / 2, names, words, text_anchor="middle")
    for left, words in days.years():
        yield text(left + 2, years, words, class_="lab")


def today_line(days, today, *, top, floor):
    """A line with the date on a flag, 19 high, at its foot; nothing when today is out of sight."""
    if not days.shows(today, today):
        return ""
    words = f"今天 {day_words(today, today)}"
    x, wide = days.x(today), length(words) + 12
    left = min(max(x - wide / 2, 0.0), days.right - wide)
    parts = [
        line(x, top, x, floor),
        tag("rect", x=left, y=float(floor), width=wide, height=19, rx=3),
        text(left + wide / 2, floor + 14, words, text_anchor="middle"),
    ]
    return tag("g", parts, class_="today")
