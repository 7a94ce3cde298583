"""Clashes and proposals of many sites at once, in the worker."""

from celery import shared_task
from django.db import transaction

from accounts.models import Area
from core.actors import SYSTEM
from core.jobs import enqueue, job
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
        coordination.current(site, Area.objects.get(pk=site.area_id))
        job.progress(number, len(sites), f"{site.unit or '单个小区'}")


@shared_task
def coordinate_all():
    """Every night: windows move with the calendar, so what could be saved does too."""
    enqueue("projects.recompute_clashes", by=SYSTEM)
