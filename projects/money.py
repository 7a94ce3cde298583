"""Money: 万元 with two decimals, never floats."""

from decimal import Decimal

from django.core.validators import MinValueValidator

MONEY = {"max_digits": 14, "decimal_places": 2, "validators": [MinValueValidator(Decimal(0))]}  # 万元
