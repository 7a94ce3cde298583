"""Invented feedback of the demo city: some overdue, some answered, everywhere; phones from a range nobody has."""

import csv
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from accounts.policy import Act
from communities.models import Community
from core.calendar import add_working_days
from core.changes import change_many
from resident_participation.models import Feedback, FeedbackCategory
from resident_participation.numbers import numbered

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAYINGS = Path(__file__).parent / "data" / "demo_feedback.csv"
COUNT = 72
OWN = {"330203006": 6, "330212012": 5}  # the demo street offices' inboxes are not empty
SURNAMES, GIVEN = "王陈张林周徐胡郑方叶", "明秀兰国强惠芬建平"


def build(today, rng, *, by):
    """`by` logs everything. Returns how many."""
    categories = {c.code: c for c in FeedbackCategory.objects.all()}
    places, sayings = choose_places(rng), read_sayings()
    rows, running = [], {}
    for n, community in enumerate(places):
        code, severity, words, reply = sayings[n % len(sayings)]
        received = received_at(rng, today)
        day = received.date()
        running[day] = running.get(day, 0) + 1
        feedback = Feedback(
            number=numbered(f"{day:%y%m%d}", running[day]),
            community=community,
            building=f"{rng.randint(1, 12)}幢{rng.randint(1, 4)}单元",
            channel=rng.choice(Feedback.Channel.values),
            category=categories[code],
            severity=severity,
            text=words,
            contact_name=rng.choice(SURNAMES) + rng.choice(GIVEN) if n % 5 else "",
            contact_phone=f"1380000{rng.randint(0, 9999):04d}" if n % 5 else "",
            received_at=received,
            due_on=add_working_days(day, categories[code].days),
            handler_office=str(community.area),
            logged_by_id=by.pk,
        )
        settle(feedback, rng, today, reply)
        rows.append((feedback, {}))
    return change_many(rows, by=by, act=Act.FEEDBACK_LOG, note="演示数据")


def read_sayings():
    """[(category, severity, what the resident said, what was answered)]."""
    with SAYINGS.open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def choose_places(rng):
    """The demo streets' own estates first, then estates anywhere."""
    every = list(Community.objects.select_related("area", "district").order_by("code"))
    own = [c for code, n in OWN.items() for c in [c for c in every if c.area_id == code][:n]]
    return own + rng.sample(every, COUNT - len(own))


def received_at(rng, today):
    day = today - timedelta(days=min(int(rng.expovariate(1 / 14)), 75))
    return datetime.combine(day, time(rng.randint(8, 17), rng.randint(0, 59)), SHANGHAI)


def settle(feedback, rng, today, reply):
    """Most old ones are answered, mostly in time; some went up a level."""
    if feedback.severity == Feedback.Severity.HARD:
        feedback.handler, feedback.handler_office = Feedback.Handler.DISTRICT, f"{feedback.community.district}住建局"
    late = rng.random() < 0.12
    closed = feedback.due_on + timedelta(days=rng.randint(1, 6)) if late else feedback.due_on - timedelta(days=1)
    closed = max(closed, feedback.received_at.date())
    if closed < today and rng.random() < 0.93:
        feedback.state, feedback.reply = Feedback.State.CLOSED, reply
        feedback.closed_at = max(
            datetime.combine(closed, time(16, 30), SHANGHAI), feedback.received_at + timedelta(minutes=40)
        )
