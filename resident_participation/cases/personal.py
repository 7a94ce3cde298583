"""Personal data in words meant for everybody: found before they are published, covered where they are shown."""

import re

PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
PATTERNS = {
    "手机号": re.compile(r"(?<!\d)1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)"),
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)"),
    "车牌号": re.compile(
        r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][·. ]?[A-Z0-9]{5,6}(?![A-Z0-9])"
    ),
    "室号": re.compile(r"\d{3,4}\s*室"),
}


def found(words):
    """The kinds of personal data that a text holds, in words."""
    return [kind for kind, pattern in PATTERNS.items() if pattern.search(words)]


def covered(words):
    """The text with them covered."""
    for pattern in PATTERNS.values():
        words = pattern.sub("＊＊＊", words)
    return words
