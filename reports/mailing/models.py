"""通报收件人: who is mailed the bulletins of an area, and which bulletin went to whom."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from core.outbox.models import OutboxMessage
from core.querysets import NOTHING, ScopedQuerySet
from core.secrets import EncryptedTextField, mask_email, mask_name
from core.tracked import Tracked
from reports.kinds import Kind


class ReaderQuerySet(ScopedQuerySet):
    def running(self):
        return self.filter(ended_on=None)

    def of(self, report):
        """Those who are mailed a report when it is published."""
        return self.running().filter(area=report.area_id, kind=report.kind)


class Reader(Tracked):
    """An office that is mailed every published report of one area and kind.

    Address and name are encrypted and shown masked; once it is ended both are emptied, the row stays for the log.
    `fingerprint` is keyed: it tells that an address is there already and cannot be read back.
    """

    AREA_PATH, PUBLIC_ROWS = "area__code", NOTHING
    LOG_SECRET = ("name", "email", "fingerprint")

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="哪里的通报")
    kind = models.CharField("种类", max_length=10, choices=Kind, default=Kind.MONTHLY)
    unit = models.CharField("单位", max_length=80)
    name = EncryptedTextField("收件人姓名", blank=True)
    email = EncryptedTextField("邮箱", blank=True)
    fingerprint = models.CharField("邮箱指纹", max_length=64, blank=True, editable=False)
    ended_on = models.DateField("停发日期", null=True, blank=True, editable=False)

    objects = ReaderQuerySet.as_manager()

    class Meta:
        verbose_name = "通报收件人"
        ordering = ["area", "kind", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "kind", "fingerprint"],
                condition=Q(ended_on=None),
                name="reader_once_per_area_and_kind",
                violation_error_message="这个邮箱已经在收这种通报",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) & ~Q(email="") & ~Q(fingerprint="")
                | Q(ended_on__isnull=False, name="", email="", fingerprint=""),
                name="ended_reader_is_forgotten",
                violation_error_message="请填邮箱",
            ),
        ]

    def __str__(self):
        return f"{self.unit}（{self.area}{self.get_kind_display()}）"

    def get_absolute_url(self):
        """Readers have no page of their own: they stand in the list of their area and kind."""
        return f"{reverse('reports:readers')}?area={self.area_id}&kind={self.kind}"

    @property
    def masked(self):
        return mask_email(self.email) if self.email else ""

    @property
    def masked_name(self):
        return mask_name(self.name)


class Mailing(models.Model):
    """One report sent to one reader, once; how far it is stands in the outbox."""

    AREA_PATH, PUBLIC_ROWS = "report__area__code", NOTHING

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="mailings", verbose_name="报告")
    reader = models.ForeignKey(Reader, models.PROTECT, related_name="mailings", verbose_name="收件人")
    message = models.OneToOneField(OutboxMessage, models.PROTECT, related_name="+", verbose_name="通知")
    at = models.DateTimeField("时间", default=timezone.now)

    objects = ScopedQuerySet.as_manager()

    class Meta:
        verbose_name = "通报邮件"
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["report", "reader"], name="mailed_once_per_report_and_reader")]

    def __str__(self):
        return f"{self.report}：{self.reader}"
