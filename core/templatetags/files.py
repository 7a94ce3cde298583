"""What house/_files.html shows of a record."""

import uuid

from django import template
from django.conf import settings

from core.files.kinds import FORMATS
from core.querysets import NOTHING

register = template.Library()
ICONS = {"Word": "file-type-docx", "Excel": "file-spreadsheet"}


@register.simple_tag(takes_context=True)
def files_of(context, record, slot=""):
    """The photos and documents of one part of a record, and what the person asking may do with them.

    A record's files are read once, however many of its parts are on the page; slot "*" is all of them.
    """
    user = context["request"].user
    if not hasattr(record, "_attached"):
        record._attached = list(record.files.all())
    shown = [f for f in record._attached if f.is_public or user.is_authenticated]
    shown = [f for f in shown if slot in (f.slot, "*")]
    may = user.may(record.ATTACH_ACT, record)
    return {
        "photos": [f for f in shown if f.kind == f.Kind.PHOTO],
        "documents": [f for f in shown if f.kind == f.Kind.DOCUMENT],
        "label": record._meta.label_lower,
        "slot": "" if slot == "*" else slot,
        "closed": getattr(record, "files_closed", "") if may else "",
        "may_add": may and not getattr(record, "files_closed", ""),
        "may_publish": record.PUBLIC_ROWS != NOTHING and user.may("file.publish", record),
        "staff": user.is_authenticated,
        "key": uuid.uuid4(),
        "most": settings.REQUEST_MAX_BYTES,
        "most_words": f"一次最多上传 {settings.REQUEST_MAX_BYTES // 2**20} MB，请分几次上传",
    }


@register.simple_tag
def public_files_of(record):
    """What residents see, whoever looks."""
    return list(record.files.filter(is_public=True))


@register.filter
def format_name(attachment):
    return FORMATS[attachment.content_type].name


@register.filter
def format_icon(attachment):
    return ICONS.get(format_name(attachment), "file-text")
