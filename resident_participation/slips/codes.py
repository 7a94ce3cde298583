"""一户一码: the code on a household's slip. Sixteen characters that nobody mixes up, the last one checks the others.

The plain code lives in the print job only; the database keeps a salted hash (PARTICIPATION G-11).
"""

import hmac
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # 31, a prime: no 0 O, 1 I L
LENGTH = 16
LETTERS = bytes(ord(ALPHABET[n % len(ALPHABET)]) for n in range(256))  # what a random byte becomes
SPACES = {ord(c): None for c in " -—_·　\t"}


class Misread(ValueError):
    """What is wrong with a typed code, in words for the person who typed it."""


def new_code():
    """A fresh code: fifteen random characters (74 bits) and the check character."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    return body + check_character(body)


def check_character(body):
    """Weighted sum modulo 31: one wrong character and two neighbours exchanged are always noticed."""
    total = sum((place + 2) * ALPHABET.index(character) for place, character in enumerate(body))
    return ALPHABET[total % len(ALPHABET)]


def shown(code):
    """In fours, as it stands on the slip and as it is read aloud."""
    return " ".join(code[n : n + 4] for n in range(0, LENGTH, 4))


def read(typed, name="投票码"):
    """The code that a person typed, with or without blanks and dashes, large or small, full-width or not.

    `name` is what stands beside it on the paper.
    Raises Misread, which says what to look at again; it never tells whether a code exists.
    """
    code = typed.translate(SPACES).upper()
    code = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in code)
    for place, character in enumerate(code, 1):
        if character not in ALPHABET:
            raise Misread(
                f"第 {place} 位“{character}”不会出现在{name}里（没有数字 0、1，也没有字母 O、I、L），请再看一看"
            )
    if len(code) != LENGTH:
        raise Misread(f"{name}是 {LENGTH} 位，您填了 {len(code)} 位")
    if check_character(code[:-1]) != code[-1]:
        raise Misread(f"{name}有一位填错了，请对照单子再填一遍")
    return code


def fingerprint(code, salt):
    """What the database keeps of a code; `salt` is the round's own secret, bytes."""
    return hmac.digest(salt, code.encode(), "sha256").hex()
