"""Which area a page or a figure is about: one's own, or nothing at all."""

from django.http import Http404

from accounts.models import Area


def own_area(user, code=None):
    """The area asked for, or the person's main one; 404 when it is not theirs."""
    code = code or (user.main_area.pk if user.main_area else "")
    area = Area.objects.exclude(level=Area.Level.NEIGHBORHOOD).select_related("parent__parent").filter(pk=code).first()
    if area is None or not any(code.startswith(own) for own in user.prefixes):
        raise Http404("没有这个区划，或者不在您的管辖范围")
    return area


def own_areas(user):
    """The areas of a person who has several (a functional zone, two streets), to switch between; else none."""
    return list(Area.objects.filter(pk__in=user.prefixes).order_by("pk")) if len(user.prefixes) > 1 else []
