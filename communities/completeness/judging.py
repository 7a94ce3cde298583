"""The status of the 20 items: one rule in SQL, for one assessment and for a city alike. No web.

An item said to be not needed is not needed. A measured item is met at its threshold; in an old community at the
relaxation, where there is one; above nothing it is partly met, at nothing it is missing. Of a judged item it is said.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from django.utils import timezone

from communities.completeness.models import Assessment, CompletenessItem
from core import thresholds
from core.models import Threshold

Status = Assessment.Status
OLD_UNTIL = "completeness.old_until"
JUDGED = """
WITH rule AS (SELECT * FROM unnest(%(nos)s::int[], %(needed)s::numeric[], %(relaxed)s::numeric[])
  AS rule(no, needed, relaxed)),
chosen AS ({chosen}),
answer AS (
  SELECT h.id, h.community_id, c.area_id, c.households, c.built_year <= %(old_until)s AS old, r.*,
    h.answers->(r.no::text)->>'status' AS said,
    nullif(h.answers->(r.no::text)->>'measured', '')::numeric AS measured
  FROM chosen h JOIN communities_community c ON c.id = h.community_id CROSS JOIN rule r),
judged AS (
  SELECT *, CASE
    WHEN said = 'not_needed' THEN said
    WHEN needed IS NULL THEN coalesce(said, '')
    WHEN measured IS NULL THEN ''
    WHEN measured >= needed OR (old AND measured >= relaxed) THEN 'yes'
    WHEN measured > 0 THEN 'partly'
    ELSE 'no' END AS status,
    coalesce(old AND measured < needed AND measured >= relaxed, false) AS is_relaxed
  FROM answer)
"""
LATEST = """
SELECT DISTINCT ON (a.community_id) a.id, a.community_id, a.answers
FROM communities_assessment a JOIN communities_community c ON c.id = a.community_id
WHERE a.state = 'confirmed' AND c.area_id LIKE %(area)s ORDER BY a.community_id, a.round DESC"""
ONE = "SELECT a.id, a.community_id, a.answers FROM communities_assessment a WHERE a.id = %(assessment)s"


@dataclass(frozen=True)
class Rules:
    """What counts on a day: the items in order, the threshold row of each measured one and of its relaxation."""

    on: date
    items: list[CompletenessItem]
    needed: dict[int, Threshold]
    relaxed: dict[int, Threshold]
    old_until: int  # year


def rules(on=None):
    on = on or timezone.localdate()
    rows = thresholds.rows("completeness.", on)
    items = list(CompletenessItem.objects.all())
    needed = {i.no: rows[i.threshold_code] for i in items if i.measure and i.threshold_code in rows}
    relaxed = {i.no: rows[f"{i.threshold_code}.old"] for i in items if f"{i.threshold_code}.old" in rows}
    return Rules(on, items, needed, relaxed, int(rows[OLD_UNTIL].value) if OLD_UNTIL in rows else 0)


def fetch(select, by, chosen=LATEST, **params):
    """Rows of a SELECT over `judged` (one row per assessment and item) by the rules `by`."""
    params |= {
        "nos": [item.no for item in by.items],
        "needed": [by.needed[i.no].value if i.no in by.needed else None for i in by.items],
        "relaxed": [by.relaxed[i.no].value if i.no in by.relaxed else None for i in by.items],
        "old_until": by.old_until,
    }
    with connection.cursor() as cursor:
        cursor.execute(JUDGED.format(chosen=chosen) + select, params)
        return cursor.fetchall()


def score(yes, partly, missing):
    """完整度: 100 × (met + ½ partly met) / (answered and needed), one decimal; None when nothing was answered."""
    answered = yes + partly + missing
    if not answered:
        return None
    return (Decimal(50 * (2 * yes + partly)) / answered).quantize(Decimal("0.1"), ROUND_HALF_UP)
