"""Sheets with plain codes: asked for by one person, made by the worker, given once to another one, then destroyed."""

from datetime import timedelta

from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils import timezone

from accounts.models import User
from core import keyring
from core.actors import SYSTEM
from core.changes import change
from core.errors import Refused
from core.models import Tracked

LASTS = timedelta(hours=24)


class SealedSheet(Tracked):
    """A batch whose codes exist only in its sheet, sealed with a key of its own (`key_name`); the key is destroyed when
    the sheet is taken, or after a day."""

    reason = models.CharField("补打原因", max_length=200, blank=True)
    count = models.PositiveIntegerField("张数")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="打印人", null=True, blank=True)
    taken_at = models.DateTimeField("打印时间", null=True, blank=True)

    class Meta:
        abstract = True

    def seal(self, html, *, act):
        """Keep the sheet until somebody takes it."""
        keyring.make(self.key_name)
        closed = ContentFile(keyring.seal(self.key_name, html).encode())
        with change(self, by=SYSTEM, act=act) as batch:
            batch.sheet.save(f"{batch.key_name}.sealed", closed, save=False)

    def forget(self, *, act):
        """Destroy what the sheet was sealed with, and the sheet."""
        keyring.destroy(self.key_name)
        if self.sheet:
            self.sheet.storage.delete(self.sheet.name)
            with change(self, by=SYSTEM, act=act) as batch:
                batch.sheet = ""


@transaction.atomic
def take(batch, *, by, act, destroy):
    """The sheet as HTML, given once, to another person than the one who asked. Then nobody has it any more.

    Raises Refused when it is not ready, was taken, or lay for more than a day.
    """
    held = type(batch).objects.select_for_update(of=["self"]).get(pk=batch.pk)
    if held.taken_by_id:
        when = timezone.localtime(held.taken_at)
        raise Refused("taken", f"{held.taken_by.display_name}已在{when:%m月%d日 %H:%M}打印过。单子坏了请补打，旧码作废")
    if held.asked_by_id == by.pk:
        raise Refused("two_people", "申请和打印要由两个人办，请另一位同事来打印")
    if not held.sheet:
        raise Refused("not_ready", "还在生成，请稍等再打印")
    if timezone.now() - held.asked_at > LASTS or not keyring.exists(held.key_name):
        raise Refused("expired", "申请已超过一天，单子已经销毁，请重新申请")
    with held.sheet.open() as file:
        html = keyring.unseal(held.key_name, file.read().decode())
    with change(held, by=by, act=act) as b:
        b.taken_by_id, b.taken_at = by.pk, timezone.now()
    transaction.on_commit(lambda: held.forget(act=destroy))
    return html


def forget_old(model, *, act, now=None):
    """Sheets of a kind that nobody took within a day. Returns how many."""
    old = list(model.objects.filter(asked_at__lt=(now or timezone.now()) - LASTS).exclude(sheet=""))
    for batch in old:
        batch.forget(act=act)
    return len(old)
