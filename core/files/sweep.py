"""Files that no record names: a killed process left them."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils import timezone

from core.models import Attachment

PLACE = "files"
GRACE = timedelta(days=1)  # an upload that is still under way is younger


def sweep():
    """Delete them; returns how many there were."""
    return sum(clear(folder) for folder in folders(PLACE))


def folders(place):
    """A folder and all below it."""
    yield place
    for name in listed(place)[0]:
        yield from folders(f"{place}/{name}")


def listed(place):
    try:
        return default_storage.listdir(place)
    except FileNotFoundError:
        return [], []


def clear(folder):
    names = {f"{folder}/{name}" for name in listed(folder)[1]}
    known_here = Q(file__in=names) | Q(preview__in=names)
    rows = Attachment.objects.filter(known_here).values_list("file", "preview") if names else []
    strays = [name for name in names - {known for row in rows for known in row} if is_old(name)]
    for name in strays:
        default_storage.delete(name)
    return len(strays)


def is_old(name):
    return timezone.now() - default_storage.get_modified_time(name) > GRACE
