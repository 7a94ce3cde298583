"""发文字号: the issuing office's word, the year in 〔〕, the serial number without 第 and leading zeros
(GB/T 9704-2012, 7.2.5)."""

import re

from django.utils import timezone

from core.errors import Refused
from reports.models import Report

NUMBER = re.compile(r"([\u4e00-\u9fff]{1,20})[〔\[［(（【](\d{4})[〕\]］)）】]第?0*([1-9]\d{0,4})号")
EXAMPLE = "甬建旧改〔2026〕12号"


def checked(typed, report):
    """A number as it is printed; "" when none is given. Refuses `bad_number`, `number_taken`."""
    typed = "".join(typed.split())
    if not typed:
        return ""
    found = NUMBER.fullmatch(typed)
    if found is None:
        words = f"发文字号要写成“{EXAMPLE}”这样：机关代字、六角括号里的年份、序号"
        raise Refused("bad_number", words, {"number": [words]})
    number = "{}〔{}〕{}号".format(*found.groups())
    taken = Report.objects.filter(number=number).exclude(pk=report.pk).select_related("area").first()
    if taken:
        words = f"{number} 已经用在“{taken}”上"
        raise Refused("number_taken", words, {"number": [words]})
    return number


def following(report):
    """The next number of the office's series this year; "" when it has none yet."""
    year = timezone.localdate().year
    rows = Report.objects.filter(area=report.area_id, number__contains=f"〔{year}〕").values_list("number", flat=True)
    found = [NUMBER.fullmatch(number).groups() for number in rows]
    if not found:
        return ""
    word, _, last = max(found, key=lambda parts: int(parts[2]))
    return f"{word}〔{year}〕{int(last) + 1}号"
