"""The demo's sites: what inspections found, hidden works, acceptances with assets and periods, defects since."""

from datetime import timedelta
from decimal import Decimal

from accounts.models import Organisation
from accounts.policy import Act
from core import thresholds
from core.actors import SYSTEM
from core.changes import change_many
from projects.acceptance import checklist, warranty
from projects.acceptance.models import AcceptanceResult, Asset, Defect, DefectKind, Finding, HiddenWork, Inspection

NOTE = "演示数据"
INSPECTORS = {
    "routine": "街道城建办",
    "special": "区质安站",
    "supervision": "总监理工程师",
    "residents": "居民监督小组",
}
PLACES = ["1幢北立面", "3幢屋面", "5幢楼道", "北区主路", "南门", "中心绿地", "7幢东侧", "非机动车棚"]
HIDDEN = ["雨水管敷设", "污水管敷设", "给水管敷设", "弱电管道", "路基压实", "屋面防水层", "接地装置"]
BUILT = [("健身场地", 60, 260, "㎡"), ("机动车泊位", 8, 60, "个"), ("路灯", 12, 60, "盏"), ("休息座椅", 6, 30, "组")]
LEAKS = {
    "roof": "顶层住户渗水",
    "wall": "雨后外墙渗水",
    "pipes": "检查井返水",
    "electrical": "楼道灯不亮",
    "decoration": "楼道涂料起皮",
}
FEWEST_SIGNED = 30  # days after the works were made by which every hidden work is signed


def build(projects, *, today, rng, by):
    begun = [p for p in projects if p.first_works_date and p.first_works_date < today]
    accepted = [p for p in begun if p.acceptance_date]
    inspect(begun, today, rng, by)
    hide([p for p in begun if not p.works_complete_date], today, rng)
    settle(accepted, by)
    hand_over(accepted, rng, by)
    complain([p for p in accepted if p.handover_date], today, rng, by)


def end(project, today):
    return min(project.works_complete_date or today, today)


def inspect(projects, today, rng, by):
    """Two or three inspections a project; what they found is mostly put right by its day."""
    inspections, kinds = [], list(DefectKind.objects.all())
    for project in projects:
        span = max((end(project, today) - project.first_works_date).days, 1)
        days = sorted(project.first_works_date + timedelta(rng.randrange(span)) for _ in range(rng.randint(1, 3)))
        for day in days:
            kind = rng.choice(list(INSPECTORS))
            inspections.append(Inspection(project=project, kind=kind, held_on=day, inspector=INSPECTORS[kind]))
    change_many([(i, {}) for i in inspections], by=by, act=Act.INSPECTION_RECORD, note=NOTE)
    findings = [finding(i, rng.choice(kinds), today, rng) for i in inspections for _ in range(rng.choice([0, 1, 1, 2]))]
    change_many([(f, {}) for f in findings], by=by, act=Act.INSPECTION_RECORD, note=NOTE)


def finding(seen, kind, today, rng):
    found = Finding(inspection=seen, project=seen.project, kind=kind, place=rng.choice(PLACES))
    found.due_on = seen.held_on + timedelta(days=kind.days)
    answered = seen.held_on + timedelta(days=rng.randint(1, kind.days + 2))
    if seen.project.works_complete_date:
        answered = min(answered, seen.project.works_complete_date)
    if answered <= today and (seen.project.works_complete_date or rng.random() < 0.9):
        found.state, found.rectified_on, found.answer = Finding.State.RECTIFIED, answered, "已按规范整改，照片见附件"
        checked = answered + timedelta(days=2)
        if checked <= today or seen.project.works_complete_date:
            found.state, found.closed_on = Finding.State.CLOSED, min(checked, today)
    return found


def hide(projects, today, rng):
    """Hidden works of sites under works; the newest wait for their signature."""
    rows = []
    for project in projects:
        made = project.first_works_date + timedelta(days=7)
        for name in rng.sample(HIDDEN, 3):
            if made > today:
                break
            work = HiddenWork(project=project, name=name, place=rng.choice(PLACES), made_on=made)
            work.cover_on = made + timedelta(days=3)
            if work.cover_on < today:
                work.state, work.signed_by, work.signed_on = (
                    HiddenWork.State.SIGNED,
                    "总监理工程师",
                    made + timedelta(1),
                )
            rows.append(work)
            made += timedelta(days=rng.randint(15, FEWEST_SIGNED))
    change_many([(row, {}) for row in rows], by=SYSTEM, act=Act.HIDDEN_RECORD, note=NOTE)


def settle(accepted, by):
    """Every line of the checklist of an accepted project is right; the periods of the law begin."""
    results, periods = [], []
    for project in accepted:
        given = {"verdict": AcceptanceResult.Verdict.PASS, "checked_on": project.acceptance_date}
        results += [AcceptanceResult(project=project, item=line, **given) for line in checklist.lines(project)]
        periods += warranty.items(project)
    change_many([(r, {}) for r in results], by=by, act=Act.ACCEPTANCE_RECORD, note=NOTE)
    change_many([(p, {}) for p in periods], by=by, act=Act.PROJECT_ACCEPT, note=NOTE)


def hand_over(accepted, rng, by):
    """What was built, signed for by the street where the project is handed over."""
    receiver = Organisation.objects.filter(name="街道办事处（演示）").first()
    if receiver is None:
        return
    rows = []
    for project in accepted:
        community = project.communities.all()[0]
        for name, least, most, measure in rng.sample(BUILT, 2):
            asset = Asset(project=project, community=community, name=name, measure=measure, receiver=receiver)
            asset.quantity = Decimal(rng.randint(least, most))
            if project.handover_date:
                asset.signed_on, asset.signed_by = project.handover_date, "陈岚"
            rows.append(asset)
    change_many([(row, {}) for row in rows], by=by, act=Act.ASSET_RECORD, note=NOTE)


def complain(handed, today, rng, by):
    """Defects since the handover: most mended, some waiting, a few of them longer than the law allows."""
    days, rows = int(thresholds.value(warranty.ARRIVE, today)), []
    for project in handed:
        periods = {item.term_id: item for item in project.warranty_items.all()}
        if rng.random() < 0.5 or project.handover_date >= today:
            continue
        since = (today - project.handover_date).days
        for term in rng.sample(list(LEAKS), rng.randint(1, 2)):
            told = project.handover_date + timedelta(days=rng.randint(0, since))
            defect = Defect(project=project, warranty=periods[term], community=project.communities.all()[0])
            defect.place, defect.text = f"{rng.randint(1, 12)}幢{rng.randint(1, 6)}01", LEAKS[term]
            defect.notified_on, defect.due_on = told, told + timedelta(days=days)
            came = told + timedelta(days=rng.randint(1, days - 2))
            if came <= today and rng.random() < 0.85:
                defect.state, defect.on_site_on = Defect.State.ON_SITE, came
                if (done := came + timedelta(days=rng.randint(1, 10))) <= today:
                    defect.state, defect.closed_on, defect.result = Defect.State.CLOSED, done, "已修好，住户签字确认"
            rows.append(defect)
    change_many([(row, {}) for row in rows], by=by, act=Act.DEFECT_NOTIFY, note=NOTE)
