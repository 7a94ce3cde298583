"""Places on China's maps."""

import math
from decimal import Decimal

# Krasovsky 1940, as the offset uses it: half the long axis in metres, eccentricity squared.
LONG_AXIS, ECCENTRICITY = 6378245.0, 0.00669342162296594323
CHINA = (73.66, 135.05, 3.86, 53.55)  # west, east, south, north; the offset is not applied elsewhere
SIX = Decimal("0.000001")


def gcj02(longitude, latitude):
    """A satellite receiver's place (WGS-84, degrees) as China's maps draw it (GCJ-02): Decimals of six places.

    The formula is the one public converters use since 2010 ("eviltransform", wandergis/coordtransform); it is right
    to about a metre. Outside China the place stays as it is.
    """
    x, y = float(longitude), float(latitude)
    west, east, south, north = CHINA
    if west < x < east and south < y < north:
        x, y = x + east_shift(x, y), y + north_shift(x, y)
    return Decimal(x).quantize(SIX), Decimal(y).quantize(SIX)


def wgs84(longitude, latitude):
    """The way back: a place on China's maps as a satellite receiver has it. Right to about a metre, as the way there.

    The offset changes so little over its own length that three corrections leave less than a centimetre.
    """
    x, y = longitude, latitude
    for _ in range(3):
        east, north = gcj02(x, y)
        x, y = x - (east - longitude), y - (north - latitude)
    return x.quantize(SIX), y.quantize(SIX)


def waves(t, *terms):
    return sum(size * math.sin(t * math.pi / length) for size, length in terms) * 2 / 3


def north_shift(x, y):
    """Degrees of latitude that the map lies further north."""
    u, v = x - 105, y - 35
    metres = -100 + 2 * u + 3 * v + 0.2 * v * v + 0.1 * u * v + 0.2 * math.sqrt(abs(u))
    metres += waves(u, (20, 1 / 6), (20, 1 / 2)) + waves(v, (20, 1), (40, 3), (160, 12), (320, 30))
    bend = 1 - ECCENTRICITY * math.sin(math.radians(y)) ** 2
    return metres * 180 / (LONG_AXIS * (1 - ECCENTRICITY) / bend**1.5 * math.pi)


def east_shift(x, y):
    """Degrees of longitude that the map lies further east."""
    u, v = x - 105, y - 35
    metres = 300 + u + 2 * v + 0.1 * u * u + 0.1 * u * v + 0.1 * math.sqrt(abs(u))
    metres += waves(u, (20, 1 / 6), (20, 1 / 2), (20, 1), (40, 3), (150, 12), (300, 30))
    bend = 1 - ECCENTRICITY * math.sin(math.radians(y)) ** 2
    return metres * 180 / (LONG_AXIS / math.sqrt(bend) * math.cos(math.radians(y)) * math.pi)
