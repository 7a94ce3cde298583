"""Files on records: attach, publish, remove. Whoever may change the record may change its files.

A model that carries files has `files = GenericRelation(Attachment, "target_id", "target_type")` and `ATTACH_ACT`, the
act whose right it takes. It may have `KEEPS_PLACE` (photos keep when and where they were taken) and `files_closed`, a
sentence that says why its files cannot be changed now ("" when they can).
"""

import hashlib
import uuid
from pathlib import PurePath

from django.conf import settings
from django.core.files import File
from django.db import connection, transaction

from core.changes import change
from core.changes import remove as remove_record
from core.errors import Refused
from core.files import pictures
from core.files.kinds import FORMATS, PHOTO, recognise
from core.files.storage import drop, store
from core.models import Attachment
from core.querysets import NOTHING

KEY_LOCK = 0xF11E
PUBLISH = "file.publish"
OWN_SUFFIXES = {".jpeg", ".png", ".webp", *(found.suffix for found in FORMATS.values())}


@transaction.atomic
def attach(target, upload, *, by, slot="", caption="", client_key=None):
    """Keep a photo or document with a record. `client_key` (UUID): sent twice, it is kept once and answered the same.

    Refused: `bad_file`, `bad_photo`, `photo_too_big`, `file_too_big`, `files_closed`, `client_key_taken`.
    """
    by.require(target.ATTACH_ACT, target)
    if client_key and (kept := sent_before(target, client_key)):
        return kept
    require_open(target)
    require_size(upload)
    new = Attachment(target=target, slot=slot, caption=caption, client_key=client_key, by_name=by.display_name)
    found = recognise(upload)
    new.content_type, new.name = found.content_type, tidy(upload.name, found.suffix)
    if found == PHOTO:
        keep_photo(new, upload)
    else:
        keep_document(new, upload, found.suffix)
    with change(new, by=by, act=target.ATTACH_ACT) as attachment:
        pass
    return attachment


def keep_photo(new, upload):
    photo = pictures.photo(upload)
    new.kind, new.size, new.sha256 = Attachment.Kind.PHOTO, photo.picture.size, digest(photo.picture)
    if getattr(new.target, "KEEPS_PLACE", False):
        new.taken_at = photo.taken_at
        new.longitude, new.latitude = photo.place or (None, None)
    store(new.file, photo.picture)
    store(new.preview, photo.preview)


def keep_document(new, upload, suffix):
    new.kind, new.size, new.sha256 = Attachment.Kind.DOCUMENT, upload.size, digest(upload)
    store(new.file, File(upload, f"{uuid.uuid4().hex}{suffix}"))


def sent_before(target, client_key):
    """What the same sending left before; a second one that arrives meanwhile waits here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [KEY_LOCK, client_key.int & 0x7FFFFFFF])
    kept = Attachment.objects.filter(client_key=client_key).first()
    if kept and kept.target != target:
        raise Refused("client_key_taken", "这个终端编号已经用在别的记录上，请重新上传")
    return kept


def require_open(target):
    if words := getattr(target, "files_closed", ""):
        raise Refused("files_closed", words)


def require_size(upload):
    """The bound of a document; a photo's is lower (core.files.pictures)."""
    if upload.size > settings.DOCUMENT_MAX_BYTES:
        words = f"文件不能超过 {settings.DOCUMENT_MAX_BYTES // 2**20} MB，请压缩或分成几份再传"
        raise Refused("file_too_big", words, {"file": [words]})


def digest(file):
    """SHA-256 of the bytes that are kept, in hexadecimal."""
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    file.seek(0)
    return found.hexdigest()


def tidy(name, suffix):
    """The upload's own name, with the suffix that its content deserves."""
    path = PurePath((name or "").replace("\\", "/"))
    stem = path.stem if path.suffix.lower() in OWN_SUFFIXES else path.name
    words = "".join(c for c in stem if c.isprintable()).strip(" .")
    return f"{words[:190] or '文件'}{suffix}"


@transaction.atomic
def remove(attachment, *, by):
    """Take a file off its record; the log keeps that it was there, the storage does not."""
    target = attachment.target
    by.require(target.ATTACH_ACT, target)
    require_open(target)
    remove_record(attachment, by=by, act=target.ATTACH_ACT)
    drop(attachment.file, attachment.preview)


def publish(attachment, *, by, is_public):
    """Show a file to residents, or no longer. Refused `never_public` on records that residents never see."""
    if is_public and attachment.target.PUBLIC_ROWS == NOTHING:
        raise Refused("never_public", "这类记录不对居民公开，它的附件也不能公开")
    with change(attachment, by=by, act=PUBLISH) as current:
        current.is_public = is_public
    return current
