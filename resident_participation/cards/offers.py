"""What a household can do with its card today. Each subject registers what it has to offer."""

from collections.abc import Callable
from dataclasses import dataclass

OFFERS: list[tuple[int, Callable]] = []


@dataclass(frozen=True)
class Offer:
    """One thing to do or to read, with its link; `done` when the household has done it."""

    title: str
    words: str
    url: str
    done: bool = False


def offer(order=50):
    """Decorator: register `find(row) -> [Offer]` of a household's row of the roll."""

    def add(find):
        OFFERS.append((order, find))
        OFFERS.sort(key=lambda one: one[0])
        return find

    return add


def offers(row):
    return [one for _, find in OFFERS for one in find(row)]
