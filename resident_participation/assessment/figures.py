"""A wave as it is shown: while it is open who took part, afterwards the published cells."""

from collections import Counter

from django.db.models import Count, IntegerField, OuterRef, Subquery

from core import thresholds
from resident_participation.assessment.models import Channel, Participation, Wave
from resident_participation.assessment.questions import SHORT
from resident_participation.assessment.tally import average, natural
from resident_participation.rolls.heads import WITHOUT_VOTE

LEAST = "assessment.cell.least"
ANSWERED = Subquery(
    Participation.objects.filter(wave=OuterRef("pk")).order_by().values("wave").annotate(n=Count("pk")).values("n"),
    output_field=IntegerField(),
)
HEADS = ["幢号", "单元", "户数", "参加户数", "参加率（%）", *SHORT.values(), "满意率（%）"]


def households(community):
    """Who is asked: every household of the roll; parking spaces and garages have no opinion."""
    return community.roll.exclude(kind__in=WITHOUT_VOTE)


def progress(wave):
    """While a wave is open: {"households", "answered", "missing", "buildings": [(building, households, answered)]}.

    Counts only. A building with fewer households than the least cell shows none.
    """
    least = int(thresholds.value(LEAST))
    asked = Counter(households(wave.community).values_list("building", flat=True))
    came = Counter(wave.participations.values_list("row__building", flat=True))
    lines = [(b, n, came[b] if n >= least else None) for b, n in sorted(asked.items(), key=lambda one: natural(one[0]))]
    whole, done = sum(asked.values()), sum(came.values())
    return {"households": whole, "answered": done, "missing": whole - done, "buildings": lines}


def read(wave):
    """A closed wave's results for templates; None before it is counted."""
    if wave.state != Wave.State.CLOSED:
        return None
    found = wave.results
    cells = [shown(cell) for cell in found["cells"]]
    channels = [(Channel(key).label, found["channels"].get(key, 0)) for key in Channel.values]
    assisted = sum(n for key, n in found["channels"].items() if key != Channel.CARD)
    return {
        "whole": cells[0],
        "cells": cells[1:],
        "buildings": [cell for cell in cells[1:] if not cell["unit"]],
        "least": found["least"],
        "rate": {"numerator": found["answered"], "denominator": found["households"]},
        "channels": channels,
        "assisted": {"numerator": assisted, "denominator": found["answered"]},
        "sound": found["participations"] == found["answered"],
        "labels": list(SHORT.values()),
    }


def shown(cell):
    """A cell with its rate, its averages in the order of the items, and the share of those satisfied."""
    items = cell["items"]
    rate = None if cell["answered"] is None else {"numerator": cell["answered"], "denominator": cell["households"]}
    return cell | {
        "rate": rate,
        "scores": [(label, average(items[key]), items[key]["n"]) for key, label in SHORT.items()] if items else None,
        "overall": average(items["overall"]) if items else None,
        "satisfied": {"numerator": items["overall"]["good"], "denominator": items["overall"]["n"]} if items else None,
    }


def rows(wave):
    """The cells of a closed wave for a sheet, heads first; a hidden score is words, never a blank."""
    found, least = read(wave), wave.results["least"]
    yield HEADS
    for cell in [found["whole"], *found["cells"]]:
        place = [cell["building"] or "全小区", cell["unit"]]
        rate = [f"少于{least}户"] * 2 if cell["rate"] is None else [cell["answered"], percent(cell["rate"])]
        scores = [str(score) for _, score, _ in cell["scores"]] if cell["scores"] else ["不公布"] * len(SHORT)
        yield [
            *place,
            cell["households"],
            *rate,
            *scores,
            percent(cell["satisfied"]) if cell["satisfied"] else "不公布",
        ]


def percent(share):
    """One decimal, half up, as text; empty without a base."""
    top, base = share["numerator"], share["denominator"]
    tenths = (2000 * top + base) // (2 * base) if base else None
    return "" if tenths is None else f"{tenths // 10}.{tenths % 10}"
