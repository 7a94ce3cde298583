"""What a vote needs to pass: fractions, reached or exceeded, of heads and of area. Integers only, never a percentage.

Civil Code art. 278: owners of at least two thirds of the private area and at least two thirds in number take part;
then matters (6)–(8) need at least three quarters of those taking part by both measures, all others more than half.
Art. 1259: “以上” includes the number itself, “过半” does not. A consultation (意愿征询) has no rule in law: its ratios
are data of the place that asks.
"""

from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    HEADS = "heads"
    AREA = "area"


class Part(StrEnum):
    """Of whom a count is taken."""

    ROLL = "roll"
    PARTICIPATING = "participating"
    AGREE = "agree"


@dataclass(frozen=True)
class Requirement:
    """`part` by a measure must reach (or exceed) a fraction of `whole` by the same measure."""

    part: Part
    whole: Part
    measure: Measure
    numerator: int
    denominator: int
    exceed: bool = False

    def __post_init__(self):
        for name, words in (("part", Part), ("whole", Part), ("measure", Measure)):  # from JSON they come as text
            object.__setattr__(self, name, words(getattr(self, name)))
        if not 0 < self.numerator <= self.denominator or self.exceed and self.numerator == self.denominator:
            raise ValueError("比例应大于 0，不超过 1")

    @property
    def name(self):
        return f"{self.part}_{self.measure}_of_{self.whole}"

    def needed(self, whole):
        """The smallest whole number that passes; at least 1, so that nobody's vote decides nothing."""
        if self.exceed:
            return self.numerator * whole // self.denominator + 1
        return max(-(-self.numerator * whole // self.denominator), 1)


def both(part, whole, numerator, denominator, exceed=False):
    """The same test by heads and by area: the dual majority of owners."""
    return tuple(Requirement(part, whole, measure, numerator, denominator, exceed) for measure in Measure)


TAKE_PART = both(Part.PARTICIPATING, Part.ROLL, 2, 3)
ORDINARY = (*TAKE_PART, *both(Part.AGREE, Part.PARTICIPATING, 1, 2, exceed=True))
SPECIAL = (*TAKE_PART, *both(Part.AGREE, Part.PARTICIPATING, 3, 4))
SPECIAL_MATTERS = frozenset({6, 7, 8})  # raise the maintenance fund, rebuild or alter, change the use of common parts


def tests_of(matter):
    """The tests of an owners' decision on a matter of art. 278, 1–9. Raises ValueError for any other number."""
    if matter not in range(1, 10):
        raise ValueError("民法典第二百七十八条的事项是第（一）项到第（九）项")
    return SPECIAL if matter in SPECIAL_MATTERS else ORDINARY
