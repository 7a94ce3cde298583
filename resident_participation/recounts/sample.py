"""Which paper ballots are looked at again: a function of what everybody can see, so that anybody draws the same ones.

The seed is the root of the declared result and a number that nobody knew when the root was published, because it was
drawn in a meeting afterwards. Papers are put in the order of SHA-256("seed:paper number"), the first ones are taken:

    printf '%s:%s:%s' ROOT NUMBER PAPER | sha256sum
"""

import hashlib
import math

PERCENT, LEAST = "recount.sample.percent", "recount.sample.least"  # 标准值


def seed_of(root, number):
    return f"{root}:{number}"


def size_of(papers, percent, least):
    """How many of so many papers: the percentage rounded up, never fewer than `least`, all where there are fewer."""
    return min(papers, max(math.ceil(papers * percent / 100), int(least)))


def drawn(seed, numbers, size):
    """The paper numbers of the sample, in the order in which they come."""
    return sorted(numbers, key=lambda n: hashlib.sha256(f"{seed}:{n}".encode()).hexdigest())[:size]
