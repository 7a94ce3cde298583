"""Bodies and meetings of the demo city: two communities that speak for themselves, one of them with a committee whose
term ran out; a coordination meeting with what became of it; an owners' meeting going on now; a few able residents.
Names are invented. What happened in the past is written through the gate with its days."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from accounts.policy import Act
from communities.models import Community
from core.changes import change, change_many
from resident_participation.bodies.models import Body, Member
from resident_participation.meetings import attendance, minutes, quorum, resolutions
from resident_participation.meetings.models import AgendaItem, Meeting, SignInSheet
from resident_participation.talents import actions as talents

NOTE = "演示数据"
SHANGHAI = ZoneInfo("Asia/Shanghai")
SURNAMES, GIVEN = "王陈张林周徐胡郑方叶", "明秀兰国强惠芬建平"
PHONE = "0574-00000000"
PARKING = (
    "东门停车协调会",
    [("东门的车怎么停", "早晚高峰堵在门口\n消防通道要留出来"), ("外来车辆收不收费", "先听意见，收费要另开表决")],
)
TEXT = (
    "一、主持人说明东门停车的情况：早晚高峰门口排队，消防通道两次被占。\n"
    "二、居民代表提出划线停放、错时进出两个办法，施工单位说明雨污分流开挖的时间。\n"
    "三、定下三件事，分工和期限见决议。收费的事这次只听意见，不作决定。"
)
FIXED = TEXT.replace("两次被占", "三次被占")
DECIDED = [  # what, who, days after the meeting, what became of it (days after the meeting, in words)
    (
        "东门内侧划 12 个停车位，消防通道画黄线",
        "社区居委会",
        10,
        (8, "12 个车位和消防黄线都划好了", "白云街〔演示〕7号"),
    ),
    ("雨污分流开挖期间，车辆从南门进出", "施工单位", 25, None),
    ("门口装一面广角镜", "街道城建办", 14, None),
]
SKILLS = [
    (["electrician"], "retired", ["supervise"], "原供电所，会看图纸"),
    (["electrician", "plumber"], "retired", ["supervise", "help"], ""),
    (["cost", "accounts"], "retired", ["supervise", "council"], "原审计事务所"),
    (["law"], "employed", ["mediate"], ""),
    (["medicine"], "retired", ["help"], "退休护士"),
    (["mediation"], "retired", ["mediate", "stair"], ""),
    (["garden", "builder"], "free", ["help"], ""),
    (["design", "computer"], "employed", ["tell"], ""),
]


def build(today, rng, *, by):
    """`by` writes everything that an office would. Needs the demo's rolls. Returns how many meetings."""
    homes = list(Community.objects.exclude(roll=None).select_related("area").order_by("area_id", "households", "code"))
    one, two = homes[0], homes[-1]
    body(one, "council", "居民议事会", today - timedelta(days=400), 1100, 7, "resident", rng, by=by)
    managers = body(one, "management", "物业管理委员会", today - timedelta(days=150), 730, 5, "owner", rng, by=by)
    body(one, "supervision", "改造监督小组", today - timedelta(days=120), 600, 3, "resident", rng, by=by)
    talk = body(one, "coordination", "停车协调会", today - timedelta(days=90), 720, 5, "resident", rng, by=by)
    body(two, "committee", "业主委员会", today - timedelta(days=1110), 1095, 5, "owner", rng, by=by)  # over
    second = body(two, "council", "居民议事会", today - timedelta(days=200), 1000, 5, "resident", rng, by=by)
    parking(one, talk, today - timedelta(days=21), by=by)
    called(second, "锅炉房改食堂听意见会", today + timedelta(days=2), by=by)
    hall(one, managers, today, rng, by=by)
    for home in (one, two):
        pool(home, today, rng, by=by)
    return Meeting.objects.count()


def name(rng):
    return rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)


def body(home, kind, called, begins, days, seats, side, rng, *, by):
    """A body in office since a day, as its papers say, for so many days."""
    chosen = {"committee": "owners", "management": "street", "coordination": "community"}.get(kind, "residents")
    made = Body(
        area=home.area,
        community=home,
        kind=kind,
        name=f"{home.name}{called}",
        term_from=begins,
        term_to=begins + timedelta(days=days),
        chosen=chosen,
        document=f"{home.area.name[:2]}街〔演示〕12号" if kind in ("committee", "management") else "",
        contact=f"社区服务中心二楼，{PHONE}",
        state=Body.State.SERVING,
    )
    with change(made, by=by, act=Act.BODY_INSTALL, note=NOTE) as made:
        pass
    rows = [seat(made, n, side, rng) for n in range(seats)]
    change_many([(row, {}) for row in rows], by=by, act=Act.BODY_EDIT, note=NOTE)
    return made


def seat(made, n, side, rng):
    """The chair by office where residents and offices sit together; the others elected or suggested."""
    official = n == 0 and made.kind != "committee"
    return Member(
        body=made,
        name=name(rng),
        phone=f"1380000{rng.randint(0, 9999):04d}",
        post="chair" if n == 0 else "vice" if n == 1 else "member",
        side="party" if official else side,
        office="社区党委书记" if official else "",
        chosen="office" if official else "elected" if side == "owner" else rng.choice(["nominated", "self"]),
        from_on=made.term_from,
        to_on=made.term_to,
        interests="弟弟在小区物业上班" if n == 2 and side == "owner" else "没有",
        declared_on=made.term_from,
    )


def at(day, hour):
    return datetime.combine(day, time(hour), SHANGHAI)


def meeting(own, title, starts_at, *, by, items, **values):
    made = Meeting(
        area=own.area,
        community=own.community,
        body=own,
        title=title,
        starts_at=starts_at,
        place="社区服务中心二楼会议室",
        phone=PHONE,
        **values,
    )
    with change(made, by=by, act=Act.MEETING_CALL, note=NOTE) as made:
        pass
    rows = [AgendaItem(meeting=made, order=n, title=what, text=text) for n, (what, text) in enumerate(items, 1)]
    change_many([(row, {}) for row in rows], by=by, act=Act.MEETING_EDIT, note=NOTE)
    if made.state in (Meeting.State.OPEN, Meeting.State.HELD):
        change_many([(SignInSheet(meeting=made), {})], by=by, act=Act.MEETING_OPEN, note=NOTE)
    return made


def parking(home, talk, day, *, by):
    """Held three weeks ago, corrected minutes, three resolutions: done, under way, late."""
    facts = {"called_on": day - timedelta(days=3), "opened_at": at(day, 14), "state": Meeting.State.OPEN}
    title, items = PARKING
    made = meeting(talk, f"{home.name}{title}", at(day, 14), by=by, items=items, **facts)
    for one in Member.objects.filter(body=talk).sitting(day)[:4]:
        attendance.member(made, by=by, member=one)
    for office in ("街道城建办", "施工单位项目经理", "交警中队"):
        attendance.guest(made, by=by, guest=office)
    with change(made, by=by, act=Act.MEETING_CLOSE, note=NOTE) as made:
        made.state, made.closed_at, made.result = Meeting.State.HELD, at(day, 16), quorum.counted(made)
    minutes.write(made, by=by, text=TEXT, after=0)
    minutes.write(made, by=by, text=FIXED, reason="次数记错，按消防记录更正", after=1)
    about = made.agenda.first()
    for title, owner, days, ended in DECIDED:
        due = day + timedelta(days=days)
        one = resolutions.record(made, by=by, item=about, title=title, owner=owner, due_on=due, agree=4)
        if ended:
            on, outcome, evidence = ended
            resolutions.done(one, by=by, outcome=outcome, evidence=evidence, date=day + timedelta(days=on))


def called(own, title, day, *, by):
    """The notice hangs; the meeting is in two days."""
    items = [("锅炉房改成社区食堂的方案", "看平面图\n油烟、消防、开放时间"), ("谁来管食堂", "街道管，账目每季公布")]
    facts = {"audience": "residents", "called_on": day - timedelta(days=5), "state": Meeting.State.CALLED}
    meeting(own, f"{own.community.name}{title}", at(day, 19), by=by, items=items, **facts)


def hall(home, managers, today, rng, *, by):
    """An owners' meeting that is signing in now, about matters of both classes; a good half is there."""
    items = [
        ("动用维修资金修屋面", "预算 46 万元\n居民不另外掏钱"),
        ("锅炉房改成社区食堂", "面积 620㎡\n不影响消防通道"),
    ]
    facts = {"audience": "owners", "called_on": today - timedelta(days=16), "opened_at": at(today, 8)}
    facts["state"] = Meeting.State.OPEN
    made = meeting(managers, f"{home.name}业主大会", at(today, 8), by=by, items=items, **facts)
    for item, matter in zip(made.agenda.all(), (5, 8), strict=True):
        with change(item, by=by, act=Act.MEETING_EDIT, note=NOTE) as item:
            item.matter = matter
    rows = [row for row in home.roll.all() if row.votes]
    for row in rng.sample(rows, len(rows) * 3 // 5):
        place = {"building": row.building, "unit": row.unit, "room": row.room}
        attendance.room(made, by=by, capacity=rng.choices(["owner", "proxy"], [9, 1])[0], **place)
    for one in Member.objects.filter(body=managers).sitting(today)[:4]:
        attendance.member(made, by=by, member=one)
    attendance.guest(made, by=by, guest="街道城建办")


def pool(home, today, rng, *, by):
    for skills, work, wishes, remark in SKILLS:
        talents.enter(
            by=by,
            community=home,
            name=name(rng),
            phone=f"1380000{rng.randint(0, 9999):04d}",
            skills=skills,
            work=work,
            wishes=wishes,
            remark=remark,
            consent_on=today - timedelta(days=rng.randint(20, 350)),
        )
