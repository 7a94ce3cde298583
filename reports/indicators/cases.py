"""Rates of residents' cases as `cases.figures` has them, for the indicators of this package."""

from resident_participation.cases.figures import feedback


def rate_of(name):
    """(numerator, denominator) of one of the rates, over the cases received in the period."""

    def measure(asked):
        rate = feedback(asked.area.pk, asked.period.first, asked.as_of, asked.moment)[name]
        return rate["numerator"], rate["denominator"]

    return measure
