"""Checks before a report is submitted: what is missing, what contradicts itself, what jumps. Each finding is mended in
the facts (and the figures taken again) or explained in words that stay with the report."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models.fields.json import KT

from core import thresholds
from reports import periods, wording
from reports.models import Report

JUMP_START, JUMP_INVESTED = "report.jump.start", "report.jump.invested"
MISSING, CONTRADICTION, JUMP, WORDING = "缺漏", "矛盾", "突变", "正文"
STRANGE = "wording.figures"
BELOW = {"city": 6, "district": 9}
DELIVERED = {
    "lifts": "加装电梯（部）",
    "parking_spaces": "增设停车位（个）",
    "charging_points": "充电桩（个）",
    "pipes_km": "改造管线（公里）",
    "service_facilities": "服务设施（处）",
}


@dataclass(frozen=True)
class Finding:
    """`code` stays the same from one look to the next: an explanation belongs to it."""

    code: str
    kind: str
    words: str


def findings(report):
    """Everything that has to be mended or explained before the report goes up."""
    own, before = report.figures, previous(report)
    limits = {code: row.value for code, row in thresholds.rows("report.jump.").items()}
    return [
        *missing(own),
        *contradictions(own),
        *parts_and_whole(own),
        *(against(own, before, limits) if before else ()),
        *against_below(report),
        *written(report),
    ]


def unexplained(report):
    return [one for one in findings(report) if not report.explanations.get(one.code)]


def previous(report):
    """The figures of the period before when it belongs to the same plan year, or None."""
    before = periods.parse(report.kind, report.period).before()
    row = Report.objects.newest().of(report.kind, before.text).filter(area=report.area_id).first()
    return row.figures if row and row.figures["year"] == report.figures["year"] else None


def missing(own):
    if number := own["problems"]["unreported"]:
        yield Finding("missing.progress", MISSING, f"{number} 个在建项目没有上报本期进展")


def contradictions(own):
    pairs = [
        ("completed", own["completed"], own["started"], "已完工 {} 个小区，多于已开工的 {} 个"),
        ("completed_area", own["completed_area_m2"], own["started_area_m2"], "已完工 {} ㎡，多于已启动的 {} ㎡"),
        ("started", own["started"], own["plan"]["communities"], "已开工 {} 个小区，多于计划的 {} 个"),
        (
            "invested",
            Decimal(own["invested"]),
            Decimal(own["plan"]["investment"]),
            "累计完成投资 {} 万元，多于计划投资 {} 万元",
        ),
    ]
    for name, more, less, words in pairs:
        if more > less:
            yield Finding(f"contradiction.{name}", CONTRADICTION, words.format(more, less))
    if not own["started"] and Decimal(own["invested"]):
        words = f"没有开工的小区，却有 {own['invested']} 万元投资"
        yield Finding("contradiction.idle", CONTRADICTION, words)


SUMMED = [
    ("plan", lambda f: f["plan"]["communities"], "计划小区"),
    ("started", lambda f: f["started"], "已开工小区"),
    ("completed", lambda f: f["completed"], "已完工小区"),
]


def parts_and_whole(own):
    """The places below add up to the whole."""
    for name, read, words in SUMMED if own["by_area"] else ():
        total = sum(read(row) for row in own["by_area"])
        if total != read(own):
            yield Finding(
                f"contradiction.sum.{name}", CONTRADICTION, f"各地{words}合计 {total} 个，总数 {read(own)} 个"
            )


def against(own, before, limits):
    """What cannot fall and does, what moves more than the city thinks likely."""
    yield from fallen(own, before)
    points = limits.get(JUMP_START)
    here, there = (side["rates"]["start"]["percent"] for side in (own, before))
    if points is not None and here and there and abs(Decimal(here) - Decimal(there)) > points:
        words = f"启动率从 {there}% 到 {here}%，变动超过 {points.normalize():f} 个百分点"
        yield Finding("jump.start", JUMP, words)
    share, plan = limits.get(JUMP_INVESTED), Decimal(own["plan"]["investment"])
    if share is not None and plan:
        moved = (Decimal(own["invested"]) - Decimal(before["invested"])) * 100 / plan
        if moved > share:
            words = f"本期完成投资 {moved:.1f}% 的年度计划，超过 {share.normalize():f}%"
            yield Finding("jump.invested", JUMP, words)


def fallen(own, before):
    """Sums that only grow within a plan year."""
    pairs = [
        ("started", "已开工小区（个）", own["started"], before["started"]),
        ("completed", "已完工小区（个）", own["completed"], before["completed"]),
        ("invested", "累计完成投资（万元）", own["invested"], before["invested"]),
        *((name, words, own["delivered"][name], before["delivered"][name]) for name, words in DELIVERED.items()),
    ]
    for name, words, now, then in pairs:
        if Decimal(now) < Decimal(then):
            yield Finding(f"contradiction.fallen.{name}", CONTRADICTION, f"{words}比上期少：上期 {then}，本期 {now}")


def against_below(report):
    """The reports of the places below: handed in, and saying the same."""
    length = BELOW.get(report.area.level)
    if length is None:
        return
    rows = Report.objects.newest().of(report.kind, report.period).filter(area__code__startswith=report.area_id)
    rows = rows.filter(area__level="district" if length == 6 else "street").select_related("area")
    read = {
        "started": KT("figures__started"),
        "invested": KT("figures__invested"),
        "planned": KT("figures__plan__communities"),
    }
    below = {row.pop("area_id"): row for row in rows.annotate(**read).values("area_id", "area__name", "state", *read)}
    waiting = [row["area__name"] for row in below.values() if row["state"] in Report.OPEN]
    if waiting:
        words = f"{len(waiting)} 个下级还没有上报：{'、'.join(waiting[:5])}{'等' if len(waiting) > 5 else ''}"
        yield Finding("missing.below", MISSING, words)
    other = [
        row["name"] for row in report.figures["by_area"] if row["code"] in below and differs(row, below[row["code"]])
    ]
    if other:
        words = f"{'、'.join(other[:5])}{'等' if len(other) > 5 else ''}自己的报告与本报告里的数字不一样，请重新取数"
        yield Finding("contradiction.below", CONTRADICTION, words)


def written(report):
    """Figures that somebody wrote into the text and the snapshot does not have."""
    if found := wording.strange(report):
        some = f"{'、'.join(found[:8])}{'等' if len(found) > 8 else ''}"
        yield Finding(STRANGE, WORDING, f"正文里的 {some} 不在这份报告的数据里，请核对或者说明出处")


def differs(row, own):
    here = (str(row["started"]), row["invested"], str(row["plan"]["communities"]))
    return here != (own["started"], own["invested"], own["planned"])
