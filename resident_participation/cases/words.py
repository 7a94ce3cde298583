"""The resident's own six characters: printed on the receipt, kept as a keyed hash, asked for at the answer."""

import hmac
import secrets

from django.conf import settings

from resident_participation.slips.codes import ALPHABET, SPACES

LENGTH = 6


def new_word():
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def hash_of(number, word):
    """What the database keeps; the key lies outside of it, and the number makes equal words differ."""
    return hmac.digest(settings.FIELD_KEY.encode(), f"case:{number}:{word}".encode(), "sha256").hex()


def is_word_of(case, typed):
    """Whether a person typed the case's word, with or without blanks, large or small."""
    word = typed.translate(SPACES).upper()
    return bool(case.word_hash) and hmac.compare_digest(hash_of(case.number, word), case.word_hash)
