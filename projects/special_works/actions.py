"""Special works from the intent to their end. Whatever changes a work's place or time finds its clashes anew."""

from django.db import connection, transaction
from django.db.models import IntegerField, Max
from django.db.models.functions import Cast, Substr

from accounts.policy import Act
from communities.models import Community
from core import jobs
from core.changes import change
from core.errors import Refused
from projects.register.actions import past, told
from projects.special_works import coverage
from projects.special_works.models import SitePlace, SpecialWork
from projects.special_works.recompute import recompute
from projects.special_works.sites import hold, site_of

CODE_LOCK = 0x2A6E
LAST_NUMBER = Max(Cast(Substr("code", 9), IntegerField()))  # behind ZX and the district's six digits
SCHEDULE = ("starts_on", "ends_on")


def next_codes(wanted):
    """{district: its next codes} for {district: how many}: ZX, six digits and a running number. In a transaction."""
    codes = {}
    for district, count in sorted(wanted.items()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [CODE_LOCK, int(district)])
        last = SpecialWork.objects.filter(code__startswith=f"ZX{district}").aggregate(last=LAST_NUMBER)["last"] or 0
        codes[district] = [f"ZX{district}{number:05d}" for number in range(last + 1, last + 1 + count)]
    return codes


@transaction.atomic
def file(*, by, places=(), predecessors=(), **values):
    """申报: an intent of an owner in a community, at places there. Where it stands now is also where it was filed."""
    work = SpecialWork(**values)
    by.require(Act.WORK_FILE, work)
    site = site_of(work.community)
    hold(site)
    work.code = next_codes({work.community.area_id[:6]: 1})[work.community.area_id[:6]][0]
    work.filed_from, work.filed_to = work.starts_on, work.ends_on
    check(work, site, places, predecessors)
    with change(work, by=by, act=Act.WORK_FILE) as w:
        pass
    w.places.set(places)
    w.predecessors.set(predecessors)
    recompute(site)
    return w


@transaction.atomic
def edit(work, *, by, version=None, note="", places=None, predecessors=None, **values):
    """Change a work that is not over. New dates of its owner count as filed anew; coordination moves it otherwise."""
    old = site_of(work.community)
    hold(old)
    with change(work, by=by, act=Act.WORK_FILE, version=version, note=note) as w:
        require_open(w)
        for name, value in values.items():
            setattr(w, name, value)
        if any(name in values for name in SCHEDULE):
            w.filed_from, w.filed_to = w.starts_on, w.ends_on
        site = site_of(w.community)
        places = list(w.places.all()) if places is None else places
        predecessors = list(w.predecessors.all()) if predecessors is None else predecessors
        check(w, site, places, predecessors)
    w.places.set(places)
    w.predecessors.set(predecessors)
    for touched in {old, site}:
        recompute(touched)
    return w


def require_open(work):
    if work.state in (SpecialWork.State.DONE, SpecialWork.State.CANCELLED):
        raise Refused("wrong_state", f"“{work}”{work.get_state_display()}，不能再改")


def check(work, site, places, predecessors):
    """Places lie in the work's community or its unit; a work does not wait for itself, nor in a circle."""
    if not places:
        raise Refused("no_places", "请至少选一个施工地点", {"places": ["请至少选一个施工地点"]})
    near = {work.community_id}
    if site.unit:
        near |= set(Community.objects.filter(unit=site.unit).values_list("pk", flat=True))
    if far := [p.name for p in places if p.community_id not in near]:
        words = f"{'、'.join(far)}不在这个小区或它所在的片区"
        raise Refused("other_place", words, {"places": [words]})
    if work.pk and waits_for(predecessors, work.pk):
        words = "前置工程绕了一圈又回到自己，请核对"
        raise Refused("circle", words, {"predecessors": [words]})


def waits_for(works, key):
    """Whether any of these works, or what they wait for, is the work with this key."""
    seen, waiting = set(), [w.pk for w in works]
    links = SpecialWork.predecessors.through.objects
    while waiting:
        if key in waiting:
            return True
        seen.update(waiting)
        found = links.filter(from_specialwork__in=waiting).values_list("to_specialwork_id", flat=True)
        waiting = [pk for pk in set(found) if pk not in seen]
    return False


def step(work, act, *, by, note="", **facts):
    """One step of the life cycle; the clashes follow."""
    with transaction.atomic():
        site = site_of(work.community)
        hold(site)
        with change(work, by=by, act=act, note=note) as w:
            SpecialWork.LIFECYCLE.step(w, act)
            for name, value in facts.items():
                setattr(w, name, value)
        recompute(site)
    return w


def commit(work, *, by, note=""):
    """落实: funds and time are certain; it is no longer only an intent."""
    return step(work, Act.WORK_COMMIT, by=by, note=note)


def start(work, *, by, date, note=""):
    """进场; refuses `not_coordinated` without an approved 统筹施工方案 that has the work in it (建办城〔2021〕50号)."""
    by.require(Act.WORK_START, work)
    work = SpecialWork.objects.select_related("community__unit").get(pk=work.pk)
    past("date", date)
    if words := coverage.why_not_covered(work):
        raise Refused("not_coordinated", words)
    length = work.ends_on - work.starts_on
    finish = date + length
    window = {"earliest": min(work.earliest, date), "latest": max(work.latest, finish)}
    return step(work, Act.WORK_START, by=by, note=note, starts_on=date, ends_on=finish, **window)


def finish(work, *, by, date, note=""):
    """完工: the real last day counts from now on."""
    by.require(Act.WORK_FINISH, work)
    work = SpecialWork.objects.select_related("community__unit").get(pk=work.pk)
    past("date", date)
    if date < work.starts_on:
        raise Refused("before_start", "完工日期不能早于进场日期", {"date": ["完工日期不能早于进场日期"]})
    latest = max(work.latest, date)
    return step(work, Act.WORK_FINISH, by=by, note=note, ends_on=date, latest=latest, percent=100)


def cancel(work, *, by, reason):
    return step(work, Act.WORK_CANCEL, by=by, note=told(reason))


def save_place(place, *, by, version=None, **values):
    """Enter or correct a place where works can meet; its households and fire lane change what clashes weigh."""
    with transaction.atomic():
        with change(place, by=by, act=Act.PLACE_EDIT, version=version) as p:
            for name, value in values.items():
                setattr(p, name, value)
            if p.building_id and p.building.community_id != p.community_id:
                raise Refused("other_place", "楼栋不在这个小区", {"building": ["楼栋不在这个小区"]})
        recompute(site_of(p.community))
    return p


def new_place(*, by, **values):
    return save_place(SitePlace(), by=by, **values)


def change_rule(rule, *, by, version=None, **values):
    """Adjust a rule of conflict; the clashes of all sites are found anew by the worker."""
    with transaction.atomic():
        with change(rule, by=by, act=Act.CONFLICT_RULE, version=version) as r:
            for name, value in values.items():
                setattr(r, name, value)
        jobs.enqueue("projects.recompute_clashes", by=by)
    return r
