"""The demo city, floor by floor, from the ground up; deterministic for a given day."""

import random
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts import demo as staff
from communities import demo as register
from core import jobs
from core.exchange import actions as imports
from projects import demo as programme
from reports import demo_history
from resident_participation import demo as voices
from resident_participation import demo_gates as gates
from resident_participation import shared_demo as shared
from resident_participation.alike import demo as likes
from resident_participation.enforcement import demo as enforcement
from resident_participation.meetings import demo as meetings
from resident_participation.voices import demo as together
from resident_participation.votes import demo as rounds

SEED = 20201125
MONTHS = 24
FILENAME = "宁波市老旧小区台账（演示）.xlsx"


@transaction.atomic
def build(today):
    """Build everything or nothing; returns a sentence per part."""
    rng = random.Random(SEED)
    people = staff.build(settings.DEMO_PASSWORD)
    estates = register.estates(today.year)
    counts = load(estates, by=people["city"])
    register.finish(estates, by=people["city"])
    register.furnish(today=today, rng=random.Random(SEED + 2), by=people["city"])
    years = {estate.cells["小区编号"]: estate.take_up_year for estate in estates}
    projects = programme.build(years, today=today, rng=rng, by=people["city"])
    register.settle(today=today, rng=random.Random(SEED + 3), by=people["city"])
    messages = voices.build(today, rng, by=people["city"])
    messages += likes.build(today, by=people["city"])
    rounds.build(today, random.Random(SEED + 4), by=people["city"])
    enforced = enforcement.build(today, random.Random(SEED + 5), by=people["city"])
    gates.build(today)
    meetings.build(today, random.Random(SEED + 6), by=people["city"])
    shared.build(today, random.Random(SEED + 7), by=people["city"])
    together.build(today, random.Random(SEED + 8), by=people["city"])
    demo_history.order(today, MONTHS)
    return [
        f"账号 {len(people)} 个",
        f"导入小区 {counts['new']} 个",
        f"改造项目 {projects} 个",
        f"居民意见 {messages} 件",
        f"执法事项 {enforced} 件",
        "两年月报已交给后台生成",
    ]


def load(estates, *, by):
    """Write the workbook and take it in the way a street office does: upload, read, commit."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.xlsx"
        register.write_workbook(path, estates)
        imported = imports.upload("communities", SimpleUploadedFile(FILENAME, path.read_bytes()), by=by)
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    imports.commit(imported, by=by)
    imported.refresh_from_db()
    jobs.run(imported.job_id)
    imported.refresh_from_db()
    if imported.state != imports.State.DONE:
        raise RuntimeError(f"the demo workbook was not imported: {imported.error} {imported.errors[:3]}")
    return imported.counts
