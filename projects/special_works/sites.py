"""Where works are coordinated: a renovation unit, or a community in none; and what stands there, loaded once."""

from dataclasses import dataclass

from django.db import connection
from django.db.models import Q

from communities.models import Community, RenovationUnit
from core import thresholds
from projects.special_works.models import ConflictRule, SitePlace, SpecialWork
from projects.special_works.schedule import Place, Rule, Work

State = SpecialWork.State
SITE_LOCK = 0x517E


@dataclass(frozen=True)
class Site:
    """One of the two: a unit with all its communities, or some communities without a unit."""

    unit: RenovationUnit | None = None
    communities: tuple = ()

    @property
    def key(self):
        """What identifies the site among the stored measures."""
        return {"unit": self.unit} if self.unit else {"community_id": min(self.communities)}

    @property
    def area_id(self):
        """The code of the area the site lies in."""
        return self.unit.area_id if self.unit else Community.objects.get(pk=min(self.communities)).area_id

    @property
    def condition(self):
        return Q(community__unit=self.unit) if self.unit else Q(community__in=self.communities)

    def works(self):
        return SpecialWork.objects.filter(self.condition).exclude(state=State.CANCELLED)

    def places(self):
        return SitePlace.objects.filter(self.condition)


def hold(site):
    """Two changes at one site come one after the other, so that the clashes are found on what both have written."""
    key = site.unit.pk if site.unit else -min(site.communities)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [SITE_LOCK, key])


def site_of(community):
    return Site(unit=community.unit) if community.unit_id else Site(communities=(community.pk,))


def site_of_project(project):
    """A project's unit, else its own communities."""
    if unit := unit_of(project):
        return Site(unit=unit)
    return Site(communities=tuple(project.communities.order_by("pk").values_list("pk", flat=True)))


def unit_of(project):
    """The unit a project's works are coordinated in: its own, or the only one that its communities share."""
    if project.unit_id:
        return project.unit
    units = {c.unit_id: c.unit for c in project.communities.select_related("unit")}
    return next(iter(units.values())) if len(units) == 1 else None


def sites_with_works(communities=None):
    """[Site] of all units and single communities in which there are works."""
    found = Community.objects.filter(special_works__isnull=False)
    found = found.filter(pk__in=communities) if communities is not None else found
    units, alone = {}, []
    for community in found.distinct().select_related("unit").order_by("code"):
        if community.unit_id:
            units[community.unit_id] = Site(unit=community.unit)
        else:
            alone.append(Site(communities=(community.pk,)))
    return [*units.values(), *alone]


@dataclass(frozen=True)
class Ground:
    """A site as the arithmetic takes it: works and places by their keys, the rules in force, the gap of one entry."""

    works: tuple
    places: dict
    rules: tuple
    gap: int


def survey(site, *, as_filed=False):
    """[Ground] of a site in four statements; `as_filed` puts the works where their owners had put them."""
    rows = list(site.works())
    keys = [work.pk for work in rows]
    ways, before = through_places(keys), predecessors(keys)
    works = tuple(work_of(w, ways.get(w.pk, ()), before.get(w.pk, ()), as_filed) for w in rows)
    places = {
        p.pk: Place(id=p.pk, community=p.community_id, households=p.households, fire_lane=p.fire_lane)
        for p in site.places()
    }
    rules = tuple(
        Rule(code=r.code, kind=r.kind, first=r.first, then=r.then, days=r.days)
        for r in ConflictRule.objects.filter(active=True)
    )
    return Ground(works, places, rules, int(thresholds.value("works.entry.gap")))


def through_places(works):
    """{work: its places}"""
    links = SpecialWork.places.through.objects.filter(specialwork__in=works).order_by("siteplace_id")
    found = {}
    for work, place in links.values_list("specialwork_id", "siteplace_id"):
        found.setdefault(work, []).append(place)
    return found


def predecessors(works):
    links = SpecialWork.predecessors.through.objects.filter(from_specialwork__in=works)
    found = {}
    for later, earlier in links.values_list("from_specialwork_id", "to_specialwork_id"):
        found.setdefault(later, []).append(earlier)
    return found


def work_of(work, places, before, as_filed):
    return Work(
        id=work.pk,
        kind=work.kind_id,
        start=work.filed_from if as_filed else work.starts_on,
        finish=work.filed_to if as_filed else work.ends_on,
        earliest=work.earliest,
        latest=work.latest,
        excavates=work.excavates,
        closes_road=work.closes_road,
        places=frozenset(places),
        predecessors=frozenset(before),
        movable=work.state in SpecialWork.MOVABLE,
    )
