"""What anybody may read carries no phone and no ID number: caught before it is published."""

import re

from core.errors import Refused

PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


def must_be_public(**texts):
    """Refuse texts, each by its field, that hold a mobile phone or an ID number."""
    for field, text in texts.items():
        for pattern, what in ((PHONE, "手机号码"), (ID_NUMBER, "身份证号码")):
            if found := pattern.search(text or ""):
                words = f"这里会公开，不能写{what}（“{found[0][:4]}…”），请删掉再保存"
                raise Refused("private", words, {field: [words]})
