"""The life of an import: upload → read and judge → preview → one atomic commit. Everything long runs as a job."""

import hashlib
import os
import tempfile
from collections import Counter
from pathlib import Path

import orjson
from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from core.changes import plain
from core.errors import Refused
from core.exchange import writing
from core.exchange.reading import MOST_BYTES
from core.exchange.registry import sheet_of
from core.exchange.sheet import CHANGED, NEW, REJECTED, UNCHANGED
from core.jobs import enqueue, job
from core.models import Import

State = Import.State
KEPT_MESSAGES, KEPT_ROWS = 500, 200


def upload(kind, file, *, by):
    """Keep the file and have the worker read it. Returns the import at once."""
    sheet = sheet_of(kind, by)
    if not by.may_somewhere(sheet.act):
        raise PermissionDenied
    if file.size > MOST_BYTES:
        raise Refused(
            "too_large", f"文件超过 {MOST_BYTES // 2**20} MB，请按区县分成几个文件再上传", {"file": ["文件太大"]}
        )
    with transaction.atomic():
        new = Import(kind=kind, by_id=by.pk, filename=Path(file.name).name[:200])
        new.area_code = by.main_area.pk if by.main_area else ""
        new.file.save(
            f"{hashlib.sha256(os.urandom(16)).hexdigest()[:20]}{Path(file.name).suffix[:6]}", file, save=False
        )
        new.save()
        return read_again(new, by=by)


def read_again(imported, *, by, mapping=None):
    """Judge the file (again): after an upload, after columns were assigned, after the data changed meanwhile."""
    with transaction.atomic():
        imported = Import.objects.select_for_update().get(pk=imported.pk)
        if imported.state in (State.COMMITTING, State.DONE):
            raise Refused("already_committed", "这个文件已经导入，不能再改")
        imported.mapping = imported.mapping if mapping is None else mapping
        imported.state, imported.error = State.READING, ""
        imported.job = enqueue("imports.read", by=by, params={"import": imported.pk}, title=f"核对 {imported.filename}")
        imported.save()
    return imported


def commit(imported, *, by, skip_rejected=False):
    """Have the worker write all of it, or nothing. Rows with errors stop it unless skipping them is asked for."""
    with transaction.atomic():
        imported = Import.objects.select_for_update().get(pk=imported.pk)
        if imported.by_id != by.pk:
            raise PermissionDenied
        if imported.state != State.READY:
            shown = imported.get_state_display()
            raise Refused("not_ready", f"现在是“{shown}”，不能导入" + (f"：{imported.error}" if imported.error else ""))
        rejected, written = imported.counts[REJECTED], imported.counts[NEW] + imported.counts[CHANGED]
        if rejected and not skip_rejected:
            raise Refused("has_errors", f"有 {rejected} 行不能导入。请改好再传，或选择跳过这些行")
        if not written:
            raise Refused("nothing_to_do", "表里没有要新增或修改的内容")
        imported.state, imported.skip_rejected = State.COMMITTING, skip_rejected
        imported.job = enqueue(
            "imports.commit", by=by, params={"import": imported.pk}, title=f"导入 {imported.filename}"
        )
        imported.save()
    return imported


class Digest:
    """A fingerprint of what would be written, so that what was shown is what is written."""

    def __init__(self):
        self._digest = hashlib.sha256()

    def take(self, chunk):
        for row in chunk:
            self._digest.update(orjson.dumps([row.number, row.state, row.before, row.errors]))

    def __str__(self):
        return self._digest.hexdigest()


class Outcome:
    """What reading found, gathered chunk by chunk: counts of all rows, words and samples of the first."""

    def __init__(self):
        self.counts = Counter({NEW: 0, CHANGED: 0, UNCHANGED: 0, REJECTED: 0})
        self.errors, self.notices, self.preview, self.reasons = [], [], [], {}
        self.digest = Digest()

    def take(self, chunk):
        self.digest.take(chunk)
        for row in chunk:
            self.counts[row.state] += 1
            if row.errors:
                self.reasons[row.number] = row.errors
            keep(self.errors, row, row.errors)
            keep(self.notices, row, row.notices)
            if row.state != UNCHANGED and len(self.preview) < KEPT_ROWS:
                self.preview.append(shown(row))


def keep(kept, row, messages):
    for header, message in messages[: max(0, KEPT_MESSAGES - len(kept))]:
        kept.append({"row": row.number, "column": header, "message": message})


def shown(row):
    """A row of the preview: its state, cells and, where a record changes, what it was."""
    cells = {name: plain(cell) if not isinstance(cell, float) else f"{cell:.15g}" for name, cell in row.cells.items()}
    old = {name: row.before[name] for name in row.before if name in row.values and name in row.cells}
    new = {name: plain(row.values[name]) for name in old}
    changed = {name: old[name] for name in old if old[name] != new[name]} if row.state == CHANGED else {}
    return {"row": row.number, "state": row.state, "cells": cells, "old": changed, "errors": dict(row.errors)}


@job("imports.read", "核对表格")
def read(job):
    imported = Import.objects.select_related("by").get(pk=job.params["import"])
    if imported.state != State.READING:
        return None
    sheet, outcome = sheet_of(imported.kind, imported.by), Outcome()
    try:
        source, found = sheet.open(imported.file.path, imported.mapping)
        done = 0
        for chunk in sheet.read(source, found):
            outcome.take(chunk)
            done += len(chunk)
            job.progress(done, source.total, f"已核对 {done:,} 行")
    except Refused as refused:
        imported.state, imported.error = State.FAILED, refused.message
        imported.save()
        return {"result_url": f"/imports/{imported.pk}/"}
    keep_outcome(imported, source, found, outcome)
    if outcome.reasons:
        keep_rejected(imported, sheet, source, found, outcome)
    imported.state = State.READY
    if any(c.name in sheet.must_have for c in missing(sheet, found)):
        imported.state, imported.error = State.FAILED, "缺少必需的列，见下面的错误"
    imported.save()
    job.progress(source.total, source.total, "核对完成")
    return {"result_url": f"/imports/{imported.pk}/"}


def missing(sheet, found):
    present = {column.name for column in found.columns.values()}
    return [c for c in sheet.columns if c.name in sheet.must_have and c.name not in present]


def keep_outcome(imported, source, found, outcome):
    head = [{"row": r, "column": c, "message": m} for r, c, m in found.errors]
    said = [{"row": r, "column": c, "message": m} for r, c, m in found.notices]
    said += [{"row": None, "column": "", "message": words} for words in source.notices]
    imported.sheet_name, imported.counts = source.name, dict(outcome.counts)
    imported.errors, imported.notices = head + outcome.errors, said + outcome.notices
    imported.preview, imported.digest = outcome.preview, str(outcome.digest)
    imported.headers = [
        {"header": name, "column": found.columns[i].name if i in found.columns else None}
        for i, name in sorted(found.names.items())
    ]


def keep_rejected(imported, sheet, source, found, outcome):
    """Write the rejected rows with their reasons, for the clerk to mend."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        writing.rejected(file.name, sheet, source, found, outcome.reasons)
        with Path(file.name).open("rb") as content:
            imported.rejected_file.save(f"rejected-{imported.pk}.xlsx", File(content), save=False)


class Stale(Exception):
    """What was shown is no longer what would be written."""


@job("imports.commit", "导入表格")
def write(job):
    """Read again, compare with what was shown, write everything in one transaction."""
    imported = Import.objects.select_related("by").get(pk=job.params["import"])
    if imported.state == State.DONE:
        return {"result_url": f"/imports/{imported.pk}/"}
    try:
        with transaction.atomic():
            write_all(job, imported)
            imported.state, imported.committed_at = State.DONE, timezone.now()
            imported.save(update_fields=["state", "committed_at"])
    except (Stale, IntegrityError) as error:
        imported.state = State.READY
        imported.save(update_fields=["state"])
        read_again(imported, by=imported.by)
        raise Refused("stale_preview", "核对以后，有人改了同样的记录，没有导入。系统已重新核对，请再看一遍") from error
    except Refused as refused:
        imported.state, imported.error = State.READY, refused.message
        imported.save(update_fields=["state", "error"])
        raise
    if not sheet_of(imported.kind, imported.by).keeps_file:
        forget(imported)
    return {"result_url": f"/imports/{imported.pk}/"}


def forget(imported):
    """What the file says is in the register now; what must not be kept twice goes."""
    imported.file.delete(save=False)
    imported.rejected_file.delete(save=False)
    imported.preview = []
    imported.save(update_fields=["file", "rejected_file", "preview"])


def write_all(job, imported):
    sheet, digest = sheet_of(imported.kind, imported.by), Digest()
    source, found = sheet.open(imported.file.path, imported.mapping)
    done, total = 0, sum(imported.counts.values())
    for chunk in sheet.read(source, found, lock=True):
        digest.take(chunk)
        sheet.write([row for row in chunk if row.state in (NEW, CHANGED)], imported.batch)
        done += len(chunk)
        job.progress(done, total, f"已写入 {done:,} 行")
    if str(digest) != imported.digest:
        raise Stale
