"""A city's months of invented cases: late, disputed, merged, come back, paused; phones from a range nobody has.

What happened in the past is written through the gate with its hours; what the clock does follows by the rules.
"""

import csv
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from accounts.policy import Act
from communities.models import Community
from core.actors import SYSTEM
from core.changes import change_many, snapshot
from projects.models import Department, Party
from resident_participation.cases import answering, escalating, words
from resident_participation.cases.clocks import Clocks
from resident_participation.cases.demo_stories import Story
from resident_participation.cases.events import CallBack, HandOver, Pause, Reply
from resident_participation.cases.holders import default_office
from resident_participation.cases.models import Feedback, Handler, State
from resident_participation.cases.numbers import numbered
from resident_participation.cases.safety import raised
from resident_participation.cases.saying import Neighbour
from resident_participation.cases.standards import FeedbackCategory, SafetyWord, Severity

SHANGHAI = ZoneInfo("Asia/Shanghai")
SAYINGS = Path(__file__).parent.parent / "data" / "demo_feedback.csv"
Channel = Feedback.Channel
COUNT = 160
OWN = {"330203006": 5, "330212012": 5}  # the demo street offices' own estates, several cases each
EACH = 5
SURNAMES, GIVEN = "王陈张林周徐胡郑方叶", "明秀兰国强惠芬建平"
NOTE = "演示数据"
ACTS = {HandOver: Act.FEEDBACK_HAND_OVER, Reply: Act.FEEDBACK_REPLY, CallBack: Act.FEEDBACK_CALL_BACK,
        Pause: Act.FEEDBACK_PAUSE}  # fmt: skip


def build(today, rng, *, by):
    """`by` logs everything but what residents wrote down themselves. Returns how many."""
    now = datetime.combine(today, time(16), SHANGHAI)
    cases = logged(today, rng, by=by)
    for actor, own in ((by, False), (Neighbour(), True)):
        some = [(case, {}) for case in cases if (case.channel == Channel.WEB) is own]
        change_many(some, by=actor, act=Act.FEEDBACK_LOG, note=NOTE)
    before = {case.pk: snapshot(case) for case in cases}
    stories = [Story(case, rng, now, helpers(case)).run(n) for n, case in enumerate(cases)]
    for model, act in ACTS.items():
        rows = [row for story in stories for row in story.rows if isinstance(row, model)]
        change_many([(row, {}) for row in rows], by=SYSTEM, act=act, note=NOTE)
    for story in stories:
        story.case.offer = story.offer
    change_many([(case, before[case.pk]) for case in cases], by=SYSTEM, act=Act.FEEDBACK_REPLY, note=NOTE)
    merge_some(cases)
    publish_some(cases)
    answering.lapse(now)
    escalating.escalate(now)
    return len(cases)


def helpers(case):
    """{"firm", "department"}: whom the story may ask for help."""
    party = Party.objects.filter(role="contractor", project__communities=case.community).select_related("organisation")
    firm = party.order_by("pk").first()
    return {
        "firm": firm and firm.organisation,
        "department": Department.objects.filter(code="enforcement").first() or Department.objects.first(),
    }


def logged(today, rng, *, by):
    """The cases as they were taken down, numbered day by day."""
    categories = {c.code: c for c in FeedbackCategory.objects.all()}
    dangers, clocks, running = list(SafetyWord.objects.values_list("word", flat=True)), Clocks(today), {}
    places, sayings = choose_places(rng), read_sayings()
    moments = sorted(received_at(rng, today) for _ in places)
    rng.shuffle(places)
    made = []
    for n, (community, received) in enumerate(zip(places, moments, strict=True)):
        code, severity, text, reply = sayings[n % len(sayings)]
        day = received.date()
        running[day] = running.get(day, 0) + 1
        number = numbered(f"{day:%y%m%d}", running[day])
        case = Feedback(
            number=number,
            community=community,
            building=f"{rng.randint(1, 12)}幢{rng.randint(1, 4)}单元",
            channel=rng.choice(Channel.values),
            category=categories[code],
            severity=severity,
            text=text,
            contact_name=rng.choice(SURNAMES) + rng.choice(GIVEN) if n % 5 else "",
            contact_phone=f"1380000{rng.randint(0, 9999):04d}" if n % 5 else "",
            received_at=received,
            handler_office=default_office(Feedback(community=community), Handler.STREET),
            word_hash=words.hash_of(number, words.new_word()),
            logged_by_id=by.pk,
        )
        come_by_its_channel(case, n)
        raised(case, dangers)
        clocks.start(case)
        case.answer_with = reply
        made.append(case)
    return made


def come_by_its_channel(case, n):
    """The hotline has its own number and limit. What a resident wrote on the community's page no clerk took down: no
    name is asked for there, and nobody has judged yet how grave it is."""
    day = case.received_at.date()
    if case.channel == Channel.HOTLINE:
        case.external_number = f"NB{day:%Y%m%d}{n:06d}"
        case.external_due_at = datetime.combine(day + timedelta(days=7), time(17, 30), SHANGHAI)
    elif case.channel == Channel.WEB:
        case.logged_by_id, case.contact_name, case.severity = None, "", Severity.EMERGING


def read_sayings():
    """[(category, severity, what the resident said, what was answered)]."""
    with SAYINGS.open(encoding="utf-8", newline="") as file:
        return [tuple(row.values()) for row in csv.DictReader(file)]


def choose_places(rng):
    """The demo streets' own estates first, several times, then estates anywhere."""
    every = list(Community.objects.select_related("area", "district").order_by("code"))
    own = [c for code, n in OWN.items() for c in [c for c in every if c.area_id == code][:n]] * EACH
    return own + rng.sample(every, COUNT - len(own))


def received_at(rng, today):
    """Mostly of the last weeks, in office hours."""
    day = today - timedelta(days=min(int(rng.expovariate(1 / 16)), 75))
    return datetime.combine(day, time(rng.randint(8, 15), rng.randint(0, 59)), SHANGHAI)


def merge_some(cases):
    """Neighbours who said the same: two follow a third, at one community of each demo street."""
    for street in OWN:
        open_ones = [c for c in cases if c.community.area_id == street and c.state in (State.ACCEPTED, State.RECEIVED)]
        groups = {}
        for case in open_ones:
            groups.setdefault(case.community_id, []).append(case)
        lead, *followers = max(groups.values(), key=len, default=[None])
        pairs = []
        for case in followers[:2]:
            before = snapshot(case)
            case.lead, case.state, case.building = lead, State.MERGED, lead.building
            case.text, case.category = f"邻居也反映：{lead.text}", lead.category
            case.accepted_at = case.accepted_at or case.received_at + timedelta(hours=1)
            pairs.append((case, before))
        change_many(pairs, by=SYSTEM, act=Act.FEEDBACK_MERGE, note=NOTE)


def publish_some(cases):
    """Every third answered case of the demo streets has a sentence for the community's page."""
    answered = [c for c in cases if c.community.area_id in OWN and c.reply][::3]
    pairs = []
    for case in answered:
        before = snapshot(case)
        case.public_summary, case.published_at = case.text[:60], case.replied_at
        pairs.append((case, before))
    change_many(pairs, by=SYSTEM, act=Act.FEEDBACK_PUBLISH, note=NOTE)
