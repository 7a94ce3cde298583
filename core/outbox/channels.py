"""Ways out of the house. `settings.NOTICE_CHANNELS` names one for each kind that is configured: {"sms": dotted path}.

A channel is a class without arguments with `send(message)`. It returns when the message has been taken; it raises
`Rejected` when it never will be, `Failed` when it may be later. Their words are kept and shown: no recipient in them.
"""

import smtplib
from email.utils import make_msgid

import orjson
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils.module_loading import import_string

from core import outgoing
from core.errors import Refused

TEMPORARY = {408, 425, 429}


class Failed(Exception):
    """Not now; try again."""


class Rejected(Exception):
    """Never: the recipient or the text is wrong."""


def channel_of(kind):
    """The channel of a kind of notice, or None: then it is printed."""
    path = settings.NOTICE_CHANNELS.get(kind)
    return import_string(path)() if path else None


class Email:
    """SMTP as EMAIL_URL says. The message's own number is its Message-ID: a mail sent twice is shown once."""

    def send(self, message):
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        mail = EmailMessage(
            subject=message.subject,
            body=message.text,
            to=[message.recipient],
            headers={"Message-ID": f"<{message.uid}@{host}>" if host else make_msgid()},
            connection=get_connection(timeout=outgoing.SECONDS),
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            (code, _), *_ = refused.recipients.values()
            raise (Rejected if code >= 500 else Failed)(f"邮件服务器不收这个邮箱（{code}）") from None
        except smtplib.SMTPResponseException as problem:
            raise Failed(f"邮件服务器没有接受（{problem.smtp_code}）") from None
        except (smtplib.SMTPException, OSError):
            raise Failed("连不上邮件服务器") from None


class SmsGateway:
    """The bureau's SMS gateway: POST {id, phone, text} as JSON to SMS_URL with `Authorization: Bearer SMS_TOKEN`.

    2xx: taken. 4xx: refused for good. Everything else: later. `id` stays the same when a message is sent again.
    """

    def send(self, message):
        body = orjson.dumps({"id": str(message.uid), "phone": message.recipient, "text": message.text})
        headers = {"Content-Type": "application/json"}
        if settings.SMS_TOKEN:
            headers["Authorization"] = f"Bearer {settings.SMS_TOKEN}"
        try:
            host = outgoing.parse(settings.SMS_URL).host
            target = outgoing.resolve(settings.SMS_URL, allowed=[host])  # the operator's own setting may lie inside
        except Refused:
            raise Failed("找不到短信网关") from None
        answer = outgoing.post(target, body, headers)
        if answer.ok:
            return
        if answer.status and 400 <= answer.status < 500 and answer.status not in TEMPORARY:
            raise Rejected(f"短信网关不收（{answer.status}）")
        raise Failed(f"短信网关没有接受（{answer.status}）" if answer.status else f"短信网关：{answer.error}")
