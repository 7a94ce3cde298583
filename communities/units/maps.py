"""What the map of a unit shows, as plain values for the page's script."""

from django.conf import settings
from django.urls import reverse

from communities.register.models import Community, RenovationUnit
from communities.stock.models import StockSpace
from communities.units.places import by_unit, ring_of


def picture(unit, user, members):
    """{"ring", "drawn", "members", "spaces", "others", tiles…} of a unit; of a new one only the map itself."""
    area = unit.area_id[:6] if unit.area_id else ""
    others = RenovationUnit.objects.visible_to(user).filter(area__code__startswith=area).exclude(pk=unit.pk)
    others = list(others) if area else []
    own = by_unit(Community.objects.filter(unit__in=others)) if others else {}
    spaces = StockSpace.objects.visible_to(user).filter(area__in={c.area_id for c in members})
    return {
        "ring": ring_of(unit, members),
        "drawn": bool(unit.boundary),
        "members": [place(c, c.get_absolute_url()) for c in members if c.longitude is not None],
        "spaces": [place(s, s.get_absolute_url()) for s in spaces if s.longitude is not None],
        "others": [{"name": o.name, "ring": ring_of(o, own.get(o.pk, []))} for o in others],
        "boundaries": reverse("communities:atlas_boundaries"),
        **settings.MAP,
    }


def place(record, url):
    return {"name": str(record), "at": [float(record.longitude), float(record.latitude)], "url": url}
