"""The count of a wave: sums per item, numerators and denominators, by building and stair, nothing of a single room."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

from resident_participation.assessment.cells import publishable
from resident_participation.assessment.questions import GOOD, ITEMS


def results(households, sheets, least):
    """What is kept of a wave. `households`: [(building, unit)] of all, `sheets`: opened answer sheets.

    {"households", "answered", "channels": {channel: n}, "cells": […]} with cells of {"building", "unit", "households",
    "answered", "items"}. The first cell is the whole; `items` is {item: {"sum", "n", "good"}}, None where it must not
    be shown, and `answered` is None of a place with fewer households than `least`.
    """
    of = Counter(households)
    said = defaultdict(list)
    for sheet in sheets:
        said[sheet["building"], sheet["unit"]].append(sheet["scores"])
    tree = defaultdict(dict)
    for place in {*of, *said}:
        tree[place[0]][place[1]] = len(said[place])
    show = publishable(tree, least)
    cells = []
    for building, unit in order(tree):
        places = [p for p in {*of, *said} if building in ("", p[0]) and unit in ("", p[1])]
        homes, scores = sum(of[p] for p in places), [s for p in places for s in said[p]]
        cells.append(
            {
                "building": building,
                "unit": unit,
                "households": homes,
                "answered": len(scores) if homes >= least else None,
                "items": sums(scores) if (building, unit) in show else None,
            }
        )
    channels = Counter(sheet["channel"] for sheet in sheets)
    return {"households": len(households), "answered": len(sheets), "channels": dict(channels), "cells": cells}


def order(tree):
    """The whole, then each building with its stair units, by their numbers."""
    found = [("", "")]
    for building in sorted(tree, key=natural):
        found.append((building, ""))
        found += [(building, unit) for unit in sorted(tree[building], key=natural) if unit]
    return found


def natural(words):
    return int("".join(c for c in words if c.isdigit()) or 0), words


def sums(scores):
    return {
        item: {
            "sum": sum(one[item] for one in scores),
            "n": len(scores),
            "good": sum(one[item] >= GOOD for one in scores),
        }
        for item in ITEMS
    }


def average(item):
    """A score with two decimals, from {"sum", "n"}."""
    return (Decimal(item["sum"]) / item["n"]).quantize(Decimal("0.01"), ROUND_HALF_UP)


def low(cells, limit):
    """[(cell, [items below the limit])] of the finest shown cells: a stair, else its building, else the whole."""
    found, told = [], set()
    for cell in sorted(cells, key=lambda c: (not c["unit"], not c["building"])):
        items = [key for key, one in (cell["items"] or {}).items() if one["sum"] < limit * one["n"]]
        finer = told if not cell["building"] else told & {cell["building"]} if not cell["unit"] else ()
        if items and not finer:
            found.append((cell, items))
            told.add(cell["building"])
    return found
