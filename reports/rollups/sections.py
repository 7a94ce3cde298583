"""The parts of a rollup: each is {street: plain JSON} for some streets, a plan year (None: all) and a day."""

import hashlib
from dataclasses import fields
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from projects.items import catalogue
from projects.special_works.figures import NAMES as MEASURES
from reports import counts, trend
from reports.counts import Counts
from reports.periods import last_closed, month_end

VERSION = "1"  # one more whenever a statement below, or in counts or trend, means something else than before
KINDS = {"W15": "lift", "W04": "elderly", "T05": "elderly", "T07": "elderly", "W06": "parking", "W12": "sports"}
DOTS = 80  # a street's places on the map: about 100 m apart, so many at most
LATE = 2

FUNDS = """
SELECT p.area_id, f.source_id,
  coalesce(sum(f.amount) FILTER (WHERE f.kind = 'planned'), 0)::text,
  coalesce(sum(f.amount) FILTER (WHERE f.kind = 'arrived'), 0)::text,
  coalesce(sum(f.amount) FILTER (WHERE f.kind = 'spent'), 0)::text
FROM projects_fundentry f JOIN projects_project p ON p.id = f.project_id
WHERE p.status <> 'removed' AND p.area_id = ANY(%(streets)s) AND (%(year)s::int IS NULL OR f.year = %(year)s)
GROUP BY 1, 2 ORDER BY 1, 2
"""
ITEMS = """
SELECT p.area_id, i.item_id, c.item_class_id, count(*), sum(i.planned)::text, sum(least(i.done, i.planned))::text,
  sum(i.planned_cost)::text
FROM projects_worksitem i JOIN projects_project p ON p.id = i.project_id
JOIN communities_catalogueitem c ON c.code = i.item_id
WHERE i.answer = 'do' AND p.status <> 'removed' AND p.area_id = ANY(%(streets)s)
  AND (%(year)s::int IS NULL OR p.plan_year = %(year)s)
GROUP BY 1, 2, 3 ORDER BY 1, 2
"""
# Digs and entries are measured per site, whatever the plan year.
WORKS = f"""
SELECT area_id, count(*), {", ".join(f"sum((result->>'{name}')::int)" for name in MEASURES)}
FROM projects_proposals WHERE area_id = ANY(%(streets)s) GROUP BY 1 ORDER BY 1
"""
CLASHES = """
SELECT c.area_id, count(*) FROM projects_clash x JOIN projects_siteplace s ON s.id = x.place_id
JOIN communities_community c ON c.id = s.community_id
WHERE x.answer_id IS NULL AND c.area_id = ANY(%(streets)s) GROUP BY 1 ORDER BY 1
"""
# Of a round with several items the one that all passed, and the households of its first item.
ROUNDS = """
SELECT c.area_id, r.kind, count(*), count(*) FILTER (WHERE v.passed), sum(v.roll), sum(v.took)
FROM resident_participation_round r JOIN communities_community c ON c.id = r.community_id
LEFT JOIN resident_participation_recount k ON k.round_id = r.id
LEFT JOIN resident_participation_correction s ON s.recount_id = k.id
LEFT JOIN LATERAL (
  SELECT bool_and((one.value->>'passed')::boolean) AS passed, max((one.value->'roll'->>'heads')::int) AS roll,
    max((one.value->'participating'->>'heads')::int) AS took
  FROM jsonb_each(coalesce(s.results, r.results)) one
) v ON true
WHERE r.status = 'closed' AND c.area_id = ANY(%(streets)s)
  AND (%(year)s::int IS NULL OR extract(year FROM r.result_from) = %(year)s)
GROUP BY 1, 2 ORDER BY 1, 2
"""
VOICES = """
SELECT c.area_id, 'opinions', count(*), count(*) FILTER (WHERE o.state <> 'open')
FROM resident_participation_schemeopinion o JOIN resident_participation_opinionwindow w ON w.id = o.window_id
JOIN communities_community c ON c.id = w.community_id
WHERE c.area_id = ANY(%(streets)s) AND (%(year)s::int IS NULL OR extract(year FROM w.opens_on) = %(year)s) GROUP BY 1
UNION ALL
SELECT c.area_id, 'initiatives', count(*), count(*) FILTER (WHERE i.answered_on IS NOT NULL)
FROM resident_participation_initiative i JOIN communities_community c ON c.id = i.community_id
WHERE c.area_id = ANY(%(streets)s) AND i.state NOT IN ('refused', 'withdrawn')
  AND (%(year)s::int IS NULL OR extract(year FROM i.filed_on) = %(year)s) GROUP BY 1
UNION ALL
SELECT c.area_id, 'satisfied', count(*), count(*) FILTER (WHERE f.satisfied)
FROM resident_participation_feedback f JOIN communities_community c ON c.id = f.community_id
WHERE f.satisfied IS NOT NULL AND c.area_id = ANY(%(streets)s)
  AND (%(year)s::int IS NULL OR extract(year FROM f.received_at AT TIME ZONE 'Asia/Shanghai') = %(year)s) GROUP BY 1
UNION ALL
SELECT c.area_id, 'in_time', count(*) FILTER (WHERE f.closed_at IS NOT NULL OR f.due_at < %(end)s),
  count(*) FILTER (WHERE f.closed_at IS NOT NULL AND f.replied_at <= f.due_at)
FROM resident_participation_feedback f JOIN communities_community c ON c.id = f.community_id
WHERE c.area_id = ANY(%(streets)s)
  AND (%(year)s::int IS NULL OR extract(year FROM f.received_at AT TIME ZONE 'Asia/Shanghai') = %(year)s) GROUP BY 1
ORDER BY 1, 2
"""
PLACES = """
SELECT DISTINCT c.area_id, round(c.longitude, 3)::float, round(c.latitude, 3)::float
FROM communities_community c JOIN projects_projectcommunity m ON m.community_id = c.id
JOIN projects_project p ON p.id = m.project_id AND p.status IN ('started', 'in_progress', 'suspended')
WHERE c.longitude IS NOT NULL AND c.area_id = ANY(%(streets)s) ORDER BY 1, 2, 3
"""
# Projects behind one of their dates, the latest first (reports.problems says which).
BEHIND = """
SELECT area_id, id FROM (
  SELECT p.area_id, p.id, row_number() OVER (PARTITION BY p.area_id ORDER BY d.planned, p.id) AS place
  FROM projects_project p, LATERAL (SELECT CASE
    WHEN p.planned_start < %(as_of)s AND coalesce(p.first_works_date > %(as_of)s, true) THEN p.planned_start
    WHEN p.planned_finish < %(as_of)s AND p.first_works_date <= %(as_of)s
      AND coalesce(p.works_complete_date > %(as_of)s, true) THEN p.planned_finish END AS planned) d
  WHERE d.planned IS NOT NULL AND p.status <> 'removed' AND p.area_id = ANY(%(streets)s)
) t WHERE place <= %(late)s ORDER BY area_id, place
"""
MONTHS_WAITING = """
SELECT p.area_id,
  count(*) FILTER (WHERE p.first_works_date <= %(closed)s AND coalesce(p.works_complete_date > %(closed)s, true)
    AND p.status <> 'removed' AND NOT coalesce(r.handed_in OR r.returned, false)),
  count(*) FILTER (WHERE r.returned), count(*) FILTER (WHERE r.submitted)
FROM projects_project p LEFT JOIN (
  SELECT project_id, bool_or(state IN ('submitted', 'verified', 'locked')) AS handed_in,
    bool_or(state = 'returned') AS returned, bool_or(state = 'submitted') AS submitted
  FROM projects_progressreport WHERE period = %(period)s GROUP BY project_id
) r ON r.project_id = p.id
WHERE p.area_id = ANY(%(streets)s) GROUP BY 1 ORDER BY 1
"""


def asked(streets, year, as_of):
    period = last_closed(counts.midnight(as_of))
    return {
        "streets": streets,
        "year": year,
        "as_of": as_of,
        "end": counts.midnight(as_of + timedelta(days=1)),
        "late": LATE,
        "period": period,
        "closed": month_end(period),
    }


def fetch(statement, params):
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()


def numbers_of(one):
    """Counts as JSON: what is not zero; decimals as text, so that nothing is rounded."""
    values = ((f.name, getattr(one, f.name)) for f in fields(one))
    return {name: value if isinstance(value, int) else str(value) for name, value in values if value}


def counts_of(numbers):
    """The same Counts again."""
    return Counts(**{name: type(getattr(Counts, name))(value) for name, value in numbers.items()})


def counted(streets, year, as_of):
    found = {}
    for (street, org), one in counts.count("", year, as_of, streets=streets).items():
        found.setdefault(street, {})[str(org or "")] = numbers_of(one)
    return found


def months(streets, year, as_of):
    found = {}
    for street, day, should, did in sorted(trend.rows("", year, as_of, streets=streets)):
        found.setdefault(street, []).append([day.isoformat(), str(should or 0), str(did or 0)])
    return found


def funds(streets, year, as_of):
    found = {}
    for street, source, *sums in fetch(FUNDS, asked(streets, year, as_of)):
        found.setdefault(street, {})[source] = sums
    return found


def depth(streets, year, as_of):
    """{"items": {code: [places, planned, done]} of the four kinds that residents lack most, "money": {…}}."""
    found = {}
    for street, item, group, places, planned, done, cost in fetch(ITEMS, asked(streets, year, as_of)):
        own = found.setdefault(street, {"items": {}, "money": []})
        if item in KINDS:
            own["items"][item] = [places, planned, done]
        own["money"].append([group, catalogue.entry(item).depth, cost])
    return found


def works(streets, year, as_of):
    params = asked(streets, year, as_of)
    found = {
        street: {"sites": sites} | {name: value or 0 for name, value in zip(MEASURES, sums, strict=True)}
        for street, sites, *sums in fetch(WORKS, params)
    }
    for street, number in fetch(CLASHES, params):
        found.setdefault(street, {})["clashes"] = number
    return found


def voices(streets, year, as_of):
    """{name: [whole, part]}; of rounds [closed, passed, households on the roll, households that took part]."""
    params, found = asked(streets, year, as_of), {}
    for street, name, *numbers in [*fetch(ROUNDS, params), *fetch(VOICES, params)]:
        found.setdefault(street, {})[name] = [number or 0 for number in numbers]
    return found


def places(streets, year, as_of):
    found = {}
    for street, x, y in fetch(PLACES, asked(streets, year, as_of)):
        found.setdefault(street, []).append([x, y])
    return {street: dots[:: -(-len(dots) // DOTS)] for street, dots in found.items()}


def late(streets, year, as_of):
    found = {}
    for street, project in fetch(BEHIND, asked(streets, year, as_of)):
        found.setdefault(street, []).append(project)
    return found


def waiting(streets, year, as_of):
    """[not handed in, sent back, to be verified] of the last closed month."""
    rows = fetch(MONTHS_WAITING, asked(streets, year, as_of))
    return {street: numbers for street, *numbers in rows if any(numbers)}


SECTIONS = {
    "counts": counted,
    "months": months,
    "funds": funds,
    "depth": depth,
    "works": works,
    "voices": voices,
    "places": places,
    "late": late,
    "waiting": waiting,
}
SHAPE = hashlib.sha256(f"{VERSION} {[f.name for f in fields(Counts)]} {list(SECTIONS)}".encode()).hexdigest()[:16]


def recount(streets, year, as_of=None):
    """{street: {section: part}} of every street asked for, from the records, in a constant number of statements."""
    as_of = as_of or timezone.localdate()
    found = {street: {} for street in streets}
    for name, section in SECTIONS.items():
        for street, part in section(streets, year, as_of).items():
            found[street][name] = part
    return found
