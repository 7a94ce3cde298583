"""The demo's special works: places of communities under works or soon to be, works of a dozen owners, planted clashes.

In every third unit gas digs after the road was laid, in every fourth two drains are dug half a year apart, in every
fifth two works close the fire lane together; the demo's account `utility` is the gas company's.
"""

from datetime import timedelta

from accounts.models import Organisation
from accounts.policy import Act
from core import bulk, jobs
from core.actors import SYSTEM
from core.changes import change_many
from projects.special_works import coordination
from projects.special_works.models import Coordination, SitePlace, SpecialWork
from projects.special_works.sites import Site

NOTE = "演示数据"
OWNERS = {
    "drainage": "宁波排水集团（演示）", "water": "甬城自来水公司（演示）", "gas": "兴光燃气公司（演示）",
    "power": "宁波供电公司（演示）", "telecom": "甬江通信建设公司（演示）", "lift": "安捷电梯公司（演示）",
    "road": "区市政中心（演示）", "landscape": "区园林中心（演示）", "facade": "街道办事处（演示）",
}  # fmt: skip
# kind, weeks after the project's start, weeks long, places (m main road, e east lane, w west lane, a all)
USUAL = [
    ("drainage", 1, 7, "m"), ("water", 6, 4, "m"), ("gas", 9, 4, "e"), ("power", 10, 5, "w"), ("telecom", 12, 3, "w"),
    ("facade", 4, 14, "a"), ("road", 17, 4, "m"), ("landscape", 20, 3, "w"),
]  # fmt: skip
CLASHES = {
    3: [("gas", 24, 4, "m")],  # after the road
    4: [("drainage", 30, 5, "e")],  # the lane again, half a year later
    5: [("lift", 4, 5, "f"), ("water", 6, 4, "f")],  # both on the fire lane
}

COORDINATED = ("water", "telecom")  # filed on their own, moved to the works beside them where a plan was approved


def build(projects, *, today, rng, by):
    """`projects` with their communities prefetched; works for those of this year. Returns how many works."""
    owners = organisations(by=by)
    chosen = [p for p in projects if p.plan_year == today.year]
    places = site_places(chosen, rng, by=by)
    works, links, numbers = [], [], {}
    extra = dict(planted(chosen))
    for project in chosen:
        community = project.communities.all()[0]
        for kind, after, weeks, where in USUAL + [one for every in extra.get(project, ()) for one in CLASHES[every]]:
            work = special_work(project, community, kind, after, weeks, owners[kind], today, rng)
            district = community.area_id[:6]
            numbers[district] = numbers.get(district, 0) + 1
            work.code = f"ZX{district}{numbers[district]:05d}"
            works.append(work)
            links.append(chosen_places(places[community.pk], where))
    change_many([(w, {}) for w in works], by=by, act=Act.WORK_FILE, note=NOTE)
    Through = SpecialWork.places.through
    Through.objects.bulk_create(
        Through(specialwork=w, siteplace=p) for w, own in zip(works, links, strict=True) for p in own
    )
    bulk.analyze(SpecialWork, Through, SitePlace)
    coordinate(chosen, today, by=by)
    jobs.enqueue("projects.recompute_clashes", by=SYSTEM)  # clashes, and what could be saved: in the background
    return len(works)


def planted(chosen):
    """[(project, keys of CLASHES)]: where a clash was put on purpose."""
    found = ((project, [every for every in CLASHES if n % every == 1]) for n, project in enumerate(chosen))
    return [(project, keys) for project, keys in found if keys]


def organisations(*, by):
    known = {o.name: o for o in Organisation.objects.filter(name__in=OWNERS.values())}
    new = [Organisation(name=name, kind="utility") for name in sorted(set(OWNERS.values()) - set(known))]
    change_many([(o, {}) for o in new], by=by, act=Act.ORGANISATION_EDIT, note=NOTE)
    known |= {o.name: o for o in new}
    return {kind: known[name] for kind, name in OWNERS.items()}


def site_places(projects, rng, *, by):
    """{community: [main road, east lane, west lane, fire lane]}"""
    made = {}
    for project in projects:
        community = project.communities.all()[0]
        shares = (("主路", "road", 1.0, False), ("东支路", "road", 0.4, False), ("西支路", "road", 0.4, False))
        own = [
            SitePlace(community=community, kind=kind, name=name, households=round(community.households * share),
                      length=rng.randint(60, 320), fire_lane=lane)
            for name, kind, share, lane in (*shares, ("消防通道", "road", 0.7, True))
        ]  # fmt: skip
        made.setdefault(community.pk, own)
    change_many([(p, {}) for own in made.values() for p in own], by=by, act=Act.PLACE_EDIT, note=NOTE)
    return made


def chosen_places(own, where):
    main, east, west, lane = own
    return {"m": [main], "e": [east], "w": [west], "f": [lane], "a": [main, east, west]}[where]


def special_work(project, community, kind, after, weeks, owner, today, rng):
    begins = project.first_works_date or max(project.planned_start, today + timedelta(days=30))
    start = begins + timedelta(weeks=after, days=rng.randint(0, 4))
    end = start + timedelta(weeks=weeks, days=-1)
    slack = timedelta(weeks=rng.choice([6, 10, 16]))
    if project.first_works_date and start <= today:
        state = "done" if end < today else "in_works"
        done = 100 if end < today else round(100 * (today - start).days / max((end - start).days, 1))
    else:
        state, done = rng.choice(["intent", "committed"]), 0
    work = SpecialWork(
        name=f"{community.name}{NAMES[kind]}",
        kind_id=kind,
        owner=owner,
        community=community,
        project=project,
        state=state,
        excavates=kind not in ("facade", "road", "landscape"),
        closes_road=kind in ("drainage", "road", "lift", "water"),
        earliest=min(start, max(start - slack, today + timedelta(days=3))),
        latest=end + slack,
        starts_on=start,
        ends_on=end,
        percent=done,
        budget=rng.randint(20, 260),
        outage="每次停水不超过 8 小时" if kind == "water" else "",
        restorer="project" if kind not in ("facade", "road", "landscape") else "none",
    )
    moved = slack if project.first_works_date and kind in COORDINATED else timedelta(0)
    work.filed_from, work.filed_to = start + moved, end + moved
    return work


NAMES = {
    "drainage": "雨污分流",
    "water": "二次供水改造",
    "gas": "燃气管更新",
    "power": "一户一表改造",
    "telecom": "三线入地",
    "lift": "电梯管线迁改",
    "road": "路面修复",
    "landscape": "绿化提升",
    "facade": "外立面修缮",
}


def coordinate(projects, today, *, by):
    """A plan was approved for whatever has begun; the rest still has its clashes to settle."""
    made, seen = [], set()
    for project in projects:
        unit = project.unit
        key = ("u", unit.pk) if unit else ("p", project.pk)
        if project.first_works_date is None or key in seen:
            continue
        seen.add(key)
        site = Site(unit=unit) if unit else Site(communities=tuple(c.pk for c in project.communities.all()))
        works = list(site.works().select_related(*coordination.SHOWN).prefetch_related("places"))
        area = unit.area if unit else project.area
        approved = project.first_works_date - timedelta(days=12)
        made.append(
            Coordination(
                area=area,
                unit=unit,
                project=None if unit else project,
                number=1,
                works=[coordination.frozen(w) for w in works],
                document=f"{area.name[:2]}建〔{approved.year}〕{len(made) + 7}号",
                approved_on=approved,
                approved_by="周明",
            )
        )
    change_many([(c, {}) for c in made], by=by, act=Act.COORDINATION_APPROVE, note=NOTE)
