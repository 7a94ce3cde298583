"""Pinyin of Chinese names.

pypinyin's dictionary of 47,000 phrases takes 45 MB in every process; nearly all of them read as their characters do.
`data/polyphones.txt` holds the 3,500 that do not (长春 is chang chun, not zhang chun), and only those are loaded. It is
derived from pypinyin's own dictionary (MIT); every one of its phrases and every area of Ningbo still reads the same.
"""

import os
from pathlib import Path

os.environ["PYPINYIN_NO_PHRASES"] = "1"

from pypinyin import lazy_pinyin, load_phrases_dict  # noqa: E402

PHRASES = Path(__file__).parent / "data" / "polyphones.txt"


def read():
    """{phrase: its syllables, each in a list of its own, as pypinyin wants them}."""
    rows = map(str.split, PHRASES.read_text(encoding="utf-8").splitlines())
    return {phrase: [[one] for one in syllables] for phrase, *syllables in rows}


load_phrases_dict(read())


def syllables(name):
    """双桥 → ["shuang", "qiao"]; what is not Chinese stays as it is."""
    return lazy_pinyin(name)
