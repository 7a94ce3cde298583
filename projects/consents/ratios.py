"""Whether a consultation reaches the local ratios: whole numbers, cross-multiplied, never a rounded percent."""

from django.utils import timezone

from core import thresholds
from projects.consents.models import ConsultationRecord


def newest(community, purpose):
    """The last consultation of a community on a matter; None when there was none."""
    return community.consultations.filter(purpose=purpose).order_by("-held_on", "-pk").first()


def reaches(part, whole, percent):
    """part / whole >= percent %, exactly."""
    return part * 100 >= percent * whole


def in_force(on=None):
    """{code: number} of the ratios in force on a day."""
    return {code: row.value for code, row in thresholds.rows("consult.", on).items()}


def lacks(record, on=None, limits=None) -> list[str]:
    """What a consultation falls short of, in words; empty when it meets the ratios and was posted long enough."""
    on = on or timezone.localdate()
    limit = limits or in_force(on)
    part, agree = limit[f"consult.{record.purpose}.part"], limit[f"consult.{record.purpose}.agree"]
    days = limit["consult.posted.days"]
    found = []
    if not reaches(record.took_part, record.households, part):
        found.append(f"{record.households} 户里参加 {record.took_part} 户，不到 {plain(part)}%")
    if not reaches(record.agreed, record.took_part, agree) or not record.took_part:
        found.append(f"参加的 {record.took_part} 户里同意 {record.agreed} 户，不到 {plain(agree)}%")
    posted = (record.posted_to - record.posted_from).days + 1
    if posted < days:
        found.append(f"结果只公示 {posted} 天，不到 {plain(days)} 天")
    elif record.posted_to >= on:
        found.append(f"结果公示到 {record.posted_to:%Y年%m月%d日}，还没有结束")
    if record.answered < record.objections:
        found.append(f"公示期有 {record.objections} 件异议，还有 {record.objections - record.answered} 件没有答复")
    return found


def missing(community, purpose, on=None) -> list[str]:
    """What a community's consultation lacks; every sentence names the community."""
    word = ConsultationRecord.Purpose(purpose).label
    record = newest(community, purpose)
    if record is None:
        return [f"{community}还没有登记“{word}”的征询结果"]
    return [f"{community}的“{word}”征询：{words}" for words in lacks(record, on)]


def plain(number):
    """66.7000 → 66.7"""
    return format(number.normalize(), "f")
