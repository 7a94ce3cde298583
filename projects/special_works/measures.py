"""What works do to people: how often a place is entered and dug up, and for how many days."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from projects.special_works.schedule import ONE_DAY, by_place


@dataclass(frozen=True)
class Measure:
    """`entries`, `digs`: periods per place, added up; `household_days`: households × days under works, added up;
    `households`: those of the places with works."""

    entries: int
    digs: int
    household_days: int
    households: int

    @property
    def days_per_household(self):
        """Days of disturbance per household, one decimal."""
        if not self.households:
            return Decimal("0.0")
        return (Decimal(self.household_days) / self.households).quantize(Decimal("0.1"), ROUND_HALF_UP)


def measure(works, places, gap) -> Measure:
    """The measures of a schedule; a period lasts while no more than `gap` free days lie between its works."""
    entries = digs = household_days = households = 0
    for key, own in by_place(works).items():
        entries += len(periods(own, gap))
        digs += len(periods([w for w in own if w.excavates], gap))
        days = sum((end - start).days + 1 for start, end in periods(own, 0))
        household_days += places[key].households * days
        households += places[key].households
    return Measure(entries, digs, household_days, households)


def periods(works, gap):
    """[(first day, last day)] of the works taken together."""
    found = []
    for work in sorted(works, key=lambda w: (w.start, w.id)):
        if found and work.start <= found[-1][1] + (gap + 1) * ONE_DAY:
            found[-1] = (found[-1][0], max(found[-1][1], work.finish))
        else:
            found.append((work.start, work.finish))
    return found


def measured(ground, filed, after):
    """{"entries_before", …} of a site: as its works were filed, as they stand now, and as they could be."""
    found = {}
    for when, works in (("before", filed.works), ("now", ground.works), ("after", after)):
        one = measure(works, ground.places, ground.gap)
        found |= {
            f"entries_{when}": one.entries,
            f"digs_{when}": one.digs,
            f"household_days_{when}": one.household_days,
            f"disturbance_days_{when}": float(one.days_per_household),
            "households": one.households,
        }
    return found
