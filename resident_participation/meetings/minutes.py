"""会议纪要: versions that only add up, each with its SHA-256, and what one changed of the one before."""

import difflib
import hashlib

from django.db import transaction

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from resident_participation.meetings.actions import hold
from resident_participation.meetings.models import Meeting, Minutes
from resident_participation.public_text import must_be_public

KINDS = {" ": "same", "-": "gone", "+": "new"}


@transaction.atomic
def write(meeting, *, by, text, reason="", after=None):
    """The next version, public at once. `after` is the number of the version that the writer had before them.

    Refuses `not_held`, `stale` (somebody wrote one meanwhile), `same`, `needs_reason` (from the second on), `private`.
    """
    held = hold(meeting)
    if held.state != Meeting.State.HELD:
        raise Refused("not_held", "会议开完以后才能发布纪要")
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    must_be_public(text=text, reason=reason)
    last = held.minutes.order_by("-number").first()
    number = last.number + 1 if last else 1
    if after is not None and after != number - 1:
        raise Refused("stale", f"{last.by_name}刚发布了第 {last.number} 版，请对照以后再保存，您填写的内容还在")
    if last and last.text == text:
        raise Refused("same", "和上一版一样，没有改动", {"text": ["和上一版一样，没有改动"]})
    if last and not reason.strip():
        raise Refused("needs_reason", "更正纪要要写原因", {"reason": ["更正纪要要写原因，会和新的一版一起公开"]})
    new = Minutes(meeting=held, number=number, text=text, reason=reason.strip() if last else "", sha256=digest(text))
    new.by_name = by.display_name
    with change(new, by=by, act=Act.MINUTES_WRITE, note=reason) as version:
        pass
    return version


def digest(text):
    """SHA-256 of the text in UTF-8: what `sha256sum` says of the file on the public page."""
    return hashlib.sha256(text.encode()).hexdigest()


def differences(old, new):
    """[("same" | "gone" | "new", line)] from one version's text to the next."""
    lines = difflib.ndiff(old.splitlines(), new.splitlines())
    return [(KINDS[line[0]], line[2:]) for line in lines if line[0] in KINDS]


def versions(meeting):
    """The versions of a meeting, newest first, each with `changes` against the one before (none of the first)."""
    found = {version.number: version for version in meeting.minutes.order_by("-number")}
    for number, version in found.items():
        version.changes = differences(found[number - 1].text, version.text) if number > 1 else []
    return list(found.values())
