"""Two supervisors of a finished project of the demo city, and what they reported while it was built.

The photos are drawn, not taken: a façade, a road or a stair, before and after.
"""

import io
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
    ("pipes", "different", "serious", "公示是 PE 管，来的是另一种", "已退场，换成公示的材料，合格证在项目部", 1),
    ("roof", "unsafe", "danger", "屋面边上没有护栏", "当天停工，护栏装好后复工", 0),
    ("green", "left", "minor", "挖过的草地没有恢复", "已补种草皮", 6),
]
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
        report(people[n % 2], first + timedelta(days=8 + span * n // len(REPORTS)), facts, n)
    report(people[0], add_working_days(today - timedelta(days=3), 1), FRESH, 40)


def report(supervisor, day, facts, seed):
    part, problem, severity, text, answer, after = facts
    building = "公共区域" if part in ("road", "green") else f"{seed % 2 + 1}幢"
    new = SupervisionReport(
        project=supervisor.project, supervisor=supervisor, building=building, part=part, problem=problem,
        severity=severity, text=text, channel="card", filed_on=day,
    )  # fmt: skip
    new.due_on = new.first_due_on = due(severity, day)
    if answer:
        new.answered_on = day + timedelta(days=after)
        new.state, new.closed_on, new.said = "closed", new.answered_on + timedelta(days=2), "看过了，弄好了"
    with change(new, by=SYSTEM, act=Act.SUPERVISION_REPORT, note=NOTE) as made:
        pass
    publish(made, made, picture(seed, worn=True), bool(answer))
    if answer:
        facts = {"office": "施工单位", "text": answer, "public_text": answer, "given_on": made.answered_on}
        with change(SupervisionReply(report=made, by_name="演示", **facts), by=SYSTEM, act=Act.SUPERVISION_ANSWER) as r:
            pass
        publish(made, r, picture(seed, worn=False), True)


def publish(report, target, photo, is_public):
    kept = files.attach(target, photo, by=SYSTEM)
    prints.keep(report, kept)
    if is_public:
        files.publish(kept, by=SYSTEM, is_public=True)


def picture(seed, *, worn, size=(960, 720)):
    """A drawn façade: with cracks and stains, or as it is after the works."""
    width, height = size
    wall = ("#b9b2a4", "#a9b0b3", "#b7a896")[seed % 3] if worn else ("#e9dcc0", "#dfe6e2", "#ead3c2")[seed % 3]
    made = Image.new("RGB", size, "#c9d3da" if worn else "#bfe0f2")
    draw = ImageDraw.Draw(made)
    draw.rectangle([60 + seed % 5 * 12, 120, width - 60, height - 90], fill=wall)
    draw.rectangle([0, height - 90, width, height], fill="#8d8d86" if worn else "#9aa3a0")
    for row in range(3):
        for column in range(5):
            x, y = 130 + column * 150, 170 + row * 160
            draw.rectangle([x, y, x + 80, y + 95], fill="#5d6a70" if worn else "#7fa6b8")
            draw.line([x + 40, y, x + 40, y + 95], fill="#eeeeee", width=5)
    if worn:
        for n in range(6):
            x = (seed * 131 + n * 167) % (width - 200) + 90
            draw.line([x, 125, x + 22, 300, x - 14, 420, x + 9, 560], fill="#6b6459", width=7)
            draw.ellipse([x - 50, 380 + n * 21, x + 60, 470 + n * 21], fill="#9a9183")
    data = io.BytesIO()
    made.save(data, "JPEG", quality=84)
    return SimpleUploadedFile("现场.jpg", data.getvalue(), "image/jpeg")
