"""What anybody may read carries no phone and no ID number: caught before it is published."""

import re

from core.errors import Refused

PHONE = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
BIRTHDAY = r"(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])"  # tells an ID number from a document's
ID_NUMBER = re.compile(rf"(?<!\d)\d{{6}}{BIRTHDAY}\d{{3}}[\dXx](?!\d)")


def must_be_public(**texts):
    """Refuse texts, each by its field, that hold a mobile phone or an ID number."""
    for field, text in texts.items():
        for pattern, what in ((PHONE, "手机号码"), (ID_NUMBER, "身份证号码")):
            if found := pattern.search(text or ""):
                words = f"这里会公开，不能写{what}（“{found[0][:4]}…”），请删掉再保存"
                raise Refused("private", words, {field: [words]})
