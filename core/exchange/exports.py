"""The filtered list as a file: at once when it is short, by the worker when it is long. Memory stays the same."""

import tempfile
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.http import QueryDict
from django.utils import timezone

from core.exchange import writing
from core.exchange.registry import sheet_of
from core.jobs import enqueue, job

AT_ONCE = 5000  # rows; some two seconds
CHUNK = 2000
FORMS = {"xlsx": writing.export_xlsx, "csv": writing.export_csv_file}


def filename(sheet, form):
    return f"{sheet.title}-{timezone.localdate():%Y%m%d}.{form}"


def order(kind, conditions, *, by, form):
    """Have the worker write it; the person gets the file from the job's page."""
    title = f"导出{sheet_of(kind, by).title}"
    return enqueue("exports.write", by=by, params={"kind": kind, "query": conditions, "form": form}, title=title)


@job("exports.write", "导出表格")
def write(running):
    """Idempotent: run again, it writes the file anew; what a killed run left is swept at night."""
    asked = running.params
    sheet = sheet_of(asked["kind"], running.by)
    rows = sheet.rows(QueryDict(asked["query"]))
    total = rows.count()

    def counted():
        for done, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
            if done % 500 == 0:
                running.progress(done, total, f"已写 {done:,} 行")
            yield row

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "export"
        FORMS[asked["form"]](path, sheet, counted())
        with path.open("rb") as file:
            kept = default_storage.save(
                f"jobs/{timezone.localdate():%Y/%m}/{running.row.pk}.{asked['form']}", File(file)
            )
    running.progress(total, total)
    return {"result_file": kept, "result": {"filename": filename(sheet, asked["form"]), "rows": total}}
