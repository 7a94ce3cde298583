"""Clashes and proposals of many sites at once, in the worker."""

from django.db import transaction

from core.jobs import job
from projects.special_works import coordination
from projects.special_works.recompute import recompute
from projects.special_works.sites import sites_with_works


@job("projects.recompute_clashes", "重新计算施工冲突")
def recompute_clashes(job):
    """Every site's clashes and proposals; safe to run twice."""
    sites = sites_with_works(job.params.get("communities"))
    for number, site in enumerate(sites, 1):
        with transaction.atomic():
            recompute(site)
        if site.unit:
            coordination.current(site, site.unit.area)
        job.progress(number, len(sites), f"{site.unit or '单个小区'}")
