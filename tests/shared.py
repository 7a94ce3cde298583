"""A community with a project under works, a supervisor and households, for the tests of 共管, 共评 and 共享."""

import io
import random
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image, ImageDraw

from resident_participation.assessment.questions import ITEMS
from resident_participation.supervision import actions
from tests import votes
from tests.factories import AreaFactory, ProjectFactory

TERM = {
    "chosen_how": "council", "meeting": "2026年3月2日居民议事会", "chosen_on": date(2026, 3, 2),
    "declared_on": date(2026, 3, 2), "starts_on": date(2026, 4, 1), "ends_on": date(2027, 3, 31),
}  # fmt: skip
WHERE = {"building": "1幢", "part": "wall", "problem": "poor", "severity": "serious"}


def home(households=24):
    votes.ready()
    return votes.home(AreaFactory(code="330203006"), households)


def built(community, **values):
    return ProjectFactory(area=community.area, community=community, building=True, name="双桥改造", **values)


def appointed(project, by, **values):
    community = project.communities.first()
    row = community.roll.order_by("building", "unit", "room").first()
    values = TERM | {"community": community, "household": str(row)} | values
    return actions.appoint(project, by=by, **values)


def scene(seed, size=(800, 600), quality=88):
    """A photo of something: a different seed is a different place."""
    picture = Image.new("RGB", (800, 600), "#c8ccd0")
    draw = ImageDraw.Draw(picture)
    dice = random.Random(seed)
    for _ in range(14):
        x, y, shade = dice.randrange(8) * 100, dice.randrange(8) * 75, dice.randrange(110)
        draw.rectangle([x, y, x + 99, y + 74], fill=(shade, shade, shade))
    data = io.BytesIO()
    picture.resize(size).save(data, "JPEG", quality=quality)
    return SimpleUploadedFile("现场.jpg", data.getvalue(), "image/jpeg")


def scores(value=4, **others):
    return dict.fromkeys(ITEMS, value) | others


def passed(wave, days=30):
    """Turn the clock on by setting a wave's days back."""
    ago = timedelta(days=days)
    type(wave).objects.filter(pk=wave.pk).update(opens_on=wave.opens_on - ago, closes_on=wave.closes_on - ago)
    wave.refresh_from_db()
    return wave


def today():
    return timezone.localdate()
