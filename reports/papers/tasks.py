"""Long tables in the background."""

import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.utils import timezone

from core.errors import Refused
from core.jobs import job
from reports.papers.asking import ask
from reports.papers.files import WRITE, filename, write
from reports.tables.registry import KINDS, build

STEP = 500


@job(WRITE, "生成统计表")
def write_table(running):
    """Idempotent: run again, it writes the file anew."""
    params, by = running.params, running.by
    area, form = ask(KINDS[params["code"]], params["data"], by)
    if not form.is_valid():
        raise Refused("bad_question", "条件读不懂，请重新选择")
    table = build(params["code"], form.asked(by, area))
    table.rows = counted(running, table.rows, table.number)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table"
        write(path, table, params["form"])
        place = f"jobs/{timezone.localdate():%Y/%m}/{running.row.pk}.{params['form']}"
        with path.open("rb") as file:
            kept = default_storage.save(place, File(file))
    running.progress(table.number, table.number)
    return {"result_file": kept, "result": {"filename": filename(table, params["form"]), "rows": table.number}}


def counted(running, rows, total):
    for done, row in enumerate(rows, 1):
        if done % STEP == 0:
            running.progress(done, total, f"已写 {done:,} 行")
        yield row
