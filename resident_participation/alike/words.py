"""What a message says, written one way: widths, numerals, words for the same thing. Pure, no database.

`data/alike_words.csv` holds the words: a word, its kind and the variants that mean the same to a street office.

| kind | is |
|---|---|
| thing | what a building or a flat has: 外墙, 电梯 |
| common | what a whole community shares, whoever reports it: 道闸, 路灯 |
| spot | a place of the community: 北门 |
| fault | what is wrong with it: 漏水, 堵塞 |
| lack | 没有: it negates the fault after it |
| fixed | 修好: the opposite of a complaint |
| other | people, firms |
| stop | says nothing |
"""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from resident_participation.alike import places
from resident_participation.alike.places import Place

WORDS = Path(__file__).parent.parent / "data" / "alike_words.csv"
NOT_WORDS = re.compile(r"[^\w]+|_+")
NEGATIONS = "不没未无"
SHORT = 8  # characters; below, single characters count as well as pairs
KEPT = 4096  # texts a process remembers


@dataclass(frozen=True)
class Said:
    """A message taken apart. `words` are the runs of normalised text between places, stops and punctuation."""

    words: tuple[str, ...]
    place: Place
    things: frozenset[str]  # things and common things
    common: frozenset[str]
    spots: frozenset[str]
    faults: frozenset[str]
    denied: frozenset[str]  # faults that are said not to be there
    fixed: bool

    @cached_property
    def grams(self):
        """Pairs of characters; of a short text single ones as well."""
        return grams_of(self.words, (1, 2) if sum(map(len, self.words)) < SHORT else (2,))


def grams_of(words, lengths):
    """Every run of so many characters inside a word, as a set."""
    return frozenset(word[i : i + n] for n in lengths for word in words for i in range(len(word) - n + 1))


@cache
def vocabulary():
    """({variant: (word, kind)}, the expression that finds the longest of them)."""
    with WORDS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {v: (row["word"], row["kind"]) for row in rows for v in (row["word"], *row["variants"].split())}
    longest_first = sorted(known, key=len, reverse=True)
    return known, re.compile("|".join(map(re.escape, longest_first)))


def plain(text):
    """Half-width, lower case, numerals as digits, no blanks inside: １２ 栋 → 12幢."""
    return places.numbered(re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=KEPT)
def said(text, building=""):
    """The Said of a message and of what stands in its field 楼栋."""
    place, rest = places.taken_out(plain(text))
    known, variants = vocabulary()
    kinds = {kind: set() for kind in ("thing", "common", "spot", "fault", "lack", "fixed", "other", "stop", "denied")}
    written, at, lacking = [], 0, False
    for found in variants.finditer(rest):
        between = rest[at : found.start()]
        word, kind = known[found[0]]
        negated = between[-1:] in NEGATIONS if between else lacking
        if kind in ("fault", "fixed") and negated:
            kind = "denied"
        kinds[kind].add(word)
        written += [between, " " if kind == "stop" else word]
        at, lacking = found.end(), kind == "lack"
    written.append(rest[at:])
    return Said(
        words=tuple(NOT_WORDS.sub(" ", "".join(written)).split()),
        place=places.of_field(plain(building)) | place,
        things=frozenset(kinds["thing"] | kinds["common"]),
        common=frozenset(kinds["common"]),
        spots=frozenset(kinds["spot"]),
        faults=frozenset(kinds["fault"]),
        denied=frozenset(kinds["denied"]),
        fixed=bool(kinds["fixed"]),
    )
