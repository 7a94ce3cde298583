"""数据核对: a community's recorded totals beside the sums of its buildings, shown and never silently fixed."""

from dataclasses import dataclass
from decimal import Decimal

from django.db import connection, transaction
from django.db.models.expressions import RawSQL

from accounts.policy import Act
from communities.buildings.models import CountExplanation
from communities.register.models import Community
from core.changes import change
from core.errors import Refused

UNITS = {"buildings": "幢", "stair_units": "个", "households": "户", "floor_area": "㎡"}
# A community without buildings is not counted yet: there is nothing to compare.
COMPARED = """
FROM communities_community c
JOIN (SELECT community_id, count(*) AS buildings, sum(stair_units) AS stair_units, sum(households) AS households,
             sum(floor_area) AS floor_area
      FROM communities_building GROUP BY community_id) counted ON counted.community_id = c.id
CROSS JOIN LATERAL (VALUES
    (1, 'buildings', c.buildings::numeric, counted.buildings::numeric),
    (2, 'stair_units', c.stair_units, counted.stair_units),
    (3, 'households', c.households, counted.households),
    (4, 'floor_area', c.floor_area, counted.floor_area)) AS line(place, quantity, recorded, counted)
LEFT JOIN communities_countexplanation e ON e.community_id = c.id AND e.quantity = line.quantity
    AND e.recorded = line.recorded AND e.counted = line.counted"""
DIFFERENT = f"SELECT c.id {COMPARED} WHERE line.recorded <> line.counted"
UNEXPLAINED = f"{DIFFERENT} AND e.id IS NULL"
LINES = f"""
SELECT c.id, line.quantity, line.recorded, line.counted, e.reason, e.by_name, e.at {COMPARED}
WHERE c.id = ANY(%s) ORDER BY c.id, line.place"""


@dataclass(frozen=True)
class Line:
    """One quantity of a community: both numbers, and what was said about exactly these two."""

    quantity: str
    recorded: Decimal
    counted: Decimal
    reason: str | None
    by_name: str | None
    at: object

    @property
    def label(self):
        return CountExplanation.Quantity(self.quantity).label

    @property
    def unit(self):
        return UNITS[self.quantity]

    @property
    def difference(self):
        return self.counted - self.recorded

    @property
    def is_open(self):
        return bool(self.difference) and self.reason is None


def lines_of(communities):
    """{community id: [Line of the four quantities]}; communities without buildings are not in it."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute(LINES, [[c.pk for c in communities]])
        for pk, *values in cursor.fetchall():
            found.setdefault(pk, []).append(Line(*values))
    return found


def lines(community):
    """The four lines of one community, none while it has no buildings."""
    return lines_of([community]).get(community.pk, [])


def differing(communities, unexplained=False):
    """Those of a queryset of communities whose numbers differ, or differ without a word."""
    return communities.filter(pk__in=RawSQL(UNEXPLAINED if unexplained else DIFFERENT, []))


@transaction.atomic
def explain_difference(community, quantity, reason, *, by):
    """Say why the two numbers differ. Holds for exactly these two; Refused when they agree."""
    Community.objects.select_for_update(of=["self"]).get(pk=community.pk)
    known = CountExplanation.objects.filter(community=community, quantity=quantity).first()
    said = known or CountExplanation(community=community, quantity=quantity)
    by.require(Act.BUILDING_EDIT, said)
    line = next((line for line in lines(community) if line.quantity == quantity), None)
    if line is None or not line.difference:
        raise Refused("no_difference", "这两个数现在一致，不用说明")
    with change(said, by=by, act=Act.BUILDING_EDIT) as explanation:
        explanation.recorded, explanation.counted = line.recorded, line.counted
        explanation.reason, explanation.by_name = reason, by.display_name
        if explanation.pk:
            explanation.at = CountExplanation._meta.get_field("at").get_default()
    return explanation
