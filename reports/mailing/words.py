"""What a mail says: the bulletin's own paragraphs, whose it is, where the document is had, how to be taken off."""

from django.utils import timezone

from reports.bulletin import text_of
from reports.papers import heads
from reports.words import cn_day, period_words

LONGEST = 80  # characters of a notice's subject


def subject(report):
    """关于2026年10月全市城镇老旧小区改造进展情况的通报; a correction says so first."""
    return f"{'更正：' if report.revision else ''}{heads.title(report)}"[:LONGEST]


def office(report):
    """The office whose bulletin it is."""
    return heads.organ(report.figures["area"])


def text(report):
    """The whole mail. There is no link in it: who reads it is never asked for anything."""
    whose = office(report)
    paragraphs = [
        *correction(report),
        *([report.number] if report.number else []),
        heads.title(report),
        *text_of(report),
        f"{whose}\n{cn_day(timezone.localdate(report.published_at))}公布",
        f"附件和排好的文件：登录平台，打开“进展月报”，找{period_words(report.period)}"
        f"{report.get_kind_display()}。没有账号的，请向{whose}索取。",
        f"不想再收到这种通报，请直接回复本邮件，或者告诉{whose}，即可停发。",
    ]
    return "\n\n".join(paragraphs)


def correction(report):
    if not report.revision:
        return []
    return [f"更正：这是第 {report.revision} 次更正，以前公布的以这一份为准。更正原因：{report.reason}。"]
