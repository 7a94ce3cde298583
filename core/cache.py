"""A cache that may be away: pages work without Redis, throttles let through."""

import logging
from functools import cached_property, wraps

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PATIENCE = 1  # second, for connecting and for each answer


class OneClient(RedisCacheClient):
    """Django's, with one client for each thread instead of a new one for each command."""

    @cached_property
    def kept(self):
        return super().get_client(write=True)

    def get_client(self, key=None, *, write=False):
        return self.kept


class TallyingRedisCache(RedisCache):
    def tally(self, key, others, seconds, by=1):
        """Add to the count at `key`, which lives for `seconds`; its sum with the `others`. One round trip."""
        key, *others = (self.make_and_validate_key(one) for one in (key, *others))
        with self._cache.get_client(key, write=True).pipeline(transaction=False) as steps:
            steps.incr(key, by).expire(key, seconds).mget(others)
            now, _, before = steps.execute()
        return now + sum(int(count) for count in before if count)


def forgiving(name, answer):
    """The backend's method; when Redis does not answer, what an empty cache would say: `answer(*args, **kwargs)`."""
    method = getattr(TallyingRedisCache, name)

    @wraps(method)
    def call(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache %s: %s", name, error)
            return answer(*args, **kwargs)

    return call


def no_such_key(key, *args, **kwargs):
    raise ValueError(f"Key '{key}' not found")


class ForgivingRedisCache(TallyingRedisCache):
    def __init__(self, server, params):
        patience = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        options = patience | params.get("OPTIONS", {})
        super().__init__(server, params | {"OPTIONS": options})
        self._class = OneClient

    get = forgiving("get", lambda key, default=None, version=None: default)
    get_many = forgiving("get_many", lambda keys, version=None: {})
    has_key = forgiving("has_key", lambda key, version=None: False)
    set = forgiving("set", lambda *args, **kwargs: None)
    set_many = forgiving("set_many", lambda data, *args, **kwargs: list(data))
    add = forgiving("add", lambda *args, **kwargs: False)
    touch = forgiving("touch", lambda *args, **kwargs: False)
    delete = forgiving("delete", lambda *args, **kwargs: False)
    incr = forgiving("incr", no_such_key)
    tally = forgiving("tally", lambda *args, **kwargs: 1)
