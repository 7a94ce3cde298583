"""Keys outside the database, one for each record that must be forgotten one day: who destroys the key destroys what it
sealed, in the database and in every copy of it.

A key is a file of 32 random bytes in KEYS_DIR (shared by all hosts, not part of the database's backup). What it seals
needs FIELD_KEY as well, so that a stolen folder alone opens nothing.
"""

import base64
import hashlib
import os
import re
from functools import lru_cache

from cryptography.fernet import Fernet
from django.conf import settings

NAME = re.compile(r"[a-z]+-\d+")


class KeyGone(Exception):
    """The key was destroyed, or never made: what it sealed cannot be read any more."""


def path(name):
    if not NAME.fullmatch(name):
        raise ValueError(f"not the name of a key: {name}")
    return settings.KEYS_DIR / f"{name}.key"


def make(name):
    """Make the key of a record; one that exists stays as it is."""
    target = path(name)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "wb") as file:
        file.write(os.urandom(32))
        file.flush()
        os.fsync(file.fileno())


def exists(name):
    return path(name).exists()


def destroy(name):
    """Destroy a key; nobody can read what it sealed from now on."""
    path(name).unlink(missing_ok=True)


def seal(name, text):
    """`text` encrypted and signed (Fernet), as text."""
    return box(name).encrypt(text.encode()).decode()


def unseal(name, token):
    return box(name).decrypt(token.encode()).decode()


def box(name):
    """Read from its file each time, so that a key destroyed by one process is gone for all at once."""
    try:
        with open(path(name), "rb") as file:
            return fernet(file.read(), settings.FIELD_KEY)
    except FileNotFoundError:
        raise KeyGone(name) from None


@lru_cache(maxsize=64)
def fernet(secret, field_key):
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"ring:" + field_key.encode() + secret).digest()))
