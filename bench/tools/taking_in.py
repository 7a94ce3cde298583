"""One way of taking a workbook in, as a program of its own, so that its memory is its own. Prints JSON."""

import gc
import json
import os
import resource
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ningbo_renewal.settings")
django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: E402

from accounts.models import Area, User  # noqa: E402
from accounts.policy import Role  # noqa: E402
from communities.models import Community  # noqa: E402
from core import jobs  # noqa: E402
from core.exchange import actions  # noqa: E402
from core.models import Change, Import  # noqa: E402


def officer():
    user, _ = User.objects.get_or_create(username="bench", defaults={"display_name": "bench"})
    user.appointments.get_or_create(role=Role.CITY, area=Area.objects.get(code="3302"))
    return user


def ours(path):
    """Upload, read and judge, commit: the whole way of a clerk's file, every row logged."""
    by = officer()
    imported = actions.upload("communities", SimpleUploadedFile(path.name, path.read_bytes()), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    actions.commit(imported, by=by)
    imported.refresh_from_db()
    jobs.run(imported.job_id)


def written(path):
    """The same without the reading for the preview: parse, judge, write, log; theirs is compared with this."""
    by = officer()
    imported = actions.upload("communities", SimpleUploadedFile(path.name, path.read_bytes()), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    actions.commit(imported, by=by)
    imported.refresh_from_db()
    start = time.perf_counter()
    jobs.run(imported.job_id)
    return time.perf_counter() - start


def theirs(path, *, tuned):
    """django-import-export: a ModelResource, as it comes or with its bulk mode; it keeps no log of changes."""
    from tablib import Dataset  # noqa: PLC0415

    from bench.tools.rival import resource_class  # noqa: PLC0415

    start = time.perf_counter()
    data = Dataset().load(path.read_bytes(), format="xlsx")
    result = resource_class(tuned)().import_data(data, dry_run=False, raise_errors=True)
    assert result.totals["new"] == len(data)
    return time.perf_counter() - start


WAYS = {
    "ours": ours,
    "written": written,
    "theirs": lambda path: theirs(path, tuned=False),
    "tuned": lambda path: theirs(path, tuned=True),
}


def main(way, path):
    Community.objects.all().delete()
    Change.objects.all().delete()
    Import.objects.all().delete()
    gc.freeze()  # as the worker's processes do
    start = time.perf_counter()
    seconds = WAYS[way](Path(path)) or time.perf_counter() - start
    said = {"seconds": seconds, "rows": Community.objects.count(), "logged": Change.objects.count()}
    print(json.dumps(said | {"rss_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


if __name__ == "__main__":
    main(*sys.argv[1:])
