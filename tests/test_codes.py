"""Codes on slips: nobody mixes them up, a slip of the finger is noticed, the database never knows them."""

import re

import pytest

from resident_participation.slips.codes import ALPHABET, LENGTH, Misread, fingerprint, new_code, read, shown


def test_ten_thousand_codes_are_different_and_read_back():
    codes = [new_code() for _ in range(10_000)]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(f"[{ALPHABET}]{{16}}", code) and read(shown(code)) == code for code in codes)


def test_as_people_type_it():
    code = new_code()
    wide = "".join(chr(ord(c) + 0xFEE0) for c in code)
    for typed in (code.lower(), f" {shown(code)} ", shown(code).replace(" ", "-"), wide):
        assert read(typed) == code


def test_every_wrong_character_and_every_exchange_is_noticed():
    code = new_code()
    for place in range(LENGTH):
        for character in set(ALPHABET) - {code[place]}:
            with pytest.raises(Misread, match="有一位填错了"):
                read(code[:place] + character + code[place + 1 :])
    for place in range(LENGTH - 2):
        if code[place] != code[place + 1]:
            with pytest.raises(Misread):
                read(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: "0" + c[1:], "第 1 位“0”不会出现在投票码里"),
        (lambda c: c[:4] + "o" + c[5:], "第 5 位“O”不会出现在投票码里"),
        (lambda c: c[:-1], "投票码是 16 位，您填了 15 位"),
        (lambda c: "", "投票码是 16 位，您填了 0 位"),
    ],
)
def test_what_is_wrong_is_said(change, words):
    with pytest.raises(Misread, match=words):
        read(change(new_code()))


def test_a_fingerprint_belongs_to_one_round():
    code = new_code()
    assert fingerprint(code, b"one") == fingerprint(code, b"one") != fingerprint(code, b"two")
    assert code not in fingerprint(code, b"one")
