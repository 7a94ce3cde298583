"""A wave opens by the project's dates, takes one answer a household, and is counted once."""

import json
import logging
import random
from calendar import monthrange
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.policy import Act
from core import keyring, thresholds
from core.actors import SYSTEM
from core.changes import change
from core.errors import Refused
from projects.models import Project
from resident_participation.assessment import tally
from resident_participation.assessment.figures import LEAST, households
from resident_participation.assessment.models import AnswerSheet, Channel, LowScore, Participation, Remark, Wave
from resident_participation.assessment.questions import ITEMS, SCORES
from resident_participation.rolls.finding import household as find_household

OFFSET, OPEN_DAYS = "assessment.months.{}", "assessment.open.days"
LOW = "assessment.low.score"
LEFT = 30  # days in which a key that a killed worker left is looked for
SHUFFLED = random.SystemRandom()
log = logging.getLogger(__name__)


def months_after(day, months):
    """The same day so many months on, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def open_due(today=None):
    """Open the waves that are due: so many months after the works were complete, once each. Returns how many.

    A day missed by more than the days of a wave is let go: nobody is asked today about a completion of years ago.
    """
    today = today or timezone.localdate()
    days, opened = int(thresholds.value(OPEN_DAYS, today)), 0
    for occasion in Wave.Occasion.values:
        months = int(thresholds.value(OFFSET.format(occasion), today))
        since = months_after(today - timedelta(days=days), -months) - timedelta(days=3)  # months differ in length
        built = Project.objects.live().filter(works_complete_date__range=(since, today))
        for project in built.prefetch_related("communities"):
            due = months_after(project.works_complete_date, months)
            if due <= today < due + timedelta(days=days):
                opened += sum(bool(open_(project, home, occasion, today, days)) for home in project.communities.all())
    return opened


@transaction.atomic
def open_(project, community, occasion, today, days):
    """One wave, unless there is one or nobody to ask; two workers at once make one."""
    Project.objects.select_for_update(of=["self"]).get(pk=project.pk)
    known = Wave.objects.filter(project=project, community=community, occasion=occasion)
    if known.exists() or not households(community).exists():
        return None
    new = Wave(project=project, community=community, occasion=occasion, opens_on=today)
    new.closes_on = today + timedelta(days=days)
    with change(new, by=SYSTEM, act=Act.ASSESSMENT_OPEN) as wave:
        pass
    keyring.make(wave.key_name)
    return wave


@transaction.atomic
def take(wave, row, *, by, scores, text="", channel=Channel.CARD, helper=None):
    """One household's answer. `scores` is {item: 1–5}, all five.

    Refused: `not_open`, `other_community`, `already`, `incomplete`.
    """
    wave = Wave.objects.select_for_update(of=["self"]).select_related("community").get(pk=wave.pk)
    if not wave.is_open():
        raise Refused("not_open", "这次评价已经截止")
    if not households(wave.community).filter(pk=row.pk).exists():
        raise Refused("other_community", "这一户不在这次评价的范围")
    if set(scores) != set(ITEMS) or not set(scores.values()) <= set(SCORES):
        raise Refused("incomplete", "五项都要选")
    if wave.participations.filter(row=row).exists():
        raise Refused("already", "这一户已经评价过，一次只收一份")
    act = Act.ASSESSMENT_PAPER if channel == Channel.PAPER else Act.ASSESSMENT_TAKE
    part = Participation(wave=wave, row=row, channel=channel, helper_id=helper and helper.pk)
    with change(part, by=by, act=act) as p:
        pass
    said = {"building": row.building, "unit": row.unit, "scores": scores, "text": text.strip(), "channel": channel}
    AnswerSheet(wave=wave, sealed=keyring.seal(wave.key_name, json.dumps(said))).save(force_insert=True)
    return p


def enter_paper(wave, *, by, household, scores, text=""):
    """A clerk types a paper answer; it counts as assisted."""
    row = find_household(wave.community, household)
    return take(wave, row, by=by, scores=scores, text=text, channel=Channel.PAPER, helper=by)


def close_due(today=None):
    """Count the waves whose last day is past. Returns how many."""
    today, closed = today or timezone.localdate(), 0
    for wave in Wave.objects.filter(state=Wave.State.OPEN, closes_on__lt=today):
        try:
            close(wave)
            closed += 1
        except keyring.KeyGone:  # one lost key keeps no other wave from its turn
            log.error("wave %s cannot be counted: its key is gone", wave.pk)
    for wave in Wave.objects.filter(state=Wave.State.CLOSED, closes_on__gte=today - timedelta(days=LEFT)):
        keyring.destroy(wave.key_name)  # of a worker killed between the count and this
    return closed


@transaction.atomic
def close(wave):
    """Count a wave: sums are written down, low cells become duties, sheets and key are destroyed. Twice is once."""
    wave = Wave.objects.select_for_update(of=["self"]).get(pk=wave.pk)
    if wave.state == Wave.State.CLOSED:
        return wave
    sheets = [json.loads(keyring.unseal(wave.key_name, one.sealed)) for one in wave.sheets.all()]
    least = int(thresholds.value(LEAST))
    asked = list(households(wave.community).values_list("building", "unit"))
    found = tally.results(asked, sheets, least)
    found |= {"least": least, "participations": wave.participations.count()}
    with change(wave, by=SYSTEM, act=Act.ASSESSMENT_CLOSE) as w:
        Wave.LIFECYCLE.step(w, Act.ASSESSMENT_CLOSE)
        w.results = found
    raise_low(w)
    if len(sheets) >= least:
        words = [sheet["text"] for sheet in sheets if sheet["text"]]
        SHUFFLED.shuffle(words)
        Remark.objects.bulk_create(Remark(wave=w, text=one) for one in words)
    w.sheets.all().delete()
    transaction.on_commit(lambda: keyring.destroy(w.key_name))
    return w


def raise_low(wave):
    for cell, items in tally.low(wave.results["cells"], thresholds.value(LOW)):
        place = {"building": cell["building"], "unit": cell["unit"]}
        low = LowScore(wave=wave, items=items, raised_on=timezone.localdate(), **place)
        with change(low, by=SYSTEM, act=Act.ASSESSMENT_CLOSE):
            pass


def mend(low, *, by, measures):
    """What the office does about it; residents read it beside the result."""
    with change(low, by=by, act=Act.ASSESSMENT_MEND, note=measures) as one:
        LowScore.LIFECYCLE.step(one, Act.ASSESSMENT_MEND)
        one.measures, one.answered_on = measures.strip(), timezone.localdate()
    return one
