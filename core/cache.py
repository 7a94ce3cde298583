"""A cache that may be away: pages work without Redis, throttles let through."""

import logging
from functools import wraps

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


def forgiving(name):
    """The backend's method; when Redis does not answer, what an empty cache would say."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def call(self, key, *args, **kwargs):
        try:
            return method(self, key, *args, **kwargs)
        except (RedisError, OSError) as error:
            log.warning("cache %s: %s", name, error)
            return kwargs.get("default", args[0] if name == "get" and args else None)

    return call


class ForgivingRedisCache(RedisCache):
    """Only the operations the portal uses are softened: get, set, add, delete, incr."""

    get, set, add, delete, touch = (forgiving(name) for name in ("get", "set", "add", "delete", "touch"))
