"""The demo's consultations: whether to renovate, and on the scheme, as streets entered them from paper."""

from datetime import date, timedelta

from accounts.policy import Act
from core.changes import change_many
from projects.consents.models import ConsultationRecord

NOTE = "演示数据"
SHORT = 17  # one community in so many falls short of the ratio and cannot enter the plan


def build(communities, *, today, rng, by):
    """`communities` are those taken up this year or before, and next year's; the latter are only asked whether."""
    records = []
    for number, community in enumerate(communities):
        year = community.plan_year or today.year + 1
        begun = community.status not in ("survey", "pool", "planned")
        records.append(record(rng, community, "entry", date(year - 1, 10, 8), short=not begun and number % SHORT == 5))
        if begun:
            records.append(record(rng, community, "scheme", date(year, 1, 6), short=False))
    change_many([(r, {}) for r in records if r.posted_to < today], by=by, act=Act.CONSENT_RECORD, note=NOTE)


def record(rng, community, purpose, day, short):
    households = max(community.households, 1)
    held = day + timedelta(days=rng.randint(0, 20))
    took_part = round(households * (rng.uniform(0.45, 0.6) if short else rng.uniform(0.78, 0.97)))
    objections = rng.choice([0, 0, 0, 1, 2])
    return ConsultationRecord(
        community=community,
        purpose=purpose,
        held_on=held,
        households=households,
        took_part=took_part,
        agreed=round(took_part * rng.uniform(0.86, 0.98)),
        posted_from=held + timedelta(days=1),
        posted_to=held + timedelta(days=8),
        objections=objections,
        answered=objections,
    )
