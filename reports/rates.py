"""Rates, points and ranks in exact arithmetic; only what is printed is rounded (one decimal, half up; DOMAIN §9.3)."""

from decimal import ROUND_HALF_UP, Decimal


def half_up(value, places="0.1"):
    """A Decimal rounded as people do it: 0.25 → 0.3, −0.25 → −0.3. Never "−0.0"."""
    rounded = Decimal(value).quantize(Decimal(places), ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)


def whole(value):
    """A sum of square metres as a whole number."""
    return int(half_up(value, "1"))


def money(value):
    """万元 as text with two decimals: JSON has no decimals."""
    return str(half_up(value, "0.01"))


def percent(numerator, denominator):
    """ "74.5", or None where there is nothing to compare with. More than 100 is possible."""
    return str(half_up(Decimal(numerator) * 100 / denominator)) if denominator else None


def rate(numerator, denominator, shown=whole):
    """A rate never travels without its base."""
    return {
        "numerator": shown(numerator),
        "denominator": shown(denominator),
        "percent": percent(numerator, denominator),
    }


def points(actual, expected, base):
    """How many percentage points `actual` of `base` is ahead of `expected` of `base`; exact, None without a base."""
    return (Decimal(actual) - Decimal(expected)) * 100 / base if base else None


def ranks(rows, value):
    """{row's place in `rows`: rank}, best first. Equal values share a rank and the next ranks are skipped.

    Rows whose value is None have no rank.
    """
    valued = [(value(row), place) for place, row in enumerate(rows) if value(row) is not None]
    return {place: 1 + sum(other > own for other, _ in valued) for own, place in valued}
