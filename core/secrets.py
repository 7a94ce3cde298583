"""Personal data at rest: encrypted with a key outside the database, shown masked unless somebody asks with a reason."""

import base64
import hashlib
from functools import cache

from cryptography.fernet import Fernet
from django.conf import settings
from django.db import models


@cache
def box():
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"fields:" + settings.FIELD_KEY.encode()).digest()))


class EncryptedTextField(models.TextField):
    """Text that the database holds only encrypted (Fernet: AES-128-CBC with HMAC-SHA256). Empty stays empty."""

    def get_prep_value(self, value):
        return box().encrypt(value.encode()).decode() if value else ""

    def from_db_value(self, value, expression, connection):
        return box().decrypt(value.encode()).decode() if value else ""


def mask_name(name):
    """王小明 → 王**: the surname stays, so that a clerk can still tell callers apart."""
    return name[:1] + "*" * (len(name) - 1)


def mask_phone(phone):
    """13812342071 → 138****2071; shorter numbers keep the last two digits only."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else "*" * max(len(phone) - 2, 0) + phone[-2:]


def mask_email(address):
    """wang.xiaoming@example.com → w***@example.com"""
    name, _, host = address.partition("@")
    return f"{name[:1]}***@{host}"
