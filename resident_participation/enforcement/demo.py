"""Enforcement of the demo city: forty cases at every step, some late, disputed or come back, one joint action held and
one to come. Places and numbers of papers are invented. What happened in the past is written with its days."""

import csv
from datetime import timedelta
from pathlib import Path

from accounts.models import Area, Organisation
from accounts.policy import Act
from communities.models import Community
from core.calendar import add_working_days
from core.changes import change_many
from resident_participation.cases.numbers import numbered
from resident_participation.enforcement.actions import HEAD, hand_to
from resident_participation.enforcement.duties import lead_of
from resident_participation.enforcement.models import (
    Department,
    EnforcementBody,
    EnforcementCase,
    EnforcementDuty,
    JointAction,
    JointCase,
    StreetPower,
)
from resident_participation.models import Feedback

NOTE = "演示数据"
SEEN = Path(__file__).parents[1] / "data" / "demo_enforcement.csv"
STREET = "330203006"
STREETS = {STREET: 16, "330212012": 12}  # the demo's street offices have something on their desks
COUNT, REPEATED, OWN = 37, 3, 3
State, Outcome = EnforcementCase.State, EnforcementCase.Outcome
OFFICES = {
    Department.CITY_MANAGEMENT: "综合行政执法局",
    Department.HOUSING: "住房和城乡建设局",
    Department.PLANNING: "自然资源和规划分局",
    Department.POLICE: "公安分局",
    Department.TRAFFIC: "交警大队",
    Department.FIRE: "消防救援大队",
    Department.MARKET: "市场监督管理局",
    Department.ENVIRONMENT: "生态环境分局",
    Department.CIVIL_DEFENCE: "人防办",
}
# How far the cases go, in turn, and for those under way how many working days ago they were reported.
WAYS = (
    "corrected", "corrected", "sent", "ordered", "penalised", "unsigned", "visited", "corrected", "accepted",
    "disputed", "unfounded", "late_order", "corrected", "decided", "transferred", "late_visit", "corrected",
    "penalised", "visited",
)  # fmt: skip
AGES = {
    "sent": 1, "accepted": 1, "visited": 3, "ordered": 3, "unsigned": 6, "late_visit": 8, "late_order": 45,
    "disputed": 4, "decided": 5,
}  # fmt: skip
SENT, SIGNED, VISITED, ORDERED, SETTLED = range(5)
FAR = {"sent": SENT, "unsigned": SENT, "disputed": SENT, "decided": SENT, "accepted": SIGNED, "late_visit": SIGNED}
FAR |= {"visited": VISITED, "ordered": ORDERED, "late_order": ORDERED}


def build(today, rng, *, by):
    """`by` writes everything. Returns how many cases."""
    offices(by=by)
    duties = {duty.code: duty for duty in EnforcementDuty.objects.on(today)}
    with SEEN.open(encoding="utf-8", newline="") as file:
        stories = [row for row in csv.DictReader(file) if row["matter"] in duties]
    cases = []
    for n, community in enumerate(choose_places(rng)):
        story, way = stories[n % len(stories)], WAYS[n % len(WAYS)]
        cases.append(case(community, duties[story["matter"]], story, way, today, rng))
    cases += again(cases, today)
    link_feedback(cases)
    change_many([(c, {}) for c in numbered_by_day(cases)], by=by, act=Act.ENFORCEMENT_REPORT, note=NOTE)
    joint_actions(cases, today, by=by)
    return len(cases)


def offices(*, by):
    """Who the departments are in the demo's districts, the streets' own crews, one matter handed to the streets."""
    districts = Area.objects.today().districts()
    wanted = [(d, dept, f"{d}{name}（演示）") for d in districts for dept, name in OFFICES.items()]
    streets = Area.objects.filter(pk__in=STREETS)
    wanted += [(s, Department.STREET, f"{s}综合行政执法队（演示）") for s in streets]
    known = set(Organisation.objects.values_list("name", flat=True))
    new = [
        Organisation(name=name, kind=Organisation.Kind.GOVERNMENT, phone=f"0574-5551{n:04d}")
        for n, (_, _, name) in enumerate(wanted)
        if name not in known
    ]
    change_many([(one, {}) for one in new], by=by, act=Act.ORGANISATION_EDIT, note=NOTE)
    found = {o.name: o for o in Organisation.objects.filter(name__in=[name for _, _, name in wanted])}
    bodies = [EnforcementBody(area=area, department=dept, organisation=found[name]) for area, dept, name in wanted]
    change_many([(body, {}) for body in bodies], by=by, act=Act.ENFORCEMENT_BODY_EDIT, note=NOTE)
    day = EnforcementDuty.objects.order_by("valid_from").first().valid_from
    power = StreetPower(area_id=STREET[:6], matter="litter", document="海政发〔2022〕18号（演示）", valid_from=day)
    change_many([(power, {})], by=by, act=Act.POWER_EDIT, note=NOTE)


def choose_places(rng):
    """A few of the demo streets' own communities first, over and over, then communities anywhere."""
    every = list(Community.objects.select_related("area__parent", "district").order_by("code"))
    places = []
    for code, count in STREETS.items():
        own = [c for c in every if c.area_id == code][:OWN]
        places += [own[n % len(own)] for n in range(count)]
    return places + rng.sample(every, COUNT - len(places))


def case(community, duty, story, way, today, rng):
    """One case, brought as far as its way goes."""
    reported = before(today, AGES.get(way, rng.randint(35, 70)))
    made = EnforcementCase(
        community=community,
        building=f"{rng.randint(1, 12)}幢",
        place=story["place"],
        duty=duty,
        matter=duty.code,
        text=story["text"],
        source=rng.choice(EnforcementCase.Source.values[:4]),
        reported_on=reported,
    )
    hand_to(made, lead_of(duty, community.area_id, reported), reported)
    bring(made, way, today, rng, story)
    return made


def before(today, days):
    """The last day from which `days` working days lead to today or beyond."""
    day = today
    while add_working_days(day, days) > today:
        day -= timedelta(days=1)
    return day


def bring(c, way, today, rng, story):
    """What happened so far, step by step; each step on its last good day but those that the way makes late."""
    if way in ("disputed", "decided"):
        dispute(c, decided=way == "decided")
    far = FAR.get(way, SETTLED)
    if far >= SIGNED:
        c.state, c.due_on = State.ACCEPTED, c.visit_due_on
        late = far == SETTLED and rng.random() < 0.15
        c.accepted_on, c.accept_document = add_working_days(c.sent_on, 4 if late else 1), paper(c, 1)
    if far >= VISITED:
        c.state, c.due_on, c.findings = State.VISITED, c.settle_due_on, story["findings"]
        c.visited_on, c.visit_document = max(c.visit_due_on, c.accepted_on), paper(c, 3)
    if far >= ORDERED and way not in ("unfounded", "transferred"):
        c.state, c.ordered_on, c.order_document = State.ORDERED, c.visited_on, f"责改{paper(c, 5)}"
        c.order_due_on = add_working_days(c.ordered_on, 10)
    if far == SETTLED:
        settle(c, Outcome(way), today, rng, story)
    if way == "late_order":
        c.urged_on, c.answer_by = before(today, 2), add_working_days(today, 3)
        c.urge_note = "整改期已过，请到场复查，三个工作日内报结果"


def settle(c, outcome, today, rng, story):
    late = rng.random() < 0.2
    done = add_working_days(c.settle_due_on, 3) if late else c.settle_due_on
    c.state, c.due_on, c.settled_on = State.SETTLED, None, max(min(done, before(today, 4)), c.visited_on)
    c.outcome, c.outcome_document, c.result = outcome, f"结{paper(c, 7)}", story["result"]
    if outcome == Outcome.UNFOUNDED:
        c.findings = c.result = "到场时没有看到，走访两户邻居都说没有"
    if outcome == Outcome.TRANSFERRED:
        c.transferred_to, c.result = "区房屋安全管理中心", "涉及房屋结构，移送鉴定"
    if rng.random() < 0.8:
        c.published_on = add_working_days(c.settled_on, 1)


def dispute(c, *, decided):
    c.state, c.refused_by = State.DISPUTED, c.department
    c.competent = next(d for d in (Department.CITY_MANAGEMENT, Department.POLICE) if d != c.department)
    c.refusal, c.refused_on = "现场不属于本部门的职责，应由现场管理部门办", add_working_days(c.sent_on, 1)
    c.refusal_document, c.due_on = paper(c, 1), add_working_days(c.refused_on, 5)
    if decided:
        c.decided_on, c.decided_by_name = add_working_days(c.refused_on, 3), "演示裁定人"
        c.decision, c.decision_document = "按事项清单由原主管部门办，对方配合", f"执协〔{c.reported_on.year}〕12号"
        hand_to(c, Department(c.refused_by), c.decided_on)
        c.state = State.ASSIGNED


def paper(c, number):
    """The number of an invented paper."""
    running = c.reported_on.timetuple().tm_yday * 8 + number
    return f"{c.community.district.name[0]}执办〔{c.reported_on.year}〕{running}号"


def again(cases, today):
    """What was put right is there again: reported anew the working day before at the same place."""
    made = []
    for old in [c for c in cases if c.outcome == Outcome.CORRECTED][:REPEATED]:
        same = {name: getattr(old, name) for name in ("community", "building", "place", "duty", "matter", "source")}
        fresh = EnforcementCase(**same, text=f"又来了：{old.text}", reported_on=before(today, 1))
        hand_to(fresh, Department(old.department), fresh.reported_on)
        made.append(fresh)
    return made


def link_feedback(cases):
    """A resident's case comes from what was said in its community, where something was."""
    said = {f.community_id: f for f in Feedback.objects.order_by("pk")}
    for c in cases:
        if c.source == EnforcementCase.Source.RESIDENT:
            c.feedback = said.get(c.community_id)


def numbered_by_day(cases):
    """A number each, running by the day of the report."""
    running = {}
    for c in sorted(cases, key=lambda c: c.reported_on):
        running[c.reported_on] = running.get(c.reported_on, 0) + 1
        c.number = HEAD + numbered(f"{c.reported_on:%y%m%d}", running[c.reported_on])
        yield c


def joint_actions(cases, today, *, by):
    """One action held with a result for each case, one planned for next week."""
    own = [c for c in cases if c.community.area_id == STREET]
    held = [c for c in own if c.visited_on][:4]
    coming = [c for c in own if c.state in (State.SENT, State.ACCEPTED, State.ORDERED)][:3]
    common = {"area_id": STREET, "lead": Department.CITY_MANAGEMENT, "meeting_place": "街道综合信息指挥室"}
    past = JointAction(
        **common,
        title="楼道和消防通道集中整治",
        held_on=max(c.visited_on for c in held),
        departments=[Department.CITY_MANAGEMENT, Department.FIRE, Department.POLICE, Department.STREET],
        document=f"白街办〔{today.year}〕21号",
        state=JointAction.State.HELD,
        summary="四个部门 18 人，走了三个小区，当场清理两处，发整改通知两份",
    )
    planned = JointAction(
        **common,
        title="飞线充电和占道夜查",
        held_on=add_working_days(today, 5),
        departments=[Department.CITY_MANAGEMENT, Department.FIRE, Department.TRAFFIC],
        document=f"白街办〔{today.year}〕26号",
    )
    change_many([(past, {}), (planned, {})], by=by, act=Act.JOINT_EDIT, note=NOTE)
    lines = [JointCase(action=past, case=c, result=c.findings) for c in held]
    lines += [JointCase(action=planned, case=c) for c in coming]
    change_many([(line, {}) for line in lines], by=by, act=Act.JOINT_RESULT, note=NOTE)
