"""Personal data in a Chinese text that is about to be published: found before publication, named, or hidden.

Numbers are looked for in a copy of the text in which full-width characters and digits written as words (一三八…) are
plain; every character keeps its place, so that what is found is cut out of the text as it was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from core import names
from core.errors import Refused

KINDS = {
    "id_number": "身份证号",
    "bank_card": "银行卡号",
    "email": "邮箱",
    "account": "微信或QQ号",
    "phone": "电话号码",
    "plate": "车牌号",
    "room": "门牌号",
    "name": "姓名",
}  # in this order one stretch of text is judged: an ID number is no bank card


@dataclass(frozen=True)
class Found:
    """A stretch of text, [start, end), that tells who somebody is or how to reach them."""

    start: int
    end: int
    kind: str
    text: str

    @property
    def label(self):
        return KINDS[self.kind]

    @property
    def hint(self):
        """Enough to find the place again, not enough to spread it further."""
        return f"{self.label}“{self.text[:3]}…”"


WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0x2010: "-", 0x2011: "-", 0x2012: "-"}
WIDE |= {0x2013: "-", 0x2014: "-", 0x2212: "-", 0x00A0: " "}
SPELLED = str.maketrans("〇零一幺二三四五六七八九壹贰叁肆伍陆柒捌玖", "001123456789123456789")
SPELLED_RUN = re.compile(r"[〇零一幺二三四五六七八九壹贰叁肆伍陆柒捌玖\d]{7,}")

# Between the digits of one number stands at most this; before its first and after its last no further group of digits.
GAP = r"[ \-.·]{0,2}"
ALONE, END = r"(?<![\dA-Za-z])(?<!\d-)(?<!\d\.)", r"(?![\dA-Za-z])(?!-\d)(?!\.\d)"
NO_AMOUNT = r"(?! ?(?:元|万|亿|㎡|平方|立方|人|户|吨|千瓦))"
AREA = r"(?:010|02[0-9]|0[3-9]\d{2})"
LOCAL = rf"[2-8](?:{GAP}\d){{6,7}}"
ABOUT_A_PHONE = r"(?:电话|座机|固话|手机|号码|致电|联系|来电|回电|打|拨|Tel|TEL|tel)"

MOBILE = re.compile(rf"(?:(?<!\d)\+?86{GAP}|{ALONE})1{GAP}[3-9](?:{GAP}\d){{9}}{END}{NO_AMOUNT}")
LANDLINE = re.compile(rf"{ALONE}\(?{AREA}\)?{GAP}{LOCAL}{END}")
NEAR_LANDLINE = re.compile(rf"{ABOUT_A_PHONE}[^\d\n]{{0,6}}({LOCAL}){END}{NO_AMOUNT}")
LONG = re.compile(rf"{ALONE}\d(?:{GAP}\d){{14,18}}(?:{GAP}[Xx])?{END}")
CARD_FIRST = re.compile(r"62|4|5[1-5]|35|37|9")
ABOUT_A_CARD = re.compile(r"(?:卡号|账号|账户|银行|退到|汇到|打到|[工农中建交]行)[^\d\n]{0,8}$")
ABOUT_AN_ID = re.compile(r"(?:身份证|证件|证号)[^\d\n]{0,8}$")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+ ?@ ?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
IS = r"(?:号|群|号码|账号|帐号)?[\s:是为加]{0,4}"
WECHAT = re.compile(
    rf"(?:微信|薇信|威信|[vV]信|(?<![A-Za-z])(?:[vV][xX]|[wW][xX]|[wW]ei[xX]in|[wW]e[cC]hat)(?![a-z])){IS}"
    r"([A-Za-z][A-Za-z0-9_-]{5,19}|[1-9]\d{5,10})"
)
QQ = re.compile(rf"(?:(?<![A-Za-z])[qQ]{{2}}|(?<![A-Za-z])[qQ](?=号|群)|扣扣){IS}([1-9]\d{{4,10}})(?!\d)")
PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-z][ ·•.\-]?"
    r"(?=[A-Za-z0-9]{0,5}\d)(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}|[A-Za-z0-9]{4}[学警挂港澳领])(?![A-Za-z0-9])"
)


def find(text) -> list[Found]:
    """Everything personal in a text, in its order; one stretch has one kind."""
    plain, taken = plain_digits(text), []
    for kind in KINDS:
        for start, end in LOOKS[kind](plain):
            if all(end <= one.start or one.end <= start for one in taken):
                taken.append(Found(start, end, kind, text[start:end]))
    return sorted(taken, key=lambda one: one.start)


def refuse(text, field="text"):
    """Refuse `personal_data` for a text that is to be published, naming what was found and where."""
    found = find(text)
    if found:
        what = "、".join(dict.fromkeys(one.hint for one in found))
        words = f"这段文字要公开，里面有{what}。请删去，或改成“一位居民”“某单元”这样的说法"
        raise Refused("personal_data", words, {field: [words]})


def redact(text):
    """The text with everything personal replaced by its kind: 请打〔电话号码〕."""
    pieces, last = [], 0
    for one in find(text):
        pieces += [text[last : one.start], f"〔{one.label}〕"]
        last = one.end
    return "".join([*pieces, text[last:]])


def plain_digits(text):
    plain = text.translate(WIDE)
    return SPELLED_RUN.sub(lambda run: run.group().translate(SPELLED), plain)


def digits(text):
    return re.sub(r"[^\dXx]", "", text).upper()


def id_numbers(text) -> Iterator[tuple[int, int]]:
    """18 digits with the right check digit, or said to be an ID number; 15 digits of before 1999 with a real day."""
    for match in LONG.finditer(text):
        number = digits(match.group())
        said = bool(ABOUT_AN_ID.search(text[: match.start()]))
        if (len(number) == 18 and (said or ric.is_valid(number))) or (len(number) == 15 and is_old_id(number)):
            yield match.span()


def is_old_id(number):
    """Province 11–65, then the day of birth as YYMMDD of the 20th century."""
    try:
        date(1900 + int(number[6:8]), int(number[8:10]), int(number[10:12]))
    except ValueError:
        return False
    return 11 <= int(number[:2]) <= 65


def bank_cards(text) -> Iterator[tuple[int, int]]:
    """16 to 19 digits of a card issuer with the right check digit (Luhn), or said to be an account."""
    for match in LONG.finditer(text):
        number = digits(match.group())
        if 16 <= len(number) <= 19 and CARD_FIRST.match(number) and number.isdigit():
            said = bool(ABOUT_A_CARD.search(text[: match.start()]))
            if said or luhn.is_valid(number):
                yield match.span()


def phones(text) -> Iterator[tuple[int, int]]:
    """Mobile numbers; landlines with their area code, or after a word that announces one. 12345 and 96xxx are none."""
    for pattern in (MOBILE, LANDLINE):
        yield from (match.span() for match in pattern.finditer(text))
    yield from (match.span(1) for match in NEAR_LANDLINE.finditer(text))


def accounts(text) -> Iterator[tuple[int, int]]:
    for pattern in (WECHAT, QQ):
        yield from (match.span() for match in pattern.finditer(text))


def spans_of(pattern):
    return lambda text: (match.span() for match in pattern.finditer(text))


LOOKS = {
    "id_number": id_numbers,
    "bank_card": bank_cards,
    "email": spans_of(EMAIL),
    "account": accounts,
    "phone": phones,
    "plate": spans_of(PLATE),
    "room": names.rooms,
    "name": names.people,
}
