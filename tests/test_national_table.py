"""The published national table: its order and look, from its own figures and from any sheet in its form."""

import csv
from datetime import date
from io import StringIO

import pytest

from core.errors import Refused
from reports.tables import national
from tests.samples import PUBLISHED, lines


def test_the_ministry_s_table_of_june_2023_comes_out_exactly():
    published = list(csv.reader(StringIO(PUBLISHED.read_text(encoding="utf-8"))))
    heads, *rows, total = published
    worst_first = sorted(rows, key=lambda row: row[3])  # another order; within one printed rate as published
    assert worst_first[0] != rows[0]
    sheet = StringIO()
    csv.writer(sheet).writerows([heads, *worst_first, total])
    table = national.of_sheet(sheet.getvalue(), "2023年全国城镇老旧小区改造进展情况", date(2023, 6, 30))
    assert lines(table) == published
    assert table.sums["started"] == 42621 == int(total[2]) and len(rows) == 32


def test_a_mixed_up_sheet_is_sorted_by_rate_and_numbered_anew():
    text = "地区,新开工小区数(个),开工率\n甲,1,50%\n乙,2,全部开工\n丙,3,99.5%\n合计,6,80%\n"
    assert lines(national.of_sheet(text, "表", date(2023, 6, 30)))[1:] == [
        ["1", "乙", "2", "全部开工"],
        ["2", "丙", "3", "99.5%"],
        ["3", "甲", "1", "50%"],
        ["合计", "", "6", "80%"],
    ]


def test_with_planned_numbers_the_rate_is_computed_and_equal_ones_keep_their_order():
    text = "地区,计划小区数（个）,新开工小区数（个）\n甲,3,1\n乙,6,2\n丙,4,5\n"
    assert lines(national.of_sheet(text, "表", date(2023, 6, 30)))[1:] == [
        ["1", "丙", "5", "全部开工"],
        ["2", "甲", "1", "33%"],
        ["3", "乙", "2", "33%"],
        ["合计", "", "8", "61.5%"],
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "没有内容"),
        ("名称,数\n甲,1\n", "没有“地区”“新开工小区数（个）”这一列"),
        ("地区,新开工小区数（个）\n甲,1\n", "没有“开工率或计划小区数（个）”这一列"),
        ("地区,新开工小区数（个）,开工率\n甲,一个,5%\n", "第 2 行的数字读不懂"),
        ("地区,新开工小区数（个）,开工率\n甲,1,很高\n", "第 2 行的数字读不懂"),
    ],
)
def test_a_sheet_that_cannot_be_read_says_where(text, words):
    with pytest.raises(Refused) as refused:
        national.of_sheet(text, "表", date(2023, 6, 30))
    assert words in refused.value.message and refused.value.fields["file"]
