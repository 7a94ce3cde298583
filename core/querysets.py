"""Whose rows: applied in one place, on every query."""

from django.db.models import Q, QuerySet

EVERYTHING = ~Q(pk__in=[])  # an empty Q() vanishes under "|" and would hide rows instead of showing them
NOTHING = Q(pk__in=[])


def seen_by(model):
    """The choices of a filter: the rows the person asking may see; none for the API's schema, where nobody asks."""
    return lambda request: model.objects.visible_to(request.user) if request else model.objects.none()


class ScopedQuerySet(QuerySet):
    """Rows a person may see.

    Every model states `AREA_PATH`, the path to the area code that places a row (`area__code`, which costs no join: an
    area's code is its primary key; or `community__area__code`), and `PUBLIC_ROWS`, the rows anybody may see.
    Staff see the rows under their appointments; visitors see the public rows.
    """

    def visible_to(self, user):
        return self.filter(user.rows_of(self.model))

    def public(self):
        return self.filter(self.model.PUBLIC_ROWS)

    def under(self, area_code):
        """Rows placed in an area or below it: a statutory code is a prefix of the codes below it."""
        return self.filter(**{f"{self.model.AREA_PATH}__startswith": area_code})
