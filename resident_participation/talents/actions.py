"""Into the 能人库 with a signed consent, renewed every year, out of it on a word. Pages, API and tasks call these."""

from datetime import timedelta

from django.utils import timezone

from accounts.policy import Act
from core import thresholds
from core.actors import SYSTEM
from core.changes import change
from core.errors import Refused
from core.reveal import reveal
from resident_participation.slips import codes
from resident_participation.slips.actions import salt
from resident_participation.talents.models import Talent
from resident_participation.talents.oneself import Oneself

CONSENT_DAYS, FORGET_DAYS = "talent.consent.days", "talent.forget.days"
PERSONAL = ("name", "phone", "remark")


def mark(code):
    """What the database keeps of a withdrawal code."""
    return codes.fingerprint(f"talent:{code}", salt())


def enter(*, by, **values):
    """(the Talent, the withdrawal code to print on the consent). The code is told this once and kept as a mark."""
    code = codes.new_code()
    new = Talent(**values, fingerprint=mark(code))
    new.expires_on = until(consented(new.consent_on))
    with change(new, by=by, act=Act.TALENT_EDIT) as talent:
        pass
    return talent, code


def consented(day):
    if day > timezone.localdate():
        words = "同意日期不能晚于今天"
        raise Refused("future", words, {"consent_on": [words]})
    return day


def until(day):
    """The last day of a consent given on a day."""
    return day + timedelta(days=int(thresholds.value(CONSENT_DAYS)))


def edit(talent, *, by, version=None, name="", phone="", remark="", **values):
    """Correct an entry; what is personal and left empty stays, as the form does not show it."""
    with change(talent, by=by, act=Act.TALENT_EDIT, version=version) as t:
        still_there(t)
        values.pop("consent_on", None)  # a consent is renewed, not corrected
        for field, value in values.items():
            setattr(t, field, value)
        for field, value in {"name": name, "phone": phone, "remark": remark}.items():
            setattr(t, field, value or getattr(t, field))
    return t


def still_there(talent):
    if talent.withdrawn_on:
        raise Refused("withdrawn", "这位居民已经撤回，信息已经清除")


def renew(talent, *, by, date):
    """Asked again and agreed again, on paper: a year from that day."""
    with change(talent, by=by, act=Act.TALENT_RENEW) as t:
        still_there(t)
        if date <= t.consent_on or date > timezone.localdate():
            words = f"新的同意日期要晚于 {t.consent_on:%Y年%m月%d日}，不能晚于今天"
            raise Refused("wrong_day", words, {"date": [words]})
        t.consent_on, t.expires_on = date, until(date)
    return t


def new_slip(talent, *, by):
    """(the Talent, a new code): the consent is printed again, the code on the old one opens nothing any more."""
    code = codes.new_code()
    with change(talent, by=by, act=Act.TALENT_SLIP) as t:
        still_there(t)
        t.fingerprint = mark(code)
    return t, code


def withdraw(talent, *, by, note=""):
    """Out of every list at once, and forgotten."""
    with change(talent, by=by, act=Act.TALENT_WITHDRAW, note=note) as t:
        still_there(t)
        forget(t)
    return t


def forget(talent):
    talent.withdrawn_on = timezone.localdate()
    for name in PERSONAL:
        setattr(talent, name, "")


def withdraw_by_code(code):
    """What the resident does with the code on the consent. Raises Refused when nobody has that code."""
    found = Talent.objects.filter(fingerprint=mark(code), withdrawn_on=None).first()
    if found is None:
        raise Refused("unknown_code", "没有这个撤回码，或者已经撤回过了")
    return withdraw(found, by=Oneself(found.pk), note="本人凭码撤回")


def forget_old(today=None):
    """Forget those whose consent ran out long ago and was not renewed. Returns how many."""
    today = today or timezone.localdate()
    old = today - timedelta(days=int(thresholds.value(FORGET_DAYS)))
    rows = list(Talent.objects.filter(withdrawn_on=None, expires_on__lt=old))
    for talent in rows:
        with change(talent, by=SYSTEM, act=Act.TALENT_FORGET, note="同意到期没有续") as t:
            forget(t)
    return len(rows)


def reveal_contact(talent, *, by, reason):
    """Name and phone in clear; who looked stays on record."""
    reveal(talent, by=by, act=Act.TALENT_REVEAL, reason=reason, example="邀请担任监督员")
    return {"name": talent.name, "phone": talent.phone}
