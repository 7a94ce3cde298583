"""The log of a site: one a day of each firm that works or supervises there."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.policy import Act
from core.changes import change
from projects.acceptance.rules import fill, on_site
from projects.register.models import Party
from projects.site.models import SiteLog
from projects.stages.records import hold

WRITERS = (Party.Role.CONTRACTOR, Party.Role.SUPERVISOR)


def party_of(project, user):
    """The contractor or supervisor of a project for whom a person works there, or None."""
    parties = project.parties.filter(role__in=WRITERS).select_related("organisation").order_by("pk")
    return next((p for p in parties if (p.role, p.organisation_id) in user.bodies), None)


@transaction.atomic
def write(project, *, by, **values):
    """The log of a day, in the name of the writer's own firm; a second one of the same day is refused."""
    party = party_of(project, by)
    if party is None:
        raise PermissionDenied
    return save(SiteLog(project=hold(project), party=party), by=by, **values)


def edit(log, *, by, version=None, **values):
    return save(log, by=by, version=version, **values)


def save(log, *, by, version=None, **values):
    with change(log, by=by, act=Act.SITE_LOG, version=version) as entry:
        fill(entry, values)
        on_site(entry.project, "day", entry.day)
    return entry
