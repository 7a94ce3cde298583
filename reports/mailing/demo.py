"""Invented readers of the demo city's monthly bulletins."""

from accounts.models import Area
from reports.kinds import Kind
from reports.mailing import actions
from reports.mailing.models import Reader

READERS = [
    ("3302", "市财政局经济建设处", "周敏", "jjc@example.com"),
    ("3302", "市发展和改革委员会投资处", "", "tzc@example.com"),
    ("3302", "市民政局基层治理处", "沈国平", "jczl@example.com"),
    ("330203", "海曙区财政局", "", "hs-czj@example.com"),
]


def build(*, by):
    """Once, however often it runs; after the reports of two years are published, so that none of those is mailed."""
    if Reader.objects.exists():
        return
    for code, unit, name, email in READERS:
        actions.add(by=by, area=Area.objects.get(pk=code), kind=Kind.MONTHLY, unit=unit, name=name, email=email)
