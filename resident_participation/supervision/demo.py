"""Two supervisors of a finished project of the demo city, and what they reported while it was built.

The photos are drawn, not taken: a façade, a road or a stair, before and after.
"""

import io
import random
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.policy import Act
from core.actors import SYSTEM
from core.calendar import add_working_days
from core.changes import change, change_many
from core.files import actions as files
from resident_participation.supervision import prints
from resident_participation.supervision.actions import due
from resident_participation.supervision.models import ResidentSupervisor, SupervisionReply, SupervisionReport

NOTE = "演示数据"
# part, problem, severity, what the supervisor wrote, what the contractor answered (empty: not yet), days to the answer
REPORTS = [
    ("wall", "poor", "serious", "墙角空鼓，一敲就响", "已铲除空鼓部位，重新挂网抹灰", 1),
    ("stairs", "left", "minor", "水泥袋堆在二楼转角", "已清运，每天收工前由班组长检查", 2),
    ("road", "blocked", "minor", "挖沟没有搭过人的板", "已加铺钢板，夜间放警示灯", 3),
    ("pipes", "different", "serious", "公示是塑料管，来的是另一种", "已退场，换成公示的材料，合格证在项目部", 1),
    ("roof", "unsafe", "danger", "屋面边上没有护栏", "当天停工，护栏装好后复工", 0),
    ("green", "left", "minor", "挖过的草地没有恢复", "已补种草皮", 6),
]
SEEDS = (0, 1, 3, 5, 6, 8, 13)  # drawings that no fingerprint takes for one another
FRESH = ("road", "disturbance", "minor", "质保期补路面，中午也在切割", "", 0)


def build(project, home, today, rng, *, by):
    """Everything but the last report was answered and settled; the photos of the settled ones are published."""
    first = project.first_works_date
    chosen = first - timedelta(days=12)
    meeting = f"{chosen:%Y年%-m月%-d日}居民议事会"
    term = {"chosen_on": chosen, "meeting": meeting, "declared_on": chosen, "trained_on": first - timedelta(days=5)}
    rows = list(home.roll.order_by("building", "unit", "floor", "room")[:40:20])
    people = [
        ResidentSupervisor(
            project=project, community=home, row=row, name=row.owner_name, number=number,
            starts_on=first - timedelta(days=3), ends_on=today + timedelta(days=240), **term,
        )
        for number, row in enumerate(rows, 1)
    ]  # fmt: skip
    change_many([(one, {}) for one in people], by=by, act=Act.SUPERVISOR_APPOINT, note=NOTE)
    span = max((project.works_complete_date - first).days - 20, 10)
    for n, facts in enumerate(REPORTS):
        report(people[n % 2], first + timedelta(days=8 + span * n // len(REPORTS)), facts, SEEDS[n])
    report(people[0], add_working_days(today - timedelta(days=3), 1), FRESH, SEEDS[-1])


def report(supervisor, day, facts, seed):
    part, problem, severity, text, answer, after = facts
    building = "公共区域" if part in ("road", "green") else f"{seed % 2 + 1}幢"
    new = SupervisionReport(
        project=supervisor.project, supervisor=supervisor, building=building, part=part, problem=problem,
        severity=severity, text=text, channel="card", filed_on=day,
    )  # fmt: skip
    new.due_on = new.first_due_on = due(severity, day)
    with change(new, by=SYSTEM, act=Act.SUPERVISION_REPORT, note=NOTE) as made:
        pass
    publish(made, made, picture(seed, worn=True), bool(answer))
    if answer:
        settle(made, answer, day + timedelta(days=after), seed)


def settle(made, answer, day, seed):
    """Answered on a day with a photo, found solved two days later; a clerk published the answer."""
    with change(made, by=SYSTEM, act=Act.SUPERVISION_CONFIRM, note=NOTE) as r:
        r.state, r.answered_on, r.closed_on, r.said = "closed", day, day + timedelta(days=2), "看过了，弄好了"
    facts = {"office": "施工单位", "text": answer, "public_text": answer, "given_on": day, "by_name": "演示"}
    with change(SupervisionReply(report=made, **facts), by=SYSTEM, act=Act.SUPERVISION_ANSWER) as reply:
        pass
    publish(made, reply, picture(seed, worn=False), True)


def publish(report, target, photo, is_public):
    kept = files.attach(target, photo, by=SYSTEM)
    prints.keep(report, kept)
    if is_public:
        files.publish(kept, by=SYSTEM, is_public=True)


def picture(seed, *, worn, size=(960, 720)):
    """A drawn façade: with cracks and stains, or as it is after the works. Each seed is another place."""
    dice = random.Random(seed)
    width, height = size
    left, right, top = dice.randrange(0, 300), width - dice.randrange(0, 300), dice.randrange(40, 300)
    ground = height - dice.randrange(60, 240)
    wall = dice.choice([("#b9b2a4", "#e9dcc0"), ("#8f979a", "#dfe6e2"), ("#a58f7c", "#ead3c2")])[not worn]
    made = Image.new("RGB", size, "#c9d3da" if worn else "#bfe0f2")
    draw = ImageDraw.Draw(made)
    draw.rectangle([left, top, right, ground], fill=wall)
    draw.rectangle([0, ground, width, height], fill="#74746e" if worn else "#9aa3a0")
    across, down = dice.randrange(120, 210), dice.randrange(110, 180)
    for x in range(left + 40, right - 90, across):
        for y in range(top + 40, ground - 100, down):
            draw.rectangle([x, y, x + 80, y + 95], fill="#4d5a60" if worn else "#7fa6b8")
            draw.line([x + 40, y, x + 40, y + 95], fill="#eeeeee", width=5)
    tree = dice.randrange(width - 200)
    draw.ellipse([tree, ground - 170, tree + 200, ground + 20], fill="#6d7a55" if worn else "#5f9150")
    for _ in range(6 if worn else 0):
        x, y = dice.randrange(left, right), dice.randrange(top, ground - 100)
        draw.line([x, y, x + 22, y + 60, x - 14, y + 110, x + 9, y + 170], fill="#5b5449", width=7)
        draw.ellipse([x - 50, y + 40, x + 60, y + 130], fill="#8a8173")
    data = io.BytesIO()
    made.save(data, "JPEG", quality=84)
    return SimpleUploadedFile("现场.jpg", data.getvalue(), "image/jpeg")
