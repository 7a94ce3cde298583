"""Personal data in a text for publication: fifty labelled samples, and what is done with what was found."""

import csv
from pathlib import Path

import pytest

from core import privacy
from core.errors import Refused

SAMPLES = Path(__file__).parent / "data" / "privacy_samples.csv"
OWN_WORDS = [*Path("docs/guide").glob("*.md"), *Path().glob("*/data/demo_*.csv")]
OWN_WORDS.remove(Path("resident_participation/data/demo_alike.csv"))  # it has a column of phones


def samples():
    with SAMPLES.open(encoding="utf-8", newline="") as file:
        return [(set(filter(None, row["kinds"].split(";"))), row["text"]) for row in csv.DictReader(file)]


def test_there_are_25_dirty_samples_of_all_kinds_and_25_clean_ones():
    kinds = [kinds for kinds, _ in samples()]
    assert (sum(map(bool, kinds)), len(kinds)) == (25, 50)
    assert set().union(*kinds) == set(privacy.KINDS)


@pytest.mark.parametrize(("kinds", "text"), samples())
def test_a_sample_is_judged_as_a_person_judged_it(kinds, text):
    assert {found.kind for found in privacy.find(text)} == kinds


@pytest.mark.parametrize("text", [text for kinds, text in samples() if kinds])
def test_nothing_personal_is_left_after_hiding_it(text):
    assert privacy.find(privacy.redact(text)) == []


def test_what_is_found_is_what_was_typed_and_where():
    text = "请打１３８　００００　１２３４找王建国先生"
    (phone, name) = privacy.find(text)
    assert (phone.text, text[phone.start : phone.end]) == ("１３８　００００　１２３４",) * 2
    assert privacy.redact("请打１３８　００００　１２３４") == "请打〔电话号码〕"
    assert name.kind == "name"


def test_a_text_for_publication_is_refused_at_its_field_without_spreading_the_number():
    with pytest.raises(Refused) as refused:
        privacy.refuse("5幢2单元301室王女士，13800001234", "public_summary")
    words = refused.value.fields["public_summary"][0]
    assert refused.value.code == "personal_data"
    assert "门牌号“5幢2…”" in words and "电话号码“138…”" in words and "13800001234" not in words
    privacy.refuse("一位居民反映楼道灯不亮，请拨12345", "public_summary")


def test_the_product_s_own_texts_raise_no_false_alarm():
    lines = [line for path in OWN_WORDS for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 600
    assert [(line, found) for line in lines if (found := privacy.find(line))] == []
