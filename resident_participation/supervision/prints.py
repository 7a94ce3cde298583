"""Whether a photo was used before: by its bytes, and by an average hash that survives scaling and compression.

The hash: 8 × 8 grey cells, a bit for each that is at least as bright as their mean. Up to NEAR of 64 bits apart counts
as the same picture. It is a hint to a clerk, never a refusal: two photos of one grey wall look alike, too.
"""

from django.db.models import BigIntegerField, F, Func, IntegerField, Value
from PIL import Image

from resident_participation.supervision.models import PhotoPrint

SIDE, NEAR = 8, 5


def average_hash(file):
    """64 bits as PostgreSQL's bigint holds them (signed)."""
    file.seek(0)
    with Image.open(file) as picture:
        cells = picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
    file.seek(0)
    mean = sum(cells) / len(cells)
    bits = sum(1 << n for n, cell in enumerate(cells) if cell >= mean)
    return bits - 2**64 if bits >= 2**63 else bits


def apart(average):
    """In how many bits a row's hash differs from one."""
    asked = Value(average, output_field=BigIntegerField())  # else 64 bits are sent as 32
    return Func(
        F("average"),
        asked,
        template="bit_count((%(expressions)s)::bit(64))",
        arg_joiner=" # ",
        output_field=IntegerField(),
    )


def keep(report, attachment):
    """Note a photo's hash, and the first earlier photo that it is, or that it resembles in another report."""
    with attachment.file.open() as file:
        average = average_hash(file)
    earlier = PhotoPrint.objects.select_related("attachment").order_by("pk")
    same = earlier.filter(attachment__sha256=attachment.sha256).first()
    others = earlier.exclude(report=report)  # the same place before and after looks alike
    like = same or others.annotate(bits=apart(average)).filter(bits__lte=NEAR).order_by("bits", "pk").first()
    return PhotoPrint.objects.create(
        report=report,
        attachment=attachment,
        average=average,
        repeats=like,
        distance=(0 if same else like.bits) if like else None,
        same_file=same is not None,
    )
