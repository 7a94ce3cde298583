"""The words of a bulletin that somebody edited, against its figures: what is written has to stand in the snapshot."""

import re

from reports import bulletin

# Dates, numbered lines and 发文字号 are no figures of the report.
ASIDE = re.compile(r"\d{4}年|\d{1,2}月(?:\d{1,2}日)?|\d{1,2}日|^\d{1,2}[.．、]|〔\d{4}〕\d+号|第\d+", re.M)
NUMBER = re.compile(r"\d+(?:[,，]\d{3})*(?:\.\d+)?")


def strange(report):
    """The figures in an edited text that neither the snapshot nor the draft from it has, in the order they appear."""
    if not report.text:
        return []
    known = set(figures_in(report.figures)) | set(numbers("\n".join(bulletin.draft(report))))
    known |= {number for row in bulletin.rows(report.figures) for number in figures_in(bulletin.line(row))}
    return [number for number in dict.fromkeys(numbers(report.text)) if number not in known]


def numbers(text):
    """["801.26", "12"]: without thousands separators and closing zeros."""
    found = NUMBER.findall(ASIDE.sub(" ", text))
    return [bulletin.trimmed_text(re.sub("[,，]", "", number)) for number in found]


def figures_in(value):
    """Every number in a JSON value."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [number for one in value for number in figures_in(one)]
    return numbers(str(value)) if isinstance(value, (int, float, str)) else []
