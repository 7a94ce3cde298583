"""Fitting the weights of `likeness` to labelled pairs, and measuring them. Run by `python -m bench alike`."""

import csv
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from resident_participation.alike.bayes import SUGGESTED, Classifier, labelled
from resident_participation.alike.likeness import DATA, THRESHOLD, WEIGHTS, Message, score, traits
from resident_participation.alike.places import Place

PAIRS = DATA / "alike_pairs.csv"
FIRST = datetime(2026, 6, 1, tzinfo=UTC)
RIDGE = 0.05  # pull of every weight but the constant towards 0; chosen by cross validation on the training half
STEPS, ENOUGH = 50, 1e-9  # of Newton's method
OTHERS, EASY = (1, 5, 11), 0.25  # which other reports each is taken with, and what such a pair weighs
NONE = frozenset()


@dataclass(frozen=True)
class Pair:
    split: str
    same: bool
    kind: str
    a: Message
    b: Message
    suggested: frozenset[str]  # categories for the words of b

    @property
    def typed(self):
        """The pair as it is met while b is being typed: its category is not chosen yet."""
        return replace(self, b=replace(self.b, categories=self.suggested))


def pairs():
    """The labelled pairs; the second report came `days` after the first."""
    suggest = Classifier(labelled()).ranked
    with PAIRS.open(encoding="utf-8", newline="") as file:
        return [pair(row, suggest(row["text_b"])[:SUGGESTED]) for row in csv.DictReader(file)]


def pair(row, suggested):
    ends = (("a", 0), ("b", int(row["days"])))
    a, b = (
        Message.of(row[f"text_{end}"], row[f"place_{end}"], [row[f"category_{end}"]], FIRST + timedelta(days=later))
        for end, later in ends
    )
    return Pair(row["split"], row["same"] == "yes", row["kind"], a, b, frozenset(suggested))


def shown(one):
    """Whether a clerk would be shown the other report of a pair."""
    return score(one.a, one.b) >= THRESHOLD


def precision_and_recall(taken):
    """((right, shown), (right, same)) of labelled pairs."""
    right = sum(one.same and shown(one) for one in taken)
    return (right, sum(map(shown, taken))), (right, sum(one.same for one in taken))


def others(taken):
    """Each first report with the second of another pair: what else lies in the same community."""
    return [
        replace(one, b=taken[(i + n) % len(taken)].b, same=False)
        for i, one in enumerate(taken)
        for n in range(1, len(taken))
    ]


def examples(taken):
    """[(a, b, same, weight)]: the pairs as registered and as typed, and what follows from each of them.

    The pairs are the hard cases; a street's day is full of easy ones. So each report is also taken with other reports
    (another matter, most in the same building), with itself (logged twice, once with words the vocabulary does not
    know), with itself from another building or unit, and with the news that it is mended.
    """
    found = [(each.a, each.b, one.same, 0.5) for one in taken for each in (one, one.typed)]
    for i, one in enumerate(taken):
        for n in OTHERS:
            other = taken[(i + n) % len(taken)].b
            there = other if n == OTHERS[0] else put(other, place=one.b.said.place)
            found.append((one.a, there, False, EASY))
        for message in (one.a, one.b):
            found += [(*pair, EASY) for pair in variations(message)]
    return found


def variations(message):
    """(a, b, same) of one report and what it could have been."""
    now = message.said
    unknown = put(message, things=NONE, common=NONE, faults=NONE)
    yield message, replace(message, categories=NONE), True
    yield unknown, unknown, True
    if now.faults:
        yield message, put(message, faults=NONE, denied=now.faults), False
    if now.place.buildings and not now.common:
        yield message, put(message, place=Place(frozenset({"elsewhere"}), now.place.units)), False
    if now.place.units:
        yield message, put(message, place=Place(now.place.buildings, frozenset({"elsewhere"}))), False


def put(message, **changes):
    return replace(message, said=replace(message.said, **changes))


def fit(taken, ridge=RIDGE):
    """{trait: weight} and `constant`: logistic regression with a ridge, by Newton's method."""
    known = examples(taken)
    rows = [traits(a, b) for a, b, *_ in known]
    names = list(rows[0])
    x = np.array([[1.0, *row.values()] for row in rows])
    y, weight = (np.array([one[n] for one in known], dtype=float) for n in (2, 3))
    pull = np.diag([0.0] + [ridge] * len(names))
    w = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ w))
        slope = x.T @ (weight * (y - p)) - pull @ w
        step = np.linalg.solve(x.T @ (x * (weight * p * (1 - p))[:, None]) + pull, slope)
        w += step
        if np.abs(step).max() < ENOUGH:
            break
    return dict(zip(["constant", *names], w.tolist(), strict=True))


def write(found):
    with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["trait", "weight"])
        out.writerows((trait, f"{weight:.3f}") for trait, weight in found.items())
