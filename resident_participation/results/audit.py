"""What looks wrong in a round. Each look is one function over the records; none of them knows what a ballot says.

A finding is no verdict: it names the row and the evidence, and somebody goes and asks.
"""

import json
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.utils import timezone

from communities.models import Building
from core import keyring, records
from core.secrets import mask_name
from resident_participation.ballots.models import Ballot
from resident_participation.paper.models import PaperBallot
from resident_participation.rolls.models import place_of
from resident_participation.slips.models import Delivery
from resident_participation.votes import freezing
from resident_participation.votes.bundle import canonical, digest

LOOKED_FOR: dict[str, str] = {}
LOOKS = []
AGENT_MOST = 3  # ballots of different owners that one person may hand in without a question
FASTEST = timedelta(seconds=10)  # between two doors of one deliverer
FAST_MOST = 5  # doors in a row at that pace
NOT_A_HOME = re.compile("车位|车库|车棚|储藏")
NOTICE_SLACK = timedelta(days=2)  # a photo may be brought in the day after


@dataclass(frozen=True)
class Finding:
    kind: str
    row: str
    evidence: str

    @property
    def title(self):
        return LOOKED_FOR[self.kind]


def look(kind, title):
    """Decorator: register `find(round) -> [(row, evidence)]`."""

    def add(find):
        LOOKED_FOR[kind] = title
        LOOKS.append((kind, find))
        return find

    return add


def findings(round_) -> list[Finding]:
    """Everything that looks wrong, kind by kind; a draft has nothing to look at."""
    if not round_.package:
        return []
    return [Finding(kind, str(row), words) for kind, find in LOOKS for row, words in find(round_)]


def clock(moment):
    return f"{timezone.localtime(moment):%m月%d日 %H:%M}"


@look("dead_owner", "已故业主的票")
def dead_owner(round_):
    rows = round_.ballots.filter(seat__deceased=True, standing=Ballot.Standing.COUNTED).select_related("seat")
    return [
        (b.seat, f"名册写明业主已故，却有{b.get_channel_display()}票计入（{clock(b.cast_at)}），要看继承材料")
        for b in rows
    ]


@look("late_signature", "截止以后的纸质票")
def late_signature(round_):
    found = []
    for paper in round_.papers.select_related("seat").prefetch_related("files"):
        taken = [file.taken_at for file in paper.files.all() if file.taken_at and file.taken_at > round_.closes_at]
        if taken or paper.received_at > round_.closes_at:
            when = max([*taken, paper.received_at])
            found.append(
                (paper.seat, f"第 {paper.number} 号票照片拍于{clock(when)}，晚于{clock(round_.closes_at)}截止")
            )
    return found


@look("agent", "一人代交多户")
def agent(round_):
    handed = defaultdict(set)
    for paper in round_.papers.exclude(state=PaperBallot.State.VOID).select_related("seat"):
        if paper.agent:
            handed[paper.agent].add(paper.seat.owner)
    return [
        (mask_name(name), f"代交 {len(owners)} 位业主的票，超过 {AGENT_MOST} 位，要逐户核实委托书")
        for name, owners in handed.items()
        if len(owners) > AGENT_MOST
    ]


@look("split_owner", "同一业主算成几人")
def split_owner(round_):
    if round_.kind != "vote" or not keyring.exists(round_.key_name):
        return []
    box, same = keyring.box(round_.key_name), defaultdict(list)
    for seat in round_.seats.filter(votes=True).exclude(person=""):
        name, phone = json.loads(box.decrypt(seat.person.encode()))
        if name and phone:
            same[name, phone].append(seat)
    return [
        (
            seats[0],
            f"{mask_name(name)}同名同电话 {len(seats)} 户，按 {len({s.owner for s in seats})} 人计，要核实是不是一个人",
        )
        for (name, _), seats in same.items()
        if len({s.owner for s in seats}) > 1
    ]


@look("parking_counted", "车位、车库算了面积")
def parking_counted(round_):
    return [
        (seat, f"{seat.area_cm2 / 100:.2f} ㎡ 计入表决，看写法是车位或车库")
        for seat in round_.seats.filter(votes=True)
        if NOT_A_HOME.search(place_of(seat.building, seat.unit, seat.room))
    ]


@look("ghost_room", "档案里没有的房屋")
def ghost_room(round_):
    buildings = {b.number: b for b in Building.objects.filter(community=round_.community)}
    found = []
    for seat in round_.seats.filter(votes=True) if buildings else ():
        building = buildings.get(seat.building)
        if building is None:
            found.append((seat, f"小区档案里没有{seat.building}"))
        elif seat.floor > building.storeys:
            found.append((seat, f"{seat.building}只有 {building.storeys} 层，名册写 {seat.floor} 层"))
    return found


@look("backdated_notice", "公示时间倒填")
def backdated_notice(round_):
    found = []
    for notice in round_.notices.prefetch_related("files"):
        taken = [timezone.localdate(file.taken_at) for file in notice.files.all() if file.taken_at]
        late = [day for day in taken if day - notice.posted_on > NOTICE_SLACK]
        recorded = timezone.localdate(notice.recorded_at)
        if late:
            found.append((notice.place, f"写 {notice.posted_on:%m月%d日}张贴，照片拍于 {min(late):%m月%d日}"))
        elif recorded - notice.posted_on > NOTICE_SLACK and recorded > round_.notice_to:
            found.append((notice.place, f"写 {notice.posted_on:%m月%d日}张贴，公示结束后 {recorded:%m月%d日}才登记"))
    return found


@look("package_changed", "公示以后改了内容")
def package_changed(round_):
    found = []
    if digest(canonical(round_.package)) != round_.package_hash:
        found.append((round_.title, "公示内容和公示时的校验码不符"))
    told = {item["id"]: item for item in round_.package["items"]}
    for item in round_.items.select_related("rule").prefetch_related("files"):
        said = told.pop(item.pk, None)
        if said is None:
            found.append((item.title, "公示里没有这一项"))
        elif any(said[name] != getattr(item, name) for name in ("title", "text", "matter")):
            found.append((item.title, "和公示的写法不同"))
        elif said["files"] != freezing.hashes(item):
            found.append((item.title, "附件和公示时不同"))
    return found + [(item["title"], "公示过的事项不见了") for item in told.values()]


@look("one_clerk", "一人录两次")
def one_clerk(round_):
    found = []
    for paper in round_.papers.select_related("seat").prefetch_related("readings__by"):
        first, second = ([r for r in paper.readings.all() if r.turn == turn] for turn in (1, 2))
        if first and second and first[0].by_id == second[0].by_id:
            found.append((paper.seat, f"第 {paper.number} 号票两次都是{first[0].by.display_name}录的"))
        elif first and second and first[0].device and first[0].device == second[0].device:
            names = f"{first[0].by.display_name}、{second[0].by.display_name}"
            found.append((paper.seat, f"第 {paper.number} 号票两次录入在同一台设备上（{names}）"))
    return found


@look("edited_row", "数据库里被改动")
def edited_row(round_):
    found = []
    if freezing.roll_hash(round_.seats.all()) != round_.roll_hash:
        found.append(("冻结名册", "和定稿时的校验码不符，有人改过"))
    keys = [str(pk) for pk in round_.ballots.values_list("pk", flat=True)]
    return found + [("选票", words) for words in records.compare(Ballot, keys)]


@look("merged_entrances", "范围以外的住户进了名册")
def merged_entrances(round_):
    _, building, unit = round_.package["scope"]
    outside = Q(pk__in=[])
    if building:
        outside |= ~Q(building=building)
    if unit:
        outside |= ~Q(unit=unit)
    return [(seat, f"公示的范围是{building} {unit}".rstrip()) for seat in round_.seats.filter(outside, votes=True)]


@look("fake_delivery", "送达不实")
def fake_delivery(round_):
    made = Delivery.objects.filter(seat__round=round_, outcome=Delivery.Outcome.DELIVERED)
    rows = list(made.select_related("seat", "by").prefetch_related("files").order_by("by", "at"))
    found = [(d.seat, f"{d.by.display_name}登记已送达，回访说没有收到") for d in rows if d.called_back is False]
    shots = defaultdict(set)
    for d in rows:
        for file in d.files.all():
            shots[file.sha256].add(d)
    for same in shots.values():
        if len({d.seat_id for d in same}) > 1:
            places = "、".join(sorted(str(d.seat) for d in same))
            found.append((min(same, key=lambda d: d.pk).seat, f"{len(same)} 户用了同一张照片：{places}"))
    return found + too_fast(rows)


def too_fast(rows):
    """Runs of doors that nobody can walk: `rows` is ordered by deliverer and time, a sheet entered at once left out."""
    found, run = [], []
    for one in rows:
        follows = run and run[-1].by_id == one.by_id and timedelta(0) < one.at - run[-1].at < FASTEST
        run = [*run, one] if follows else [one]
        if len(run) == FAST_MOST + 1:
            took = (run[-1].at - run[0].at).seconds
            found.append((run[0].seat, f"{one.by.display_name}在 {took} 秒里登记送达 {len(run)} 户"))
    return found


def clerks(round_):
    """[(name, ballots read, of these ruled on)]: how often each reader disagreed with the other one."""
    read, ruled = Counter(), Counter()
    for paper in round_.papers.prefetch_related("readings__by"):
        own = list(paper.readings.all())
        for reading in own:
            if reading.turn < 3:
                read[reading.by.display_name] += 1
                ruled[reading.by.display_name] += any(r.turn == 3 for r in own)
    return [(name, count, ruled[name]) for name, count in sorted(read.items())]


def helpers(round_):
    """[(name, ballots cast on this person's tablet)]."""
    rows = round_.ballots.filter(channel="tablet", standing=Ballot.Standing.COUNTED).order_by()
    return [
        (row["helped_by__display_name"], row["n"])
        for row in rows.values("helped_by__display_name").annotate(n=Count("pk"))
    ]
