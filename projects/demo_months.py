"""The demo projects' months: what was reported by the end of each, and how far the report got."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from accounts.models import Appointment
from accounts.policy import Role
from core.months import month_end
from projects.models import ProgressReport

State = ProgressReport.State
# The last closed month is still on its way: how many in a hundred of each; None: nobody filled it in.
LAST_MONTH = {State.VERIFIED: 46, State.SUBMITTED: 26, State.RETURNED: 5, State.DRAFT: 8, None: 15}
DONE = [
    "进场围挡，拆除违章搭建",
    "雨污水管道开挖，楼道线缆整理",
    "外墙、屋面施工",
    "道路和停车位施工",
    "绿化、照明、标识收尾",
]
PROBLEMS = ["雨季影响外墙施工", "燃气管线迁改等待专营单位进场", "个别住户雨棚尚未同意拆除", "材料到场晚于计划"]
PAID = Decimal("0.92")  # of the budget when the works are complete; the rest follows the settlement


@dataclass
class Course:
    """How a project went: the days that lie behind it."""

    first: date | None = None
    end: date | None = None  # when the works end, reached or not
    complete: date | None = None
    accepted: date | None = None
    handed: date | None = None
    warranty: bool = False
    suspended: bool = False


@dataclass
class Month:
    period: str
    state: str
    done: Decimal  # share of the works, 0–1

    @property
    def counted(self):
        return self.state in ProgressReport.COUNTED


def months(rng, course, today):
    """The months of a project from its start to its completion, at most to the month before today's."""
    if course.first is None:
        return []
    found, last = [], (today.replace(day=1) - timedelta(days=1)).replace(day=1)
    month = course.first.replace(day=1)
    while month <= min(last, (course.complete or last).replace(day=1)):
        period = f"{month:%Y-%m}"
        settled = course.complete or month < last  # what is accepted today was verified to the end
        state = State.LOCKED if settled else rng.choices(list(LAST_MONTH), list(LAST_MONTH.values()))[0]
        if state:
            found.append(Month(period, state, share(course, month_end(period))))
        month = (month + timedelta(days=31)).replace(day=1)
    return found


def settled(own):
    """The months that are locked; the last one is still to be filled in."""
    return [month for month in own if month.state == State.LOCKED]


def share(course, day):
    """The share of the works done by a day; all of it only when they are complete."""
    if course.complete and day >= course.complete.replace(day=1):
        return Decimal(1)
    return min(Decimal((day - course.first).days) / (course.end - course.first).days, Decimal("0.97"))


def figures(month, budget):
    """(percent, invested in 万元) of a month."""
    percent = (month.done * 100).quantize(Decimal(1))
    return percent, (budget * PAID * month.done).quantize(Decimal("0.01"))


def newest_counted(own, budget):
    counted = [m for m in own if m.counted]
    return figures(counted[-1], budget) if counted else (Decimal(0), Decimal(0))


def reports(rng, pairs):
    """The reports of [(project, plan)], a few of them corrected once."""
    clerks = posts(Role.STREET)
    checkers = posts(Role.DISTRICT)
    written = []
    for number, (project, plan) in enumerate(pairs):
        goods = quantities(rng, project, len(plan.members))
        own = [report(rng, project, month, goods) for month in plan.months]
        for one in own:
            one.reported_by_id = clerks.get(project.area_id)
            one.verified_by_id = checkers.get(project.area_id[:6]) if one.state in ProgressReport.COUNTED else None
        written += corrected(own) if number % 40 == 7 else own
    return written


def posts(role):
    return dict(Appointment.objects.filter(role=role, ended_on=None).values_list("area_id", "user_id"))


def report(rng, project, month, goods):
    percent, invested = figures(month, project.budget)
    return ProgressReport(
        project=project,
        period=month.period,
        state=month.state,
        percent=percent,
        invested=invested,
        note=DONE[min(int(month.done * 5), 4)],
        problems=rng.choice(PROBLEMS) if rng.random() < 0.12 else "",
        return_reason="投资数与支付台账不一致，请核对" if month.state == State.RETURNED else "",
        **{name: round(amount * month.done) for name, amount in goods.items()},
        pipes_km=(Decimal(project.budget) / 2400 * month.done).quantize(Decimal("0.01")),
    )


def quantities(rng, project, communities):
    """What the whole project is to deliver, in the proportions of the national figures (DOMAIN §2.4)."""
    return {
        "lifts": sum(rng.random() < 0.5 for _ in range(communities)),
        "parking_spaces": communities * rng.randint(4, 30),
        "charging_points": rng.randint(0, 2) * communities,
        "service_facilities": int(rng.random() < 0.4),
    }


def corrected(own):
    """The first locked month once more: what was first reported stays as superseded."""
    locked = next((one for one in own if one.state == State.LOCKED), None)
    if locked is None:
        return own
    facts = ("project", "period", "percent", "lifts", "note", "pipes_km", "reported_by_id", "verified_by_id")
    first = ProgressReport(
        **{name: getattr(locked, name) for name in facts},
        state=State.SUPERSEDED,
        invested=(locked.invested * Decimal("0.9")).quantize(Decimal("0.01")),
    )
    locked.revision, locked.reason = 1, "漏报一笔工程款"
    return [first, *own]
