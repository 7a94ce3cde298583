"""The demo's ledger: every project's budget by source, as much of it arrived and spent as its works have gone."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.policy import Act
from core.changes import change_many
from projects.funds.models import FundEntry, PartnerCall, Pledge
from projects.money.models import FundingSource

NOTE = "演示数据"
SHARES = [
    ("central_subsidy", 22), ("city", 18), ("district", 34), ("street", 3), ("resident_maintenance_fund", 6),
    ("resident_cash", 3), ("utility_operator", 9), ("social_capital", 5),
]  # fmt: skip
CENT = Decimal("0.01")
CALLS = [
    ("征集社区食堂运营方", "老年助餐点 120 ㎡，需要有餐饮经验的单位运营", "前三年免租金，水电按居民价", 60),
    ("征集立体停车库投资方", "机械车库 46 个泊位，需要投资建设和维护", "20 年经营权，周边道路泊位一并委托", 480),
    ("征集充电桩建设单位", "电动自行车充电口 200 个、汽车充电桩 12 个", "场地免费，服务费按政府指导价", 90),
    ("征集健身器材捐赠", "中心绿地健身角，成人和儿童器材各一组", "冠名 5 年", 15),
]
PARTIES = [
    ("甬城国资公司（演示）", "social_capital", ""),
    ("海纳电力服务公司（演示）", "utility_operator", ""),
    ("热心居民 37 户（演示）", "resident_cash", ""),
    ("沿街商户联合会（演示）", "social_capital", "健身器材 6 件"),
    ("居民志愿队（演示）", "resident_in_kind", "绿地养护投工 120 个工日"),
]


def build(projects, *, today, rng, by):
    entries = [entry for project in projects for entry in of_project(project, today, rng)]
    sources = FundingSource.objects.in_bulk()
    for one in entries:
        one.source = sources[one.source_id]  # the log names it in every row
    change_many([(entry, {}) for entry in entries], by=by, act=Act.FUND_ENTER, note=NOTE)
    partners(projects, today, rng, by)


def partners(projects, today, rng, by):
    """Calls of this year's projects and what was pledged to them."""
    own = [p for p in projects if p.plan_year == today.year and p.budget > 800][:: max(len(projects) // 40, 1)]
    calls = [call(project, number, today) for number, project in enumerate(own)]
    change_many([(c, {}) for c in calls], by=by, act=Act.CALL_EDIT, note=NOTE)
    pledges = [pledge for c in calls for pledge in pledged(c, today, rng)]
    change_many([(p, {}) for p in pledges], by=by, act=Act.PLEDGE_RECORD, note=NOTE)


def call(project, number, today):
    title, wanted, offered, amount = CALLS[number % len(CALLS)]
    return PartnerCall(
        area=project.area,
        project=project,
        title=title,
        wanted=wanted,
        offered=offered,
        amount=Decimal(amount),
        deadline=today + timedelta(days=20 + 10 * number),
        contact=f"{project.area.name}城建办 0574-8700{number:04d}",
    )


def pledged(call, today, rng):
    """One or two pledges: asked, accepted, one of them late."""
    for party, source, in_kind in rng.sample(PARTIES, rng.randint(1, 2)):
        told = today - timedelta(days=rng.randint(10, 90))
        pledge = Pledge(project=call.project, call=call, party=party, source_id=source, in_kind=in_kind)
        pledge.pledged_on = told
        pledge.amount = Decimal(0) if in_kind else (call.amount * rng.randint(10, 40) / 100).quantize(CENT)
        if rng.random() < 0.6:
            pledge.state, pledge.document = Pledge.State.ACCEPTED, f"协议{told:%Y%m}-{rng.randint(1, 60):02d}"
            pledge.due_on = told + timedelta(days=60)
        yield pledge


def of_project(project, today, rng):
    """Planned amounts add up to the budget to the cent; of each source no more is spent than has arrived."""
    left = project.budget
    for number, (source, share) in enumerate(SHARES):
        amount = (project.budget * (share + rng.randint(-2, 2)) / 100).quantize(CENT)
        amount = left if number == len(SHARES) - 1 else min(amount, left)
        left -= amount
        if amount > 0:
            yield entry(project, source, "planned", amount, date(project.plan_year, 1, 15), rng)
            yield from paid(project, source, amount, today, rng)


def paid(project, source, planned, today, rng):
    """What has arrived and what has been spent of one source."""
    if project.first_works_date is None:
        return
    spent = (planned * project.percent / 100 * Decimal("0.92")).quantize(CENT)
    arrived = min((spent + planned * rng.randint(5, 25) / 100).quantize(CENT), planned)
    came = project.first_works_date - timedelta(days=rng.randint(3, 20))
    if arrived > 0:
        yield entry(project, source, "arrived", arrived, came, rng)
    if spent > 0:
        yield entry(project, source, "spent", min(spent, arrived), min(today, came + timedelta(days=90)), rng)


def entry(project, source, kind, amount, day, rng):
    number = f"{project.area.parent.name[0]}财建〔{day.year}〕{rng.randint(2, 160)}号"
    return FundEntry(
        project=project,
        source_id=source,
        year=project.plan_year,
        kind=kind,
        amount=amount,
        dated_on=day,
        document=number,
    )
