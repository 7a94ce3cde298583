"""A feedback's number: what a resident reads off a slip of paper, with a digit that finds slips of the pen."""

from django.db import connection
from django.utils import timezone

NUMBER_LOCK = 0xFEED
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7)


def check_digit(digits):
    """Weighted sum modulo 11, X for 10 (the way of GB 11643): one wrong or two swapped digits are found."""
    total = sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=False)) % 11
    return "X" if total == 10 else str(total)


def next_number(model, day=None, head=""):
    """YYMMDD, a running number of four, a check digit: 261123-0007-5; `head` tells series apart. In a transaction."""
    day = day or timezone.localdate()
    prefix = f"{day:%y%m%d}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [NUMBER_LOCK, int(prefix)])
    mine = model.objects.filter(number__startswith=f"{head}{prefix}-")
    last = mine.order_by("-number").values_list("number", flat=True)
    return head + numbered(prefix, int(last[0].split("-")[1]) + 1 if last else 1)


def numbered(prefix, running):
    digits = f"{prefix}{running:04d}"
    return f"{prefix}-{running:04d}-{check_digit(digits)}"
