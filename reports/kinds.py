"""The kinds of report, by the length of their period."""

from django.db.models import TextChoices


class Kind(TextChoices):
    WEEKLY = "weekly", "周报"
    MONTHLY = "monthly", "月报"
    QUARTERLY = "quarterly", "季报"
    YEARLY = "yearly", "年报"
