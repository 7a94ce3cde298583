"""From the words of a message to the categories a clerk would choose. Pure, no database.

Multinomial naive Bayes over the runs of one to three characters that a text has, each counted once, the beginning of
the text marked (建议…, 请问…), add-one smoothing, every category as likely as another beforehand.
"""

import csv
import math
import random
import re
from collections import Counter, defaultdict
from functools import cache

from resident_participation.alike.likeness import TEXTS
from resident_participation.alike.words import grams_of, plain

BEGINNING = "^"
SUGGESTED = 2  # categories offered to the clerk


def grams(text):
    words = re.sub(r"[\W_]+", " ", plain(text)).split()
    return grams_of([BEGINNING + words[0], *words[1:]], (1, 2, 3)) - {BEGINNING} if words else set()


class Classifier:
    """Learns from [(category, text)]."""

    def __init__(self, texts):
        self.counts = defaultdict(Counter)
        for category, text in texts:
            self.counts[category].update(grams(text))
        size = len({gram for counts in self.counts.values() for gram in counts})
        self.totals = {category: sum(counts.values()) + size for category, counts in self.counts.items()}

    def ranked(self, text):
        """Categories, the likeliest first."""
        found = grams(text)
        scores = {
            category: sum(math.log((counts[gram] + 1) / self.totals[category]) for gram in found)
            for category, counts in self.counts.items()
        }
        return sorted(scores, key=lambda category: -scores[category])


@cache
def labelled():
    """[(category, text)] of the repository."""
    with TEXTS.open(encoding="utf-8", newline="") as file:
        return [(row["category"], row["text"]) for row in csv.DictReader(file)]


def cross_validated(texts, folds=10, seed=0):
    """[(category, categories ranked)] of every text, by a classifier that learnt from the other folds only."""
    order = random.Random(seed).sample(texts, len(texts))
    found = []
    for n in range(folds):
        taught = Classifier([one for i, one in enumerate(order) if i % folds != n])
        found += [(category, taught.ranked(text)) for category, text in order[n::folds]]
    return found


def f1(judged):
    """{category: F1 of the first of the ranked}."""
    right = Counter(category for category, ranked in judged if ranked[0] == category)
    asked, given = Counter(category for category, _ in judged), Counter(ranked[0] for _, ranked in judged)
    return {category: 2 * right[category] / (asked[category] + given[category]) for category in asked}
