"""`python -m bench.tools.digging [works]`: what special works cost in the database at hand, filled up to so many works.

A change at one site is held against finding the clashes of the whole district again, in the same run.
"""

import os
import random
import sys
from datetime import timedelta
from functools import partial

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "ningbo_renewal.settings"
django.setup()

from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import Organisation, User  # noqa: E402
from bench.tools.timing import ms  # noqa: E402
from projects.models import Clash, SitePlace, SpecialWork  # noqa: E402
from projects.special_works import coordination  # noqa: E402
from projects.special_works.recompute import recompute  # noqa: E402
from projects.special_works.sites import sites_with_works, survey  # noqa: E402

DISTRICT = "330203"
KINDS = ["drainage", "water", "gas", "power", "telecom", "road", "landscape"]


def fill(count):
    """Works at the district's places, as many as are missing."""
    rng, today, owner = random.Random(3), timezone.localdate(), Organisation.objects.first()
    places = list(SitePlace.objects.filter(community__area__code__startswith=DISTRICT).select_related("community"))
    have = SpecialWork.objects.filter(community__area__code__startswith=DISTRICT).count()
    works, at = [], []
    for number in range(count - have):
        place, first = rng.choice(places), today + timedelta(days=rng.randint(5, 700))
        last, kind = first + timedelta(days=rng.randint(5, 30)), rng.choice(KINDS)
        works.append(
            SpecialWork(
                code=f"ZX{DISTRICT}{90000 + number}", name=f"工程{number}", kind_id=kind, owner=owner,
                community=place.community, excavates=kind not in ("road", "landscape"), starts_on=first, ends_on=last,
                filed_from=first, filed_to=last, earliest=first, latest=last + timedelta(days=60),
            )
        )  # fmt: skip
        at.append(place)
    made = SpecialWork.objects.bulk_create(works)
    Through = SpecialWork.places.through
    Through.objects.bulk_create(Through(specialwork=w, siteplace=p) for w, p in zip(made, at, strict=True))


def whole(sites):
    for site in sites:
        recompute(site)


def main():
    if len(sys.argv) > 1:
        fill(int(sys.argv[1]))
    own = SpecialWork.objects.filter(community__area__code__startswith=DISTRICT)
    sites = sites_with_works(own.values("community"))
    whole(sites)
    print(f"{own.count():,} works at {len(sites)} sites of a district, {Clash.objects.count():,} clashes in the city")
    largest = max(sites, key=lambda site: site.works().count())
    everything, one = ms(partial(whole, sites)), ms(partial(recompute, largest))
    words = f"{largest.works().count()} works: {one / everything:.3f} of the district's"
    print(f"  clashes of the district        {everything:8.1f} ms")
    print(f"  clashes of its largest site    {one:8.1f} ms  {words}")
    ground = survey(largest)
    solved = coordination.compute(ground, survey(largest, as_filed=True))
    work = partial(coordination.compute, ground, ground)
    print(f"  best schedule of that site     {ms(work):8.1f} ms  {'proven' if solved['proven'] else 'not proven'}")
    page = Client(SERVER_NAME="localhost")
    page.force_login(User.objects.get(username="district"), backend="django.contrib.auth.backends.ModelBackend")
    for name, path in (("the board", "/special-works/"), ("saved, by street", "/special-works/effect/")):
        print(f"  {name:28}   {ms(partial(page.get, path)):8.1f} ms")


main()
