"""The database notes which streets a change touches: in the change's own transaction, whoever writes and however.

One trigger per statement (not per row) and table: a sheet of 10,000 rows or a COPY leaves a note per street. A street
is noted by every transaction for itself, so writers never wait for each other. Installed after every migration, from
this one list; nothing is done when it is there already.
"""

import hashlib

from django.db import connections

OF_COMMUNITY = "SELECT c.area_id FROM changed x JOIN communities_community c ON c.id = x.community_id"
OF_PROJECT = "SELECT p.area_id FROM changed x JOIN projects_project p ON p.id = x.project_id"
OF_ROUND = """SELECT c.area_id FROM changed x JOIN resident_participation_round r ON r.id = x.round_id
  JOIN communities_community c ON c.id = r.community_id"""
OF_RECOUNT = """SELECT c.area_id FROM changed x JOIN resident_participation_recount k ON k.id = x.recount_id
  JOIN resident_participation_round r ON r.id = k.round_id JOIN communities_community c ON c.id = r.community_id"""
OF_WINDOW = """SELECT c.area_id FROM changed x JOIN resident_participation_opinionwindow w ON w.id = x.window_id
  JOIN communities_community c ON c.id = w.community_id"""
OF_PLACE = """SELECT c.area_id FROM changed x JOIN projects_siteplace s ON s.id = x.place_id
  JOIN communities_community c ON c.id = s.community_id"""
MEMBERS = """SELECT c.area_id FROM changed x JOIN projects_projectcommunity m ON m.project_id = x.id
  JOIN communities_community c ON c.id = m.community_id"""
OWN, EVERYWHERE = "SELECT area_id FROM changed", "SELECT '' FROM changed"

STREETS = {  # {table: the streets that changed rows touch}; "" is all of them
    "accounts_area": EVERYWHERE,
    "communities_baseline": EVERYWHERE,
    "communities_catalogueitem": EVERYWHERE,
    "communities_baselinemember": OF_COMMUNITY,
    "communities_community": OWN,
    "projects_projectcommunity": f"{OF_COMMUNITY} UNION ALL {OF_PROJECT}",
    "projects_project": f"{OWN} UNION ALL {MEMBERS}",
    "projects_progressreport": OF_PROJECT,
    "projects_fundentry": OF_PROJECT,
    "projects_worksitem": OF_PROJECT,
    "projects_proposals": OWN,
    "projects_clash": OF_PLACE,
    "projects_siteplace": OF_COMMUNITY,
    "resident_participation_feedback": OF_COMMUNITY,
    "resident_participation_round": OF_COMMUNITY,
    "resident_participation_recount": OF_ROUND,
    "resident_participation_correction": OF_RECOUNT,
    "resident_participation_opinionwindow": OF_COMMUNITY,
    "resident_participation_schemeopinion": OF_WINDOW,
    "resident_participation_initiative": OF_COMMUNITY,
}
EVENTS = [("INSERT", "NEW"), ("DELETE", "OLD"), ("UPDATE", "NEW"), ("UPDATE", "OLD")]

FUNCTION = """
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO reports_rollupmark (street) SELECT DISTINCT area_id FROM ({streets}) found (area_id);
  RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE OR REPLACE TRIGGER {name}_{event}_{side} AFTER {event} ON {table}
REFERENCING {side} TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
THERE = "SELECT bool_and(to_regclass(t) IS NOT NULL) FROM unnest(%s::text[]) t"
STAMP = "SELECT obj_description('reports_rollupmark'::regclass)"


def statements():
    for number, (table, streets) in enumerate(STREETS.items()):
        name = f"rollup_mark_{number:02d}"
        yield FUNCTION.format(name=name, streets=streets)
        for event, side in EVENTS:
            yield TRIGGER.format(name=name, event=event, side=side, table=table)


def install(using="default", **_):
    """Called after each migration; every table must be there, and the list must have changed."""
    sql = "".join(statements())
    stamp = hashlib.sha256(sql.encode()).hexdigest()
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(to_regclass(t) IS NOT NULL) FROM unnest(%s::text[]) t", [[*STREETS, "reports_rollup"]]
        )
        if not cursor.fetchone()[0]:
            return
        cursor.execute(STAMP)
        if cursor.fetchone()[0] == stamp:
            return
        cursor.execute(sql)
        cursor.execute("INSERT INTO reports_rollupmark (street) VALUES ('')")
        cursor.execute(f"COMMENT ON TABLE reports_rollupmark IS '{stamp}'")
