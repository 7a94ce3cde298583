"""The demo's annual plans: this year's are issued, next year's are being drawn up; one was amended."""

from datetime import date
from decimal import Decimal

from accounts.policy import Act
from core.changes import change_many
from projects.plans.models import AnnualPlan, PlanAmendment, PlanEntry, Programme

NOTE = "演示数据"
SHARES = (("central_subsidy", 24), ("city", 18), ("district", 34), ("street", 4), ("resident_maintenance_fund", 8))


def build(taken_up, next_year, *, today, rng, by):
    """`taken_up` is [(community, start, finish, budget in 万元)] of this year, `next_year` communities to be listed."""
    programme = Programme.objects.order_by("first_year").last()
    plans = {}
    entries = [
        entry(plans, programme, c, start, finish, budget, today.year, rng) for c, start, finish, budget in taken_up
    ]
    for community in next_year:
        budget = (community.floor_area * 3 / 100).quantize(Decimal("0.01"))
        start, finish = date(today.year + 1, 3, 1), date(today.year + 1, 11, 30)
        entries.append(entry(plans, programme, community, start, finish, budget, today.year + 1, rng))
    change_many([(p, {}) for p in plans.values()], by=by, act=Act.PLAN_ENTER, note=NOTE)
    for one in entries:
        one.plan = one.plan  # its key is known only now
    change_many([(e, {}) for e in entries], by=by, act=Act.PLAN_ENTER, note=NOTE)
    amend(plans, today, by=by)


def entry(plans, programme, community, start, finish, budget, year, rng):
    plan = plans.setdefault((community.district_id, year), draft(programme, community.district_id, year))
    return PlanEntry(
        plan=plan,
        community=community,
        planned_start=start,
        planned_finish=finish,
        floor_area=community.floor_area,
        households=community.households,
        buildings=community.buildings,
        funds=funds(budget, rng),
        committed_on=date(year - 1, 12, 10),
        committed_by="供水、排水、供电、燃气、通信单位",
    )


def draft(programme, district, year):
    plan = AnnualPlan(programme=programme, area_id=district, year=year)
    if year == programme.first_year:
        plan.state, plan.document, plan.issued_on = (
            "issued",
            f"甬建发〔{year}〕{int(district[4:])}号",
            date(year, 1, 12),
        )
    return plan


def funds(budget, rng):
    """A community's money by source; what the sources do not give, a partner does."""
    found, left = {}, budget
    for source, share in SHARES:
        amount = (budget * (share + rng.randint(-3, 3)) / 100).quantize(Decimal("0.01"))
        found[source], left = format(amount, ".2f"), left - amount
    return found | {"utility_operator": format(left, ".2f")} if left > 0 else found


def amend(plans, today, *, by):
    issued = [plan for plan in plans.values() if plan.state == "issued"]
    if issued:
        amendment = PlanAmendment(
            plan=issued[0],
            number=1,
            made_on=date(today.year, 6, 18),
            reason="两个小区列入征收，改列居民意愿高的小区",
            document=f"甬建发〔{today.year}〕41号",
            what="移出 2 个小区，列入 2 个小区",
        )
        change_many([(amendment, {})], by=by, act=Act.PLAN_ENTER, note=NOTE)
