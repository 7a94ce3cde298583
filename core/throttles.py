"""How often somebody may ask: counted in Redis, in one round trip for each request."""

from rest_framework.throttling import AnonRateThrottle, BaseThrottle, UserRateThrottle

PARTS = 6


class Counted:
    """For a SimpleRateThrottle: counts per sixth of its duration instead of a list of all moments.

    The sum of seven sixths is never less than what was asked within the duration, so the rate is kept at least as
    strictly as with the list, and requests at the same time are all counted.
    """

    def allow_request(self, request, view):
        key = self.get_cache_key(request, view)
        if self.rate is None or key is None:
            return True
        part = self.duration // PARTS
        turn, self.into = divmod(int(self.timer()), part)
        now, *before = (f"{key}:{turn - age}" for age in range(PARTS + 1))
        if self.cache.tally(now, before, self.duration + part) <= self.num_requests:
            return True
        self.cache.tally(now, before, self.duration + part, by=-1)
        return False

    def wait(self):
        """Seconds until the next count begins, when something may have fallen out."""
        return self.duration // PARTS - self.into


def address(request):
    """Where a request comes from, for the lock after wrong passwords as for the rates (NUM_PROXIES)."""
    return BaseThrottle().get_ident(request)


class Visitors(Counted, AnonRateThrottle):
    pass


class People(Counted, UserRateThrottle):
    pass
