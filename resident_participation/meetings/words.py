"""The quorum board in words and bars."""

from dataclasses import dataclass

UNITS = {"heads": "户", "members": "人"}
NAMES = {"heads": "户数", "area": "面积", "members": "人数"}


def quantity(number, measure):
    """12 户, 816.40 ㎡ (areas come in 0.01 m²)."""
    return f"{number / 100:,.2f} ㎡" if measure == "area" else f"{number:,} {UNITS[measure]}"


@dataclass(frozen=True)
class Line:
    """One measure of a class of items: how many there are, how many are needed; the width is for the eye only."""

    name: str
    actual: str
    needed: str
    passed: bool
    width: float
    mark: float


@dataclass(frozen=True)
class Card:
    """A class of items on the board: enough or how much is missing, and what those present would need to agree."""

    name: str
    items: list
    passed: bool
    missing: str
    lines: list
    agree: str


def cards(board):
    return [card(one, board) for one in board["classes"]]


def card(one, board):
    short = [quantity(t["short_by"], t["measure"]) for t in one["tests"] if t["short_by"]]
    agree = "、".join(quantity(t["needed"], t["measure"]) for t in one["to_agree"])
    return Card(
        one["name"],
        one["items"],
        one["passed"],
        "还差 " + "，".join(short) if short else "",
        [line(test, board) for test in one["tests"]],
        agree,
    )


def line(test, board):
    measure = test["measure"]
    if measure == "members":
        whole = board["members"]["all"]
    else:
        whole = board["roll"]["area_cm2" if measure == "area" else "heads"]
    part = [min(100 * n / whole, 100) if whole else 0 for n in (test["actual"], test["needed"])]
    words = (quantity(test[name], measure) for name in ("actual", "needed"))
    return Line(NAMES[measure], *words, test["passed"], *(round(p, 2) for p in part))
