"""What a notice may say. People are told never to trust a text with a link that asks for data: ours never is one."""

import re

from core import privacy
from core.errors import Refused
from core.outbox.models import OutboxMessage

Kind = OutboxMessage.Kind
ENDINGS = "com|cn|net|org|gov|info|top|xyz|cc|vip|me|io|co|link|site|club|shop|app|ly|tv|wang|ren|online|store|tech"
HOST = rf"(?<![a-z0-9_@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{ENDINGS})(?![a-z0-9])"
LINK = re.compile(rf"(?:https?|ftp) ?: ?//|www ?\.|{HOST}", re.I)
DATA = r"(?:身份证|银行卡|卡号|账号|密码|验证码|手机号|电话号码|姓名|住址|个人信息|人脸)"
ASK = r"(?:填写|填报|填好|输入|提供|提交|登记|回复|发送|上传|核实|核对|验证|认证|补录|补充|录入|告知)"
ASKS = re.compile(rf"{ASK}[^。；;\n]{{0,12}}{DATA}|{DATA}[^。；;\n]{{0,12}}{ASK}")
SMS_MOST = 300  # characters; an operator sends longer texts in pieces that old phones show out of order
PHONE = re.compile(r"1[3-9]\d{9}")
EMAIL = re.compile(r"[^@\s]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def check(kind, recipient, subject, text):
    """Refuses `bad_recipient`, `no_text`, `too_long`, `link_in_sms`, `link_asks_for_data`, and `personal_data` in the
    subject."""
    reach(kind, recipient)
    for field, value, words in (("subject", subject, "请写标题"), ("text", text, "请写正文")):
        if not value.strip():
            raise Refused("no_text", words, {field: [words]})
    plain = privacy.plain_digits(text).replace("。", "。 ")
    if kind == Kind.SMS:
        brief(text)
        if LINK.search(plain):
            words = "短信里不能有网址：居民分不清真假。请写办公电话，或者让居民到社区来"
            raise Refused("link_in_sms", words, {"text": [words]})
    if LINK.search(plain) and ASKS.search(plain):
        words = "带网址的通知不能要居民填写或提供个人信息。请去掉网址，或者去掉这项要求"
        raise Refused("link_asks_for_data", words, {"text": [words]})
    privacy.refuse(subject, "subject")  # it stands in lists


def reach(kind, recipient):
    """Refuse what cannot be reached that way."""
    wrong = {
        Kind.SMS: (PHONE, "手机号应是 11 位数字"),
        Kind.EMAIL: (EMAIL, "邮箱地址不对，请核对"),
        Kind.PAPER: (re.compile(r".*\S.*"), "请写给谁，例如 5幢2单元全体住户"),
    }
    pattern, words = wrong[kind]
    if not pattern.fullmatch(recipient.strip()):
        raise Refused("bad_recipient", words, {"recipient": [words]})


def brief(text):
    if len(text) > SMS_MOST:
        words = f"短信最多 {SMS_MOST} 字，现在 {len(text)} 字"
        raise Refused("too_long", words, {"text": [words]})
