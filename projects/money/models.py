"""Where money comes from. Amounts are 万元 with two decimals, never floats."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models

MONEY = {"max_digits": 14, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]}  # 万元
SIGNED_MONEY = {"max_digits": 14, "decimal_places": 2}  # 万元; corrections are entered as negative amounts


class FundingSource(models.Model):
    """资金来源 (国办发〔2020〕23号 and later documents; a table, as new sources come)."""

    class Group(models.TextChoices):
        GOVERNMENT = "government", "财政"
        RESIDENTS = "residents", "居民"
        SOCIETY = "society", "社会"

    code = models.CharField("代码", max_length=32, primary_key=True)
    name = models.CharField("资金来源", max_length=40, unique=True)
    group = models.CharField("类别", max_length=12, choices=Group)
    order = models.PositiveSmallIntegerField("顺序", default=0)

    class Meta:
        verbose_name = "资金来源"
        ordering = ["order"]

    def __str__(self):
        return self.name
