"""Names by their sound, with the short list of phrases."""

import pytest

from core.pinyin import syllables


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("双桥新村", "shuang qiao xin cun"),
        ("长春路", "chang chun lu"),  # not zhang
        ("丹凤朝阳", "dan feng chao yang"),  # not zhao
        ("重阳里", "chong yang li"),  # not zhong
        ("行宫弄", "xing gong nong"),
        ("A区3幢", "A qu 3 chuang"),
    ],
)
def test_names_are_spelled_as_they_are_said(name, sound):
    assert " ".join(syllables(name)) == sound
