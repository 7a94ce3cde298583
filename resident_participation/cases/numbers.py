"""A case's number: what a resident reads off a slip of paper, with a digit that finds slips of the pen."""

import re
import unicodedata

from django.db import connection
from django.utils import timezone

NUMBER_LOCK = 0xFEED
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7)


def check_digit(digits):
    """Weighted sum modulo 11, X for 10 (the way of GB 11643): one wrong or two swapped digits are found."""
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=False)) % 11
    return "X" if total == 10 else str(total)


class Misread(ValueError):
    """What is wrong with a typed number, in words for the person who typed it."""


def read(typed):
    """The number that a person typed, with or without dashes and blanks, full-width or not. Raises Misread."""
    bare = re.sub(r"[\s\-—_·]", "", unicodedata.normalize("NFKC", typed)).upper()
    if not re.fullmatch(r"\d{10,11}[\dX]", bare):
        raise Misread("编号是 11 位，形如 261123-0007-5，请对照回执再填一遍")
    if check_digit(bare[:-1]) != bare[-1]:
        raise Misread("编号有一位填错了，请对照回执再填一遍")
    return f"{bare[:6]}-{bare[6:-1]}-{bare[-1]}"


def next_number(model, day=None, head=""):
    """YYMMDD, a running number of four, a check digit: 261123-0007-5; `head` tells series apart. In a transaction."""
    return next_numbers(model, 1, day, head)[0]


def next_numbers(model, count, day=None, head=""):
    """So many numbers in a row; who asks next waits for this transaction."""
    day = day or timezone.localdate()
    prefix = f"{day:%y%m%d}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, int(prefix)])
        cursor.execute(
            f"SELECT max(split_part(number, '-', 2)::int) FROM {model._meta.db_table} WHERE number LIKE %s",
            [f"{head}{prefix}-%"],
        )
        last = cursor.fetchone()[0] or 0
    return [head + numbered(prefix, last + n) for n in range(1, count + 1)]


def numbered(prefix, running):
    digits = f"{prefix}{running:04d}"
    return f"{prefix}-{running:04d}-{check_digit(digits)}"
