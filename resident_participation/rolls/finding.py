"""A household by what somebody writes: "5幢 1单元 101室", with or without spaces and suffixes' spaces."""

from django.db.models.functions import Concat

from core.errors import Refused
from resident_participation.rolls.models import RollRow


def household(community, words, field="household"):
    """The roll row of a community that `words` name; Refused `no_household` at `field`."""
    typed = "".join(words.split())
    rows = RollRow.objects.filter(community=community).annotate(place=Concat("building", "unit", "room"))
    found = rows.filter(place=typed).first() if typed else None
    if found is None:
        said = f"{community}的名册里没有“{words.strip()}”，请写成 5幢 1单元 101室 这样"
        raise Refused("no_household", said, {field: [said]})
    return found
