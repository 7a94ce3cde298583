"""The demo's ledger: every project's budget by source, as much of it arrived and spent as its works have gone."""

from datetime import date, timedelta
from decimal import Decimal

from accounts.policy import Act
from core.changes import change_many
from projects.funds.models import FundEntry

NOTE = "演示数据"
SHARES = [
    ("central_subsidy", 22), ("city", 18), ("district", 34), ("street", 3), ("resident_maintenance_fund", 6),
    ("resident_cash", 3), ("utility_operator", 9), ("social_capital", 5),
]  # fmt: skip
CENT = Decimal("0.01")


def build(projects, *, today, rng, by):
    entries = [entry for project in projects for entry in of_project(project, today, rng)]
    change_many([(entry, {}) for entry in entries], by=by, act=Act.FUND_ENTER, note=NOTE)


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
