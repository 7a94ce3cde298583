"""Counts by part of a house that may be told to everybody: no part, and no rest of a part, under five households.

What is told of the whole follows from what is told of the parts, so that nobody can take one from the other.
"""

from dataclasses import dataclass

LEAST = 5


@dataclass(frozen=True)
class Cell:
    """`count` of `whole` households as it is told: exact where nobody can be picked out, else only the words."""

    place: str
    whole: int
    words: str
    at_least: int
    exact: bool


def cell(place, count, whole):
    if whole < LEAST:
        return Cell(place, whole, "户数少，不公布", 0, exact=False)
    if count == whole:
        return Cell(place, whole, f"{whole} 户，全部", whole, exact=True)
    if count == 0:
        return Cell(place, whole, "还没有", 0, exact=True)
    if whole < 2 * LEAST:  # too few for two kinds of "some" that hide anybody
        return Cell(place, whole, "部分住户", 1, exact=False)
    if count < LEAST:
        return Cell(place, whole, f"不到 {LEAST} 户", 1, exact=False)
    if whole - count < LEAST:
        return Cell(place, whole, f"还差不到 {LEAST} 户", whole - LEAST + 1, exact=False)
    return Cell(place, whole, f"{count} 户", count, exact=True)


def total(cells):
    """The whole, from the cells as they are told."""
    whole, at_least = sum(c.whole for c in cells), sum(c.at_least for c in cells)
    if all(c.exact for c in cells):
        return cell("合计", at_least, whole)
    return Cell("合计", whole, f"至少 {at_least} 户" if at_least else "户数少，不公布", at_least, exact=False)


def merged(parts):
    """[(place, whole, *counts)] with parts under five households put together; what is left goes to the smallest."""
    large = [part for part in parts if part[1] >= LEAST]
    small = [part for part in parts if part[1] < LEAST]
    if not small:
        return large
    rest = added("其他" if large else "合计", small)
    if rest[1] < LEAST and large:
        smallest = min(large, key=lambda part: part[1])
        large[large.index(smallest)] = added(f"{smallest[0]}等", [smallest, rest])
        return large
    return [*large, rest]


def added(place, parts):
    return (place, *(sum(numbers) for numbers in zip(*(part[1:] for part in parts), strict=True)))
