"""GET /healthz: is every part there? Quick even when parts are dead."""

import time

import psycopg
import redis
from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.views.decorators.cache import never_cache

from ningbo_renewal.celery import BEAT_EVERY, alive

PATIENCE = 1  # second
FRESH = 5 * BEAT_EVERY


@never_cache
def healthz(request):
    parts = {
        "database": database_answers(),
        "redis": redis_answers(),
        "worker": shows_life("worker"),
        "beat": shows_life("beat"),
    }
    body = {"status": word(all(parts.values()))} | {name: word(up) for name, up in parts.items()}
    return JsonResponse(body, status=200 if all(parts.values()) else 503)


def word(up):
    return "ok" if up else "down"


def database_answers():
    """On a connection of its own: the request's may be a dead one kept from before."""
    params = connection.get_connection_params() | {"connect_timeout": PATIENCE}
    try:
        with psycopg.connect(**{k: v for k, v in params.items() if k not in ("context", "cursor_factory")}) as own:
            own.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True


def redis_answers():
    try:
        client = redis.Redis.from_url(
            settings.CACHES["default"]["LOCATION"], socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE
        )
        return client.ping()
    except (redis.RedisError, OSError):
        return False


def shows_life(name):
    try:
        return time.time() - alive(name).stat().st_mtime < FRESH
    except OSError:
        return False
