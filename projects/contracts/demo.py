"""The demo's firms, amounts, tenders, contracts, variations and payments; names and credit codes are invented.

Whoever has begun has its contracts, whoever tenders has its clocks running; two projects cost more than was approved,
one estimate was exceeded beyond ten percent, one report after the award came late.
"""

from datetime import timedelta
from decimal import Decimal

from stdnum.cn import uscc

from accounts.models import Organisation
from accounts.policy import Act
from communities.register.stages import BEGUN, Stage
from core.changes import change_many, snapshot
from projects.contracts.models import Amount, Contract, Payment, Tender, Variation
from projects.register.models import Party

NOTE, CENT = "演示数据", Decimal("0.01")
BUILDERS = ("甬安建设", "明州建工", "海晏工程", "三江市政", "四明建设", "镇明建筑")
DESIGNERS = ("甬城建筑设计院", "月湖规划设计", "东钱湖设计")
SUPERVISORS = ("甬信监理", "明州工程监理", "北仑监理")
SITE = ("甬江建工（演示）", "甬江监理（演示）")  # the firms of the demo accounts `contractor` and `supervisor`
MANAGERS = "许国平 王立新 陈海波 徐建明 杨志刚 俞晓东 屠永良 邬国强".split()
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WITHOUT = "低于必须招标的规模"
DESIGN_SHARE, SUPERVISION_SHARE = Decimal("0.028"), Decimal("0.021")
MUST, MUST_SERVICE = 400, 100  # 万元, as the thresholds have it when the demo is made
REASONS = (
    ("管线迁改", "现状污水管标高与图纸不符，增加管道 120 米"),
    ("居民意见", "增设非机动车棚两处"),
    ("现场签证", "屋面基层破损，增加找平层"),
    ("设计优化", "取消围墙真石漆，改清洗"),
)


def build(projects, *, today, rng, by):
    """`projects` with their communities and areas; returns how many contracts were made."""
    firms = organisations(projects, rng, by=by)
    shown = on_show(projects, firms)
    parties, amounts, tenders, contracts = [], [], [], []
    for number, project in enumerate(p for p in projects if p.status != Stage.REMOVED):
        team = chosen(project, firms, rng, demo=project is shown)
        parties += named(project, team, rng)
        amounts += five(project, number, today, rng)
        tendered, signed = bought(project, team, number, today, rng)
        tenders, contracts = tenders + tendered, contracts + signed
    over_budget(amounts)
    write(parties, Act.PARTY_EDIT, by)
    write(amounts, Act.AMOUNT_SET, by)
    write(tenders, Act.TENDER_EDIT, by)
    for contract in contracts:
        contract.tender = contract.tender  # its key is known only now
    write(contracts, Act.CONTRACT_EDIT, by)
    follow_up(contracts, today, rng, by=by)
    if shown:
        before = snapshot(shown)
        shown.contractor = SITE[0]
        change_many([(shown, before)], by=by, act=Act.PARTY_EDIT, note=NOTE)
    return len(contracts)


def write(rows, act, by):
    change_many([(row, {}) for row in rows], by=by, act=act, note=NOTE)


def organisations(projects, rng, *, by):
    """{name: Organisation} of the invented firms and of the owners that the projects name."""
    owners = sorted({p.owner for p in projects if p.owner})
    wanted = dict.fromkeys((*BUILDERS, *DESIGNERS, *SUPERVISORS), "company") | dict.fromkeys(owners, "government")
    known = {o.name: o for o in Organisation.objects.filter(name__in=[*wanted, *SITE])}
    new = []
    for number, (name, kind) in enumerate(wanted.items()):
        code = credit_code(number, "91" if kind == "company" else "11")
        if name not in known:
            phone = f"0574-5550{number:04d}"
            new.append(Organisation(name=name, kind=kind, uscc=code, contact=rng.choice(MANAGERS), phone=phone))
    write(new, Act.ORGANISATION_EDIT, by)
    blank = [(known[name], snapshot(known[name])) for name in SITE if name in known and not known[name].uscc]
    for number, (firm, _) in enumerate(blank, len(wanted)):
        firm.uscc = credit_code(number, "91")
    change_many(blank, by=by, act=Act.ORGANISATION_EDIT, note=NOTE)
    return known | {o.name: o for o in new}


def credit_code(number, kind):
    """A credit code with a true check digit (GB 32100-2015) that nobody holds: region 330299 is not given out."""
    body = f"{kind}330299YN{number:05d}"
    body += ALPHABET[number % len(ALPHABET)] + "X"
    return body + uscc.calc_check_digit(body)


def on_show(projects, firms):
    """The project on which the demo's contractor and supervisor work: under works, in the demo street if it has one."""
    if not all(name in firms for name in SITE):
        return None
    under_works = [p for p in projects if p.status == Stage.IN_PROGRESS]
    return next((p for p in under_works if p.area_id == "330203006"), next(iter(under_works), None))


def chosen(project, firms, rng, demo):
    """{role: Organisation or None} of a project; the contractor is the one that the project names."""
    designer, supervisor = firms[rng.choice(DESIGNERS)], firms[rng.choice(SUPERVISORS)]
    builder = SITE[0] if demo else project.contractor
    return {
        "owner": firms.get(project.owner),
        "designer": designer if project.status != Stage.PLANNED else None,
        "contractor": firms.get(builder),
        "supervisor": (firms[SITE[1]] if demo else supervisor) if project.status in BEGUN else None,
    }


def named(project, team, rng):
    return [
        Party(project=project, role=role, organisation=firm, manager=rng.choice(MANAGERS) if role != "owner" else "")
        for role, firm in team.items()
        if firm
    ]


def share(amount, percent):
    return (amount * Decimal(percent) / 100).quantize(CENT)


def five(project, number, today, rng):
    """The amounts a project has by its stage; each below the one before."""
    district, start = project.area.parent.name[0], project.first_works_date or project.planned_start
    worth, kinds = share(project.budget, 103), ["estimate"]
    if project.status not in (Stage.PLANNED, Stage.PRELIMINARY) or (project.status == Stage.PRELIMINARY and number % 3):
        kinds.append("approved_budget")
    if project.status not in (Stage.PLANNED, Stage.PRELIMINARY):
        kinds.append("detailed_budget")
    if project.acceptance_date and project.acceptance_date + timedelta(days=30) <= today:
        kinds.append("settlement")
    if project.status in (Stage.WARRANTY, Stage.CLOSED):
        kinds.append("final_account")
    days = {"estimate": start - timedelta(days=140), "approved_budget": start - timedelta(days=90)}
    days |= {"detailed_budget": start - timedelta(days=75), "settlement": project.acceptance_date}
    days |= {"final_account": project.handover_date or project.acceptance_date}
    made = []
    for kind in kinds:
        day = min(days[kind], today)
        paper = f"{district}{'发改' if kind in ('estimate', 'approved_budget') else '审'}〔{day.year}〕{number + 11}号"
        made.append(Amount(project=project, kind=kind, amount=worth, document=paper, dated_on=day))
        worth = share(worth, rng.randint(94, 99))
    return made


def over_budget(amounts):
    """Two settlements above what was approved, and one approved budget beyond ten percent of its estimate."""
    by_kind = {kind: [a for a in amounts if a.kind == kind] for kind in Amount.Kind}
    for settled in by_kind["settlement"][:2]:
        approved = next(a for a in by_kind["approved_budget"] if a.project_id == settled.project_id)
        settled.amount = share(approved.amount, 104)
        settled.explanation = "雨污水管网现状与物探不符，增加管道修复，经区政府专题会议同意"
        for last in by_kind["final_account"]:
            last.amount = settled.amount if last.project_id == settled.project_id else last.amount
    for approved in [a for a in by_kind["approved_budget"] if a.project.status == Stage.PRELIMINARY][:1]:
        estimate = next(a for a in by_kind["estimate"] if a.project_id == approved.project_id)
        approved.amount = share(estimate.amount, 113)
        approved.explanation = "增加地下管网更新内容，正在重新报批"


def bought(project, team, number, today, rng):
    """(tenders, contracts) of a project: design early, works and supervision before the start."""
    if project.status in (Stage.PLANNED, Stage.PRELIMINARY):
        return [], []
    worth = share(project.budget, rng.randint(86, 92))
    signed = project.contract_date or None
    begins = signed or today - timedelta(days=rng.randint(4, 40))
    works = tender(project, "works", worth, team["contractor"] if signed else None, begins, signed, number, today)
    fee = min((worth * DESIGN_SHARE).quantize(CENT), Decimal(MUST_SERVICE - 1))
    early = min((project.permit_date or begins) - timedelta(days=20), today - timedelta(days=5))
    design = tender(project, "design", fee, team["designer"], early, early, number, today)
    tenders, contracts = [design, works], [contract(design, early, number, rng)]
    if signed:
        fee = min((worth * SUPERVISION_SHARE).quantize(CENT), Decimal(MUST_SERVICE - 1))
        supervision = tender(project, "supervision", fee, team["supervisor"], signed, signed, number, today)
        tenders.append(supervision)
        contracts += [contract(works, signed, number, rng), contract(supervision, signed, number, rng)]
    return tenders, contracts


def tender(project, subject, worth, winner, begins, signed, number, today):
    """One tender: by law's days counted back from the contract; small ones are given without, and say so."""
    made = Tender(project=project, subject=subject, ceiling=share(worth, 108))
    if signed:
        made.awarded_on, made.winner, made.price = signed - timedelta(days=12), winner, worth
    if made.ceiling < (MUST if subject == "works" else MUST_SERVICE) or subject != "works":
        made.method, made.basis = "direct", f"{worth:,.2f} 万元，{WITHOUT}"
        return made
    if signed:
        days = {"candidates_to": 14, "candidates_from": 18, "reported_on": 20, "deadline": 21, "sale_to": 37}
        for name, back in (days | {"sale_from": 43}).items():
            setattr(made, name, signed - timedelta(days=back))
        filed = made.awarded_on + timedelta(days=19 if number % 40 == 7 else 8)
        made.filed_on = filed if filed <= today else None
        return made
    made.sale_from, made.sale_to = begins, begins + timedelta(days=6)
    made.deadline = begins + timedelta(days=22)
    return made


def contract(bid, day, number, rng):
    begins = bid.project.first_works_date or bid.project.planned_start
    mark = {"works": "施", "design": "设", "supervision": "监"}[bid.subject]
    return Contract(
        project=bid.project,
        tender=bid,
        number=f"甬改{mark}〔{day.year}〕{number + 1:03d}号",
        subject=bid.subject,
        organisation=bid.winner,
        amount=bid.price,
        signed_on=day,
        starts_on=max(begins, day) if bid.subject != "design" else None,
        days=(bid.project.planned_finish - bid.project.planned_start).days if bid.subject == "works" else None,
        retention=3 if bid.subject == "works" else 0,
    )


def follow_up(contracts, today, rng, *, by):
    """Variations of every third contract of works; payments as far as the works have come."""
    variations = []
    payments = [paper_paid(one, number, today) for number, one in enumerate(contracts) if one.subject == "design"]
    for number, one in enumerate(c for c in contracts if c.subject == "works"):
        more = varied(one, number, today, rng) if number % 3 == 1 else []
        variations += more
        now = one.amount + sum(v.amount for v in more if v.state == "approved")
        payments += paid(one, number, now, today)
    write(variations, Act.VARIATION_PROPOSE, by)
    write(payments, Act.PAYMENT_REQUEST, by)


def varied(one, number, today, rng):
    made, several = [], 1 + number % 2
    for count, (reason, what) in enumerate(rng.sample(REASONS, several), 1):
        day = min(one.project.first_works_date + timedelta(days=25 * count), today)
        part = share(one.amount, rng.randint(8, 38)) / 10
        amount = -part.quantize(CENT) if reason == "设计优化" else part.quantize(CENT)
        v = Variation(contract=one, number=count, reason=reason, what=what, amount=amount, days=3 * count)
        v.proposed_on = day
        if day + timedelta(days=9) <= today and one.project.percent > 0:
            v.state, v.decided_on, v.decision = "approved", day + timedelta(days=9), "同意"
        made.append(v)
    return made


def paid(one, number, now, today):
    """An advance, then what the works have earned in three parts; the newest may still wait."""
    project, made = one.project, []
    steps = [("advance", 10, one.signed_on + timedelta(days=9), 0)]
    steps += [("progress", 23, project.first_works_date + timedelta(days=45 * n), 30 * n) for n in (1, 2, 3)]
    if project.acceptance_date:
        steps.append(("settlement", 17, project.acceptance_date + timedelta(days=35), 100))
    for kind, percent, day, needs in steps:
        if day > today or project.percent < needs:
            break
        asked = Payment(contract=one, kind=kind, amount=share(now, percent), requested_on=day)
        asked.period = f"{day - timedelta(days=30):%Y-%m}" if kind == "progress" else ""
        made.append(settle(asked, day + timedelta(days=12), number, today))
    return made


def paper_paid(one, number, today):
    """The drawings are paid for soon after they are signed for."""
    day = min(one.signed_on + timedelta(days=3), today)
    asked = Payment(contract=one, kind="progress", amount=share(one.amount, 80), requested_on=day)
    return settle(asked, day + timedelta(days=10), 2 * number, today)


def settle(payment, day, number, today):
    if day <= today:
        payment.state, payment.paid_on = "paid", day
        payment.voucher = f"付字{day:%Y%m}-{number + 1:04d}"
    elif number % 2:
        payment.state = "approved"
    return payment
