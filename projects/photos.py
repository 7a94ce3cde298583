"""A photo as the portal keeps it: a JPEG of our own making, upright, without the camera's data."""

import io
import uuid

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

from core.errors import Refused

MAX_BYTES = 10 * 2**20
MAX_PIXELS = 60_000_000
KINDS = ("JPEG", "PNG", "WEBP")
LONG_SIDE, QUALITY = 2400, 85


def reencode(file):
    """The uploaded photo as a new JPEG. What it is, its content says, not its name or the browser.

    Nothing of the upload's bytes is kept: EXIF (place, time, device) and anything hidden behind the picture go.
    """
    if file.size > MAX_BYTES:
        refuse("photo_too_big", "照片不能超过 10 MB，请压缩后再传")
    try:
        with Image.open(file, formats=KINDS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                refuse("photo_too_big", "照片的像素太多，请缩小后再传")
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Refused("bad_photo", "这个文件不是照片，请上传 JPG、PNG 或 WebP 图片", BAD) from error
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=QUALITY, optimize=True, exif=b"")
    return ContentFile(kept.getvalue(), f"{uuid.uuid4().hex}.jpg")


BAD = {"file": ["这个文件不是照片，请上传 JPG、PNG 或 WebP 图片"]}


def refuse(code, words):
    raise Refused(code, words, {"file": [words]})
