"""Enforcement of the demo city: forty cases at every step, some late, disputed or come back, one joint action held and
one to come. Places and numbers of papers are invented. What happened in the past is written with its days."""

from datetime import timedelta

from accounts.models import Area, Organisation
from accounts.policy import Act
from communities.models import Community
from core.calendar import add_working_days
from core.changes import change_many
from resident_participation.enforcement.actions import HEAD, hand_to
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
from resident_participation.numbers import numbered

NOTE = "演示数据"
STREETS = {"330203006": 16, "330212012": 12}  # the demo's street offices have something on their desks
COUNT = 40
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
SEEN = {  # matter: (what the street saw, where, what was found, how it ended)
    "fire_lane": ("消防通道上停了三辆车，划线被盖住", "东门消防通道", "通道净宽不足两米，已通知挪车", "车辆已挪走，重新划线"),
    "wire_charging": ("从三楼窗口拉线下来给电动车充电", "2单元楼下", "接线板两处，现场断电", "接线已拆，指到集中充电点"),
    "stairway_clutter": ("楼道堆纸板、旧家具，二到四楼都有", "1单元楼道", "堆物约三立方米", "社区和住户一起清走"),
    "illegal_building": ("北侧绿地上搭了彩钢棚", "北侧", "彩钢棚约 12 ㎡，没有手续", "已自行拆除"),
    "facade": ("一楼外墙开门", "南侧一楼", "开门洞一处，属于承重墙以外", "已按原样封堵"),
    "green_space": ("绿化带改成菜地", "西侧绿化带", "约 20 ㎡", "已补种草皮"),
    "occupying": ("水果摊占了人行道", "南门口", "固定摊位一处", "已收摊，劝到疏导点"),
    "litter": ("装修垃圾倒在垃圾房外面", "垃圾房旁", "约两车，没有袋装", "已清运，物业增设暂存点"),
    "parking": ("外来车辆长期停在出入口", "北门", "两辆车没有移车电话", "已挪走，贴单"),
    "noise": ("夜里十一点以后打牌、放音响", "4单元", "上门劝导，音量已调低", "连续三天回访没有再响"),
    "dogs": ("遛狗不牵绳，孩子被吓到", "中心花园", "没有办证一只", "已补办养犬证，牵绳"),
    "unlicensed": ("一楼车库开理发店，没有执照", "车库", "营业中，没有执照", "已停业搬走"),
    "group_renting": ("一套房隔成七间出租", "3单元", "隔间七间，没有窗的两间", "隔断已拆"),
    "fumes": ("楼下小饭店油烟直排", "沿街商铺", "没有装油烟净化器", "已装净化器，复测达标"),
}  # fmt: skip
# How far the cases go, in turn: what happened, and how many working days ago the case was reported (None: any).
WAYS = (
    "corrected", "corrected", "sent", "ordered", "penalised", "unsigned", "visited", "corrected", "accepted", "disputed",
    "unfounded", "late_order", "corrected", "decided", "transferred", "late_visit", "corrected", "penalised", "again",
    "visited",
)  # fmt: skip
AGES = {"sent": 1, "accepted": 1, "visited": 3, "ordered": 4, "unsigned": 6, "late_visit": 8, "late_order": 45,
        "disputed": 4, "decided": 5}  # fmt: skip


def build(today, rng, *, by):
    """`by` writes everything. Returns how many cases."""
    offices(by=by)
    places = choose_places(rng)
    duties = {duty.code: duty for duty in EnforcementDuty.objects.on(today) if duty.code in SEEN}
    cases = [case(n, place, duties, today, rng) for n, place in enumerate(places)]
    again(cases, today)
    link_feedback(cases)
    change_many([(c, {}) for c in numbered_by_day(cases)], by=by, act=Act.ENFORCEMENT_REPORT, note=NOTE)
    joint_actions(cases, today, by=by)
    return len(cases)


def offices(*, by):
    """Who the departments are in the demo's districts, the streets' own crews, one matter handed to a street."""
    known, bodies = {o.name: o for o in Organisation.objects.filter(kind="government")}, []
    districts = list(Area.objects.today().districts())
    wanted = [(d, dept, f"{d}{name}（演示）") for d in districts for dept, name in OFFICES.items()]
    streets = Area.objects.filter(pk__in=STREETS).select_related("parent")
    wanted += [(s, Department.STREET, f"{s}综合行政执法队（演示）") for s in streets]
    new = [
        Organisation(name=name, kind="government", phone=f"0574-5551{n:04d}")
        for n, (_, _, name) in enumerate(wanted)
        if name not in known
    ]
    change_many([(one, {}) for one in new], by=by, act=Act.ORGANISATION_EDIT, note=NOTE)
    found = {o.name: o for o in Organisation.objects.filter(kind="government")}
    bodies = [EnforcementBody(area=area, department=dept, organisation=found[name]) for area, dept, name in wanted]
    change_many([(body, {}) for body in bodies], by=by, act=Act.BODY_EDIT, note=NOTE)
    day = EnforcementDuty.objects.order_by("valid_from").first().valid_from
    power = StreetPower(area_id="330203", matter="litter", document="海政发〔2022〕18号（演示）", valid_from=day)
    change_many([(power, {})], by=by, act=Act.POWER_EDIT, note=NOTE)


def choose_places(rng):
    every = list(Community.objects.select_related("area__parent", "district").order_by("code"))
    own = [c for code, n in STREETS.items() for c in several([c for c in every if c.area_id == code], n)]
    return own + rng.sample(every, COUNT - len(own))


def several(rows, count):
    """So many of a street's communities, over again when it has fewer."""
    return [rows[n % len(rows)] for n in range(count)]


def case(n, community, duties, today, rng):
    """One case, brought as far as its turn says."""
    way, matter = WAYS[n % len(WAYS)], list(duties)[n % len(duties)]
    reported = before(today, AGES.get(way, rng.randint(35, 70)))
    text, place, findings, result = SEEN[matter]
    made = EnforcementCase(
        community=community,
        building=f"{rng.randint(1, 12)}幢",
        place=place,
        duty=duties[matter],
        matter=matter,
        text=text,
        source=rng.choice(["patrol", "grid", "resident", "hotline"]),
        reported_on=reported,
    )
    hand_to(made, lead(made), reported)
    bring(made, way, today, rng, findings, result)
    return made


def lead(made):
    in_haishu = made.community.area_id.startswith("330203")
    return Department.STREET if made.matter == "litter" and in_haishu else Department(made.duty.lead)


def before(today, days):
    """The day that lies so many working days back."""
    day = today - timedelta(days=days * 7 // 5 + 12)
    while add_working_days(day, days) < today:
        day += timedelta(days=1)
    return day


def bring(c, way, today, rng, findings, result):
    """Let happen what the way says, step by step, on working days before today."""
    if way in ("disputed", "decided"):
        dispute(c, way, today)
    if way in ("sent", "unsigned", "disputed", "decided"):
        return
    sign(c)
    if way in ("accepted", "late_visit"):
        return
    c.state, c.due_on, c.findings = State.VISITED, c.settle_due_on, findings
    c.visited_on, c.visit_document = c.visit_due_on, paper(c, 3)
    if c.visited_on >= today:
        c.visited_on = c.accepted_on
    if way == "visited":
        return
    if way not in ("unfounded", "transferred"):
        c.state, c.ordered_on, c.order_document = State.ORDERED, c.visited_on, paper(c, 5)
        c.order_due_on = add_working_days(c.ordered_on, 10)
    if way in ("ordered", "late_order"):
        return
    late = rng.random() < 0.2
    settled = min(add_working_days(c.settle_due_on, 3) if late else c.settle_due_on, before(today, 1))
    c.state, c.due_on, c.settled_on = State.SETTLED, None, max(settled, c.ordered_on or c.visited_on)
    c.outcome = Outcome.CORRECTED if way == "again" else Outcome(way)
    c.outcome_document, c.result = paper(c, 7), result
    if way == "unfounded":
        c.findings = c.result = "到场时没有看到，走访两户邻居都说没有"
    if way == "transferred":
        c.transferred_to, c.result = "区房屋安全管理中心", "涉及房屋结构，移送鉴定"
    if rng.random() < 0.7:
        c.published_on = c.settled_on + timedelta(days=1)


def sign(c):
    c.state, c.due_on = State.ACCEPTED, c.visit_due_on
    c.accepted_on, c.accept_document = add_working_days(c.sent_on, 1), paper(c, 1)


def paper(c, number):
    """The number of an invented paper; the street's own crew needs none."""
    if c.department == Department.STREET and number < 5:
        return ""
    return f"{c.community.district.name[0]}执办〔{c.reported_on.year}〕{100 + c.reported_on.timetuple().tm_yday + number}号"


def dispute(c, way, today):
    c.state, c.refused_by = State.DISPUTED, c.department
    c.competent = next(d for d in ("city_management", "police") if d != c.department)
    c.refusal, c.refused_on = "现场不属于本部门的职责，应由现场管理部门办", add_working_days(c.sent_on, 1)
    c.refusal_document, c.due_on = paper(c, 1), add_working_days(c.refused_on, 5)
    if way == "decided":
        c.decided_on, c.decided_by_name = add_working_days(c.refused_on, 2), "周明"
        c.decision, c.decision_document = "按事项清单，由原主管部门办，另一部门配合", f"海执协〔{today.year}〕12号"
        department = c.refused_by
        hand_to(c, Department(department), min(c.decided_on, today))
        c.state = State.ASSIGNED


def again(cases, today):
    """Three open cases where the same was settled before: the place is the earlier one's."""
    done = [c for c in cases if c.outcome == Outcome.CORRECTED]
    fresh = [c for c in cases if c.state in (State.SENT, State.VISITED) and c.refused_on is None]
    for old in done:
        match = next((c for c in fresh if c.community == old.community and c.reported_on >= old.settled_on), None)
        if match and (old.matter, old.duty.lead) != ("litter", "city_management"):
            fresh.remove(match)
            match.building, match.place, match.text = old.building, old.place, f"又来了：{old.text}"
            match.duty, match.matter = old.duty, old.matter
            redo(match)


def redo(c):
    """Another matter has another department and other clocks; what was done keeps its days."""
    hand_to(c, lead(c), c.reported_on)
    c.due_on = c.settle_due_on if c.visited_on else c.sign_due_on


def link_feedback(cases):
    """Cases of residents whose community has feedback come from one."""
    ones = {f.community_id: f for f in Feedback.objects.order_by("pk")}
    for c in cases:
        if c.source == "resident":
            c.feedback = ones.get(c.community_id)


def numbered_by_day(cases):
    """A number each, running by the day of the report."""
    running = {}
    for c in sorted(cases, key=lambda c: c.reported_on):
        running[c.reported_on] = running.get(c.reported_on, 0) + 1
        c.number = HEAD + numbered(f"{c.reported_on:%y%m%d}", running[c.reported_on])
        yield c


def joint_actions(cases, today, *, by):
    """One action held with a result for each case, one planned for next week."""
    own = [c for c in cases if c.community.area_id == "330203006"]
    held = [c for c in own if c.visited_on][:4]
    coming = [c for c in own if c.state in (State.SENT, State.ACCEPTED, State.ORDERED)][:3]
    day = max([c.visited_on for c in held])
    common = {"area_id": "330203006", "lead": Department.CITY_MANAGEMENT, "meeting_place": "街道综合信息指挥室"}
    past = JointAction(
        **common,
        title="楼道和消防通道集中整治",
        held_on=min(day, today),
        departments=["city_management", "fire", "police", "street"],
        document=f"白街办〔{today.year}〕21号",
        state=JointAction.State.HELD,
        summary="四个部门 18 人，走了三个小区，当场清理两处，发整改通知两份",
    )
    planned = JointAction(
        **common,
        title="飞线充电和占道夜查",
        held_on=add_working_days(today, 5),
        departments=["city_management", "fire", "traffic"],
        document=f"白街办〔{today.year}〕26号",
    )
    change_many([(past, {}), (planned, {})], by=by, act=Act.JOINT_EDIT, note=NOTE)
    lines = [JointCase(action=past, case=c, result=c.findings) for c in held]
    lines += [JointCase(action=planned, case=c) for c in coming]
    change_many([(line, {}) for line in lines], by=by, act=Act.JOINT_RESULT, note=NOTE)
