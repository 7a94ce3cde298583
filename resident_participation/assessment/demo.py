"""A wave of the demo city that is counted, and one that is open; names are invented."""

import json
from datetime import timedelta

from accounts.models import Appointment
from accounts.policy import Act
from core import keyring
from core.actors import SYSTEM
from core.changes import change, change_many
from resident_participation.assessment import actions
from resident_participation.assessment.figures import households
from resident_participation.assessment.models import AnswerSheet, Participation, Wave
from resident_participation.assessment.questions import ITEMS

NOTE = "演示数据"
LIKED = {"quality": 4.3, "site": 3.6, "useful": 4.4, "heard": 3.2, "overall": 4.1}  # what households think on average
UNHAPPY = "2幢"  # where the site was least well kept
WORDS = [
    "路灯亮了，晚上敢走了",
    "施工时灰太大，窗户不敢开",
    "楼道粉刷得干净",
    "停水前最好早点贴通知",
    "雨天一楼不返水了，谢谢",
    "绿化少了一块，希望补种",
]
MEASURES = "12月底前补做 2 幢楼道收尾清扫和扶手油漆，每周五在楼道口张贴进度；街道城建办负责。"


def build(project, home, today, rng):
    """The completion wave, counted, and the one of three months, open since ten days."""
    done = project.works_complete_date
    counted = wave(project, home, "completion", done, done + timedelta(days=21))
    answer(counted, rng, 0.66)
    actions.close(counted)
    for low in counted.low_scores.order_by("pk")[:1]:
        actions.mend(low, by=SYSTEM, measures=MEASURES)
    running = wave(project, home, "three", today - timedelta(days=10), today + timedelta(days=11))
    answer(running, rng, 0.3)


def wave(project, home, occasion, opens, closes):
    new = Wave(project=project, community=home, occasion=occasion, opens_on=opens, closes_on=closes)
    with change(new, by=SYSTEM, act=Act.ASSESSMENT_OPEN, note=NOTE) as made:
        pass
    keyring.make(made.key_name)
    return made


def answer(made, rng, part):
    """Some households' answers, a few of them on paper or on the clerk's tablet."""
    clerk = Appointment.objects.filter(role="street", area=made.community.area).order_by("pk").first()
    rows = list(households(made.community))
    rows = rng.sample(rows, round(len(rows) * part))
    channels = rng.choices(["card", "paper", "tablet"], [78, 15, 7], k=len(rows))
    parts = [
        Participation(wave=made, row=row, channel=channel, helper_id=None if channel == "card" else clerk.user_id)
        for row, channel in zip(rows, channels, strict=True)
    ]
    change_many([(one, {}) for one in parts], by=SYSTEM, act=Act.ASSESSMENT_TAKE, note=NOTE)
    said = [{"building": p.row.building, "unit": p.row.unit, "channel": p.channel} for p in parts]
    words = rng.sample(WORDS, len(WORDS))
    for one in said:
        one["scores"] = {key: score(LIKED[key] - 1.6 * (one["building"] == UNHAPPY), rng) for key in ITEMS}
        one["text"] = words.pop() if words and rng.random() < 0.12 else ""
    AnswerSheet.objects.bulk_create(
        AnswerSheet(wave=made, sealed=keyring.seal(made.key_name, json.dumps(one))) for one in said
    )


def score(middle, rng):
    return min(5, max(1, round(rng.gauss(middle, 0.8))))
