"""Kinds of columns: how a cell is read, with the words for what is wrong, and how it is written.

`read` gets a cell's value and returns (value, notice): a notice tells what was tolerated. What cannot be read raises
ValueError with a sentence for the clerk.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cached_property

WAN = Decimal(10000)
ESCAPED = re.compile(r"^'(?=[=+\-@])")  # how our own CSV makes such a beginning harmless
WIDE = re.compile("[\uff10-\uff19\uff21-\uff5a．－　]")


def plain_text(value):
    """A cell as text: numbers without .0 and without exponent, full-width letters and digits as ordinary ones."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, (date, datetime)):
        return value.isoformat()[:10]
    return (
        unicodedata.normalize("NFKC", str(value)).strip() if not isinstance(value, str) else half_width(value).strip()
    )


def half_width(words):
    """Full-width digits, letters and ASCII signs as ordinary ones; Chinese punctuation stays."""
    return WIDE.sub(lambda wide: unicodedata.normalize("NFKC", wide[0]), words)


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, the record's attribute, how to read and show it."""

    header: str
    name: str
    synonyms: tuple = ()
    required: bool = False  # for new rows
    example: str = ""
    help: str = ""
    width: int = 12

    def read(self, value):
        raise TypeError("a column is of a kind")

    def show(self, value):
        return "" if value is None else value

    @property
    def headers(self):
        return (self.header, *self.synonyms)

    def for_header(self, header):
        """The column as this header asks for it (units); most do not care."""
        return self


@dataclass(frozen=True)
class Text(Column):
    longest: int = 200

    def read(self, value):
        words = ESCAPED.sub("", plain_text(value))
        if len(words) > self.longest:
            raise ValueError(f"太长了，最多 {self.longest} 个字，现在 {len(words)} 个")
        return words, notice_if_changed(value, words)


@dataclass(frozen=True)
class Digits(Text):
    """A code or number of digits that must not lose any: text, never a rounded number."""

    pattern: str = r"\d+"
    words: str = "应是数字"

    def read(self, value):
        if isinstance(value, float) and value >= 1e15:
            raise ValueError("数字太长，Excel 已经丢了末几位。请把这一列设成“文本”格式，重新填写")
        words, notice = super().read(value)
        if not re.fullmatch(self.pattern, words):
            raise ValueError(f"{self.words}，现在是“{words}”")
        return words, notice


@dataclass(frozen=True)
class Whole(Column):
    least: int = 0
    most: int = 10_000_000

    def read(self, value):
        number, notice = read_number(value)
        if number != number.to_integral_value():
            raise ValueError(f"应是整数，现在是“{plain_text(value)}”")
        if not self.least <= number <= self.most:
            raise ValueError(f"应在 {self.least} 到 {self.most} 之间，现在是 {number}")
        return int(number), notice


@dataclass(frozen=True)
class Number(Column):
    """A decimal number of `places` places."""

    places: int = 2
    least: Decimal = Decimal(0)
    most: Decimal = Decimal("9999999999")

    def read(self, value):
        number, notice = read_number(value)
        if not self.least <= number <= self.most:
            raise ValueError(f"应在 {self.least} 到 {self.most} 之间，现在是 {number}")
        rounded = number.quantize(Decimal(1).scaleb(-self.places))
        if isinstance(value, str) and rounded != number:
            notice = notice or f"按 {rounded} 读取（保留 {self.places} 位小数）"
        return rounded, notice


@dataclass(frozen=True)
class FloorArea(Number):
    """Square metres; a header in 万㎡ converts, a value that looks like the other unit is refused."""

    in_wan: bool = False

    def for_header(self, header):
        wan = "万" in header
        return FloorArea(**{**self.__dict__, "in_wan": wan})

    def read(self, value):
        number, notice = read_number(value)
        if self.in_wan:
            if number >= 1000:
                raise ValueError(
                    f"面积单位应为万㎡，您填的像是平方米（{number:,}），应填 {(number / WAN).normalize():f}"
                )
            number *= WAN
        elif 0 < number < 100:
            raise ValueError(f"面积单位应为平方米，您填的像是万平方米（{number}），应填 {(number * WAN).normalize():f}")
        if number <= 0:
            raise ValueError("面积应大于 0")
        return number.quantize(Decimal("0.01")), notice


@dataclass(frozen=True)
class Year(Column):
    """A year however it is written: 1992, 1992年, 1992-05-01, 1992/5, a date cell."""

    least: int = 1900
    ahead: int = 0  # years from now that a plan may look

    def read(self, value):
        words = plain_text(value)
        found = re.fullmatch(r"(\d{4})(?:年|年代)?|(\d{4})[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?月?", words)
        if not found:
            raise ValueError(f"应是四位数的年份，例如 1992，现在是“{words}”")
        year = int(found[1] or found[2])
        if year < self.least:
            raise ValueError(f"年份 {year} 早得不合理，请核对")
        if year > date.today().year + self.ahead:
            raise ValueError(f"年份 {year} 晚于{'今年' if not self.ahead else f' {self.ahead} 年以后'}，请核对")
        return year, None if words == str(year) else f"“{words}”按 {year} 年读取"


@dataclass(frozen=True)
class Day(Column):
    """A day however it is written: 2024-05-01, 2024/5/1, 2024.5.1, 2024年5月1日, a date cell."""

    def read(self, value):
        words = plain_text(value)
        found = re.fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", words)
        if not found:
            raise ValueError(f"应是日期，例如 2024-05-01，现在是“{words}”")
        try:
            day = date(*map(int, found.groups()))
        except ValueError:
            raise ValueError(f"没有“{words}”这一天") from None
        return day, None if words == day.isoformat() else f"“{words}”按 {day.isoformat()} 读取"

    def show(self, value):
        return value.isoformat() if value else ""


@dataclass(frozen=True)
class Choice(Column):
    """One of a model's choices by its label; `also` is {other word: value}."""

    choices: tuple = ()
    also: tuple = ()

    @cached_property
    def known(self):
        return {label: key for key, label in self.choices} | dict(self.also)

    def read(self, value):
        words = plain_text(value)
        if words in self.known:
            return self.known[words], None
        raise ValueError(f"没有“{words}”这个选项，可填：{'、'.join(str(label) for _, label in self.choices)}")

    def show(self, value):
        return dict(self.choices).get(value, "") if value else ""


@dataclass(frozen=True)
class Names(Text):
    """Several names in one cell, separated by 、"""

    def read(self, value):
        words, notice = super().read(value)
        return tuple(name for name in re.split(r"[、，,;；/\s]+", words) if name), notice

    def show(self, value):
        return "、".join(value or ())


def read_number(value):
    """(Decimal, notice) of a cell: thousands separators, full-width digits and a trailing unit are tolerated."""
    if isinstance(value, bool):
        raise ValueError("应是数字")
    if isinstance(value, (int, float)):
        return Decimal(f"{value:.15g}"), None  # a spreadsheet knows 15 digits; what lies behind is binary noise
    words = plain_text(value)
    bare = re.sub(r"[,，\s]|(?:平方米|平米|㎡|m2|户|幢|栋|人|个)$", "", words)
    try:
        number = Decimal(bare)
    except InvalidOperation:
        raise ValueError(f"应是数字，现在是“{words}”") from None
    if not number.is_finite():
        raise ValueError(f"应是数字，现在是“{words}”")
    return number, None if str(value) == bare else f"“{value}”按 {bare} 读取"


def notice_if_changed(value, words):
    given = ESCAPED.sub("", value.strip()) if isinstance(value, str) else words
    return f"“{value}”按“{words}”读取" if given != words else None
