"""How alike two messages are: the probability that they speak of the same matter, and why. Pure, no database.

A logistic regression over a dozen traits that a clerk would name. Its weights stand in `data/alike_weights.csv`,
fitted by `alike.fitting` to the training half of `data/alike_pairs.csv`; a test fits them again.
"""

import csv
import math
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path

from resident_participation.alike.words import KEPT, Said, said

DATA = Path(__file__).parent.parent / "data"
TEXTS, WEIGHTS = DATA / "feedback_texts.csv", DATA / "alike_weights.csv"
WINDOW = 90  # days between two reports beyond which nothing is compared
THRESHOLD, VERY = 0.55, 0.9  # probabilities from which a report is shown, and called 很像


@dataclass(frozen=True)
class Message:
    """A report to be compared. `categories` is the one it has, or those suggested while it is being typed."""

    said: Said
    categories: frozenset[str]
    at: datetime

    @classmethod
    def of(cls, text, building, categories, at):
        return cls(said(text, building), frozenset(categories), at)


@dataclass(frozen=True)
class Likeness:
    score: float
    reasons: tuple[str, ...]

    @property
    def words(self):
        return "很像" if self.score >= VERY else "有点像"


@cache
def rarity():
    """{gram: inverse document frequency} over the labelled texts of the repository, and that of an unknown gram.

    Fixed, not counted over the city's cases: the same two messages are as alike tomorrow as today.
    """
    with TEXTS.open(encoding="utf-8", newline="") as file:
        grams = [said(row["text"]).grams for row in csv.DictReader(file)]
    seen = Counter(gram for one in grams for gram in one)
    return {gram: idf(len(grams), count) for gram, count in seen.items()}, idf(len(grams), 0)


def idf(texts, count):
    return math.log((texts + 1) / (count + 1)) + 1


@cache
def weights():
    """{trait: weight}, `constant` among them."""
    with WEIGHTS.open(encoding="utf-8", newline="") as file:
        return {row["trait"]: float(row["weight"]) for row in csv.DictReader(file)}


def compare(a, b):
    """The Likeness of two messages of one community."""
    return Likeness(score(a, b), tuple(reasons(a, b)))


def score(a, b):
    """The probability that two messages of one community speak of the same matter."""
    known = weights()
    z = known["constant"] + sum(known[trait] * value for trait, value in traits(a, b).items())
    return 1 / (1 + math.exp(-z))


def traits(a, b):
    """{trait: 0…1}. What one of the two does not say counts neither for nor against."""
    one, two = a.said, b.said
    dice, cover = overlap(one.grams, two.grams)
    own = not one.common & two.common  # what a community shares is the same, from whichever door it is reported
    elsewhere = apart(one.spots, two.spots) or own and apart(one.place.buildings, two.place.buildings)
    here = bool(one.place.buildings & two.place.buildings)
    return {
        "text": dice,
        "cover": cover,
        "thing": share(one.things, two.things),
        "other_thing": float(apart(one.things, two.things)),
        "fault": share(one.faults, two.faults),
        "other_fault": float(apart(one.faults, two.faults)),
        "denied": float(contradict(one, two)),
        "building": float(here),
        "other_building": float(elsewhere),
        "other_unit": float(own and not elsewhere and apart(one.place.units, two.place.units)),
        "category": float(bool(a.categories & b.categories)),
        "days": min(abs(a.at - b.at).days, WINDOW) / WINDOW,
    }


def overlap(a, b):
    """(Dice, containment of the smaller) of two sets of grams, each gram weighing its rarity."""
    both, first, second = mass(a & b), mass_of_all(a), mass_of_all(b)
    return (2 * both / (first + second), both / min(first, second)) if first and second else (0.0, 0.0)


def mass(grams):
    known, unknown = rarity()
    return sum(known.get(gram, unknown) for gram in grams)


mass_of_all = lru_cache(maxsize=KEPT)(mass)  # of a message's grams, which are compared over and over


def share(a, b):
    """The part of the smaller set that the other has as well; 0 when one is empty."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def apart(a, b):
    """Both say something, and nothing of it is the same."""
    return bool(a and b) and not a & b


def contradict(a, b):
    """One complains of what the other says is not there, or is mended."""
    return bool(a.faults & b.denied or b.faults & a.denied) or a.fixed != b.fixed


def reasons(a, b):
    """Why, in words for a clerk."""
    one, two = a.said, b.said
    if here := one.place.buildings & two.place.buildings:
        same_stairs = one.place.units & two.place.units
        yield "同一个单元" if same_stairs else f"都在{min(here).upper()}幢"
    if matter := sorted(one.things & two.things) + sorted(one.faults & two.faults):
        yield f"都说到{'、'.join(matter)}"
    if a.categories & b.categories:
        yield "类别相同"
    if one.fixed != two.fixed or contradict(one, two):
        yield "有一件说已经好了"
