"""Rates of residents' cases as `cases.figures` defines them, for the indicators of this package."""

from resident_participation.cases.figures import FRACTIONS


def rate_of(name):
    """(numerator, denominator) of one of the rates, over the cases received in the period."""
    return lambda asked: FRACTIONS[name](asked.cases)
