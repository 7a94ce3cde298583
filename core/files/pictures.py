"""A photo as the portal keeps it: a JPEG of our own making, upright, without the camera's data, and a small one."""

import io
import uuid
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import ExifTags, Image, UnidentifiedImageError

from core.errors import Refused
from core.geo import gcj02

MAX_PIXELS = 60_000_000
KINDS = ("JPEG", "PNG", "WEBP")
LONG_SIDE, QUALITY = 2400, 85
SMALL_SIDE, SMALL_QUALITY = 480, 78
TURN = Image.Transpose
TURNS = {  # by what EXIF calls Orientation
    2: TURN.FLIP_LEFT_RIGHT,
    3: TURN.ROTATE_180,
    4: TURN.FLIP_TOP_BOTTOM,
    5: TURN.TRANSPOSE,
    6: TURN.ROTATE_270,
    7: TURN.TRANSVERSE,
    8: TURN.ROTATE_90,
}
NOT_A_PHOTO = "这个文件不是照片，请上传 JPG、PNG 或 WebP 图片"


@dataclass(frozen=True)
class Photo:
    """What is kept of an upload. `place` is (longitude, latitude) in GCJ-02; it and `taken_at` are None when unsaid."""

    picture: ContentFile
    preview: ContentFile
    taken_at: datetime | None
    place: tuple[Decimal, Decimal] | None


def photo(file):
    """The uploaded photo made anew. Nothing of the upload's bytes is kept: EXIF and anything hidden behind it go.

    Refused: `photo_too_big`, `bad_photo`.
    """
    shown, exif = opened(file)
    shown.thumbnail((LONG_SIDE, LONG_SIDE))
    picture = jpeg(shown, QUALITY)
    shown.thumbnail((SMALL_SIDE, SMALL_SIDE))
    return Photo(picture, jpeg(shown, SMALL_QUALITY), taken_at(exif), place(exif))


def reencode(file):
    """The large picture alone."""
    return photo(file).picture


def opened(file):
    """(the picture, upright, in RGB; what the camera wrote). A large JPEG is read at a half, a quarter or an eighth."""
    if file.size > settings.PHOTO_MAX_BYTES:
        refuse("photo_too_big", f"照片不能超过 {settings.PHOTO_MAX_BYTES // 2**20} MB，请压缩后再传")
    try:
        with Image.open(file, formats=KINDS) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                refuse("photo_too_big", "照片的像素太多，请缩小后再传")
            picture.draft("RGB", (LONG_SIDE, LONG_SIDE))
            exif = picture.getexif()
            return on_white(upright(picture, exif)), exif
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise Refused("bad_photo", NOT_A_PHOTO, {"file": [NOT_A_PHOTO]}) from error


def upright(picture, exif):
    """Turned as the camera says. Pillow's own exif_transpose writes the data anew and stumbles over broken ones."""
    turn = TURNS.get(exif.get(ExifTags.Base.Orientation))
    return picture if turn is None else picture.transpose(turn)


def on_white(picture):
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")


def jpeg(picture, quality):
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=quality, optimize=True, exif=b"")
    return ContentFile(kept.getvalue(), f"{uuid.uuid4().hex}.jpg")


def taken_at(exif):
    """When the shutter opened, by the camera's clock; its zone where it says one, else ours."""
    about = exif.get_ifd(ExifTags.IFD.Exif)
    said = str(about.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
    zone = str(about.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    for text, form in ((said + zone, "%Y:%m:%d %H:%M:%S%z"), (said, "%Y:%m:%d %H:%M:%S")):
        try:
            moment = datetime.strptime(text, form)
        except ValueError:
            continue
        return moment if moment.tzinfo else timezone.make_aware(moment)
    return None


def place(exif):
    """Where it was taken, as our maps draw it. EXIF says WGS-84 degrees, minutes, seconds and a side."""
    about = exif.get_ifd(ExifTags.IFD.GPSInfo)
    try:
        latitude = degrees(about[ExifTags.GPS.GPSLatitude], about[ExifTags.GPS.GPSLatitudeRef])
        longitude = degrees(about[ExifTags.GPS.GPSLongitude], about[ExifTags.GPS.GPSLongitudeRef])
    except (KeyError, ValueError, TypeError, ArithmeticError):
        return None
    if abs(latitude) > 90 or abs(longitude) > 180 or (latitude, longitude) == (0, 0):
        return None
    return gcj02(longitude, latitude)


def degrees(parts, side):
    """Decimal degrees; ArithmeticError when the camera wrote no numbers."""
    exact = [Decimal(float(part)) for part in parts]
    if not all(part.is_finite() for part in exact):
        raise ArithmeticError("not a number")
    whole = sum(part / 60**power for power, part in enumerate(exact))
    return -whole if side in ("S", "W") else whole


def refuse(code, words):
    raise Refused(code, words, {"file": [words]})
