"""How long something takes."""

import statistics
import time


def ms(work, rounds=7):
    """Median milliseconds; the first run does not count."""
    work()
    return statistics.median(timed(work) for _ in range(rounds))


def timed(work):
    since = time.perf_counter()
    work()
    return (time.perf_counter() - since) * 1000
