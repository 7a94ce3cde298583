"""Where a household lives, as far as it may be told: floor bands to staff and in counts, the building in public."""

from django.db import models


class Band(models.TextChoices):
    GROUND = "ground", "1–2层住户"
    MIDDLE = "middle", "3–4层住户"
    UPPER = "upper", "5层以上住户"


def band_of(floor):
    """The band of a floor; cellars count as the ground."""
    if floor <= 2:
        return Band.GROUND
    return Band.MIDDLE if floor <= 4 else Band.UPPER


def masked(building):
    """5幢住户: all that is published of an author."""
    return f"{building}住户" if building else "本小区住户"


def in_house_order(name):
    """Sorting key of buildings and stairs: 2幢 before 10幢."""
    return len(name), name
