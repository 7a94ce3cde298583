"""Whether a text may be published. To be replaced by core.privacy, which looks for more and has the same `refuse`."""

import re

from core.errors import Refused

LOOKS = {
    "手机号": re.compile(r"(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?!\d)"),
    "身份证号": re.compile(r"(?<!\d)\d{17}[\dXx](?!\w)"),
}


def refuse(text, field="text"):
    """Refuse `personal_data` for a text that is to be published, naming what was found, at its field."""
    found = [name for name, look in LOOKS.items() if look.search(text)]
    if found:
        words = f"这段文字要公开，里面有{'、'.join(found)}，请删去再提交"
        raise Refused("personal_data", words, {field: [words]})
