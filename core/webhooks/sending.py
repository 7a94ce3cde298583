"""How a message to a webhook receiver looks: Standard Webhooks (standardwebhooks.com), so that receivers verify it with
a library that exists in their language."""

import base64
import hashlib
import hmac
import secrets

import orjson
from django.conf import settings
from django.utils import timezone

from core import outgoing
from core.errors import Refused

PREFIX = "whsec_"


def new_secret():
    """32 random bytes as receivers' libraries take them: whsec_ and base64."""
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def sign(secret, uid, seconds, body):
    """`v1,` and the base64 HMAC-SHA256 of "id.timestamp.body"."""
    key = base64.b64decode(secret.removeprefix(PREFIX))
    mac = hmac.new(key, f"{uid}.{seconds}.".encode() + body, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def body_of(event):
    """The bytes of an event: always the same, so that a repeat is recognised."""
    at = timezone.localtime(event.at).isoformat(timespec="milliseconds")
    return orjson.dumps({"type": event.name, "timestamp": at, "data": event.data}, option=orjson.OPT_SORT_KEYS)


def send(endpoint, event):
    """One request. Returns outgoing.Answer; what is refused before anything is sent (a place inside) is one, too."""
    body, seconds = body_of(event), int(timezone.now().timestamp())
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": "NingboRenewal-Webhooks/1",
        "webhook-id": str(event.uid),
        "webhook-timestamp": str(seconds),
        "webhook-signature": sign(endpoint.secret, event.uid, seconds, body),
    }
    try:
        target = outgoing.resolve(endpoint.url, settings.WEBHOOK_ALLOWED_HOSTS)
    except Refused as refused:
        return outgoing.Answer(None, b"", 0, refused.message)
    return outgoing.post(target, body, headers)
