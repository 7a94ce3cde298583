"""预警: the worst rule a deviation falls under names the colour. Rules are rows that an administrator can change."""

from django.db.models import Q

from projects.warnings.models import WarningRule

Colour = WarningRule.Colour
WORST_FIRST = [Colour.RED, Colour.AMBER, Colour.BLUE, Colour.GREEN]


def rules_on(day):
    """The rules in force on a day."""
    return list(WarningRule.objects.filter(Q(valid_to=None) | Q(valid_to__gt=day), valid_from__lte=day))


def colour_of(deviation, rules):
    """The colour of an exact deviation in percentage points; None where there is no plan to deviate from.

    A deviation equal to a limit is not below it (DOMAIN §9.3: blue is −10 ≤ d < −5).
    """
    if deviation is None:
        return None
    hit = [Colour(rule.colour) for rule in rules if rule.below is not None and deviation < rule.below]
    return min(hit, key=WORST_FIRST.index, default=Colour.GREEN)
