"""Who or what is looked at again: a function of a seed that nobody could choose, so that anybody draws the same ones.

Things are put in the order of SHA-256("seed:key") and the first ones are taken:

    printf '%s:%s' SEED KEY | sha256sum
"""

import hashlib
import math


def size_of(whole, percent, least):
    """How many of so many: the percentage rounded up, never fewer than `least`, all where there are fewer."""
    return min(whole, max(math.ceil(whole * percent / 100), int(least)))


def drawn(seed, keys, size):
    """The keys of the sample, in the order in which they come."""
    return sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).hexdigest())[:size]
