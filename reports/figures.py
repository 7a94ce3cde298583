"""The figures of the plan, computed in one place for the dashboard, the API, the sheets and the frozen reports."""

from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Area, ManagementOrg
from projects.warnings.rules import colour_of, rules_on
from reports import counts
from reports.counts import Counts
from reports.rates import half_up, money, percent, points, ranks, rate, whole
from reports.rollups import sections, store

ADMINISTRATIVE, MANAGEMENT = "administrative", "management"
BASES = {ADMINISTRATIVE: "行政区划口径", MANAGEMENT: "管理口径（功能区从所在区县中单列）"}
DEFINITION = (
    "小区为计数单位，同一小区列入多个项目只计一次；开工以实际进场日期为准，完工以竣工验收日期为准；"
    "启动率＝已启动面积÷当年计划面积；时序进度＝计划开工日期已到的面积÷当年计划面积；"
    "投资为各项目最近一次核实的累计完成数。"
)
CHILD = {4: 6, 6: 9, 9: None}  # length of the codes one level below


def plan(area_code, year=None, basis=ADMINISTRATIVE, as_of=None):
    """The plan of a year (all years when None) in an area, what became of it by `as_of`, and the same per area below.

    Areas are whole m², money is text in 万元 with two decimals, rates carry numerator and denominator.
    """
    return read(area_code, year, basis, as_of).figures(area_code)


def everywhere(year, as_of, since=None):
    """{area code: figures} of every area at once, in the same number of statements as for one."""
    book = read("", year, ADMINISTRATIVE, as_of, since)
    return {code: book.figures(code) for code in book.areas if book.is_shown(code)}


def read(area_code, year, basis, as_of, since=None):
    """The figures of a day: today's from the rollups, those of any other day counted from the records.

    What is new in them is new since a day, the first of the month unless told.
    """
    today = timezone.localdate()
    as_of = as_of or today
    rolled = as_of == today and since is None
    areas = Area.objects.under(area_code).exclude(level=Area.Level.NEIGHBORHOOD)
    return Book(
        year=year,
        basis=basis,
        as_of=as_of,
        areas={area.pk: area for area in areas},
        leaves=leaves(area_code, year) if rolled else counts.count(area_code, year, as_of, since),
        targets=counts.targets(area_code, year),
        rules=rules_on(as_of),
        orgs=Organisations() if basis == MANAGEMENT else None,
    )


def leaves(area_code, year):
    """{(street code, management organisation id or None): Counts} of today."""
    return {
        (street, int(org) if org else None): sections.counts_of(numbers)
        for street, parts in store.read(area_code, year).items()
        for org, numbers in parts.get("counts", {}).items()
    }


class Organisations:
    """Who manages a street: the community's own record says so, else the zone or district its street belongs to."""

    def __init__(self):
        self.all = list(ManagementOrg.objects.prefetch_related("areas"))
        self.by_id = {org.pk: org for org in self.all}
        self.by_area = {area.pk: org for org in self.all for area in org.areas.all()}

    def of(self, street, org_id):
        return self.by_id.get(org_id) or self.by_area.get(street) or self.by_area.get(street[:6])


@dataclass
class Book:
    """Everything counted for one year and day; adds it up for any area without asking the database again."""

    year: int | None
    basis: str
    as_of: object
    areas: dict
    leaves: dict
    targets: dict
    rules: list
    orgs: Organisations | None

    def __post_init__(self):
        self.sums = {code: Counts() for code in self.areas}
        for (street, _), numbers in self.leaves.items():
            for length in CHILD:
                if street[:length] in self.sums:
                    self.sums[street[:length]].add(numbers)

    def is_shown(self, code):
        """An area in force, or one that still has something standing in it."""
        area = self.areas[code]
        begun = area.valid_from is None or area.valid_from <= self.as_of
        return begun and (area.valid_to is None or area.valid_to > self.as_of) or self.sums[code] != Counts()

    def figures(self, code):
        return {
            "area": {"code": code, "name": self.areas[code].name, "level": self.areas[code].level},
            "year": self.year,
            "as_of": self.as_of.isoformat(),
            "basis": self.basis,
            "basis_label": BASES[self.basis],
            "definition": DEFINITION,
            **self.numbers(self.sums[code]),
            "target": self.target(code),
            "by_area": self.rows(code),
        }

    def rows(self, code):
        """One row per area below, or per management organisation; best start rate first, ties in order of code."""
        below = self.organisations(code) if self.orgs else self.children(code)
        rows = [
            {"code": key, "name": name, **self.numbers(sums), "target": self.target(key) if not self.orgs else None}
            for key, name, sums in below
        ]
        places = ranks(below, lambda row: row[2].started_area / row[2].planned_area if row[2].planned_area else None)
        for place, row in enumerate(rows):
            row["rank"] = places.get(place)
        return sorted(rows, key=lambda row: (row["rank"] is None, row["rank"], row["code"]))

    def children(self, code):
        length = CHILD[len(code)]
        return [
            (key, area.name, self.sums[key])
            for key, area in sorted(self.areas.items())
            if len(key) == length and key.startswith(code) and self.is_shown(key)
        ]

    def organisations(self, code):
        sums = {org: Counts() for org in self.orgs.all} if len(code) == 4 else {}
        for (street, org_id), numbers in self.leaves.items():
            org = self.orgs.of(street, org_id)
            if street.startswith(code) and org:
                sums.setdefault(org, Counts()).add(numbers)
        return sorted(((org.code, org.name, own) for org, own in sums.items()), key=lambda row: row[0])

    def target(self, code):
        """The target set for the area itself, else the sum of those set below it; None when none is set."""
        own = (
            [self.targets[code]] if code in self.targets else [t for k, t in self.targets.items() if k.startswith(code)]
        )
        if not own:
            return None
        return {
            "communities": sum(t["communities"] for t in own),
            "floor_area_m2": whole(sum(t["floor_area"] for t in own)),
            "households": sum(t["households"] for t in own),
            "investment": money(sum(t["investment"] for t in own)),
        }

    def numbers(self, c):
        deviation = points(c.started_area, c.due_area, c.planned_area)
        colour = colour_of(deviation, self.rules)
        return {
            "communities": c.communities,
            "floor_area_m2": whole(c.floor_area),
            "households": c.households,
            "six_districts": c.six_districts,
            **progress(c),
            "deviation": None if deviation is None else str(half_up(deviation)),
            "warning": str(colour) if colour else None,
            "warning_label": colour.label if colour else "",
        }


def progress(c):
    return {
        "plan": {
            "communities": c.planned,
            "floor_area_m2": whole(c.planned_area),
            "households": c.planned_households,
            "investment": money(c.budget),
        },
        "started": c.started,
        "started_area_m2": whole(c.started_area),
        "started_households": c.started_households,
        "completed": c.completed,
        "completed_area_m2": whole(c.completed_area),
        "building": c.building,
        "started_this_month": {"communities": c.new, "floor_area_m2": whole(c.new_area)},
        "taken_up_before": {"communities": c.before, "floor_area_m2": whole(c.before_area)},
        "invested": money(c.invested),
        "planned_by_now": {
            "communities": c.due,
            "floor_area_m2": whole(c.due_area),
            "percent": percent(c.due_area, c.planned_area),
        },
        "rates": rates(c),
        "delivered": delivered(c),
        "feedback": feedback(c),
    }


def rates(c):
    return {
        "start": rate(c.started_area, c.planned_area),
        "start_by_count": rate(c.started, c.planned),
        "start_by_households": rate(c.started_households, c.planned_households),
        "completion": rate(c.completed_area, c.planned_area),
        "completion_by_count": rate(c.completed, c.planned),
        "investment": rate(c.invested, c.budget, shown=money),
    }


def delivered(c):
    return {
        "lifts": c.lifts,
        "parking_spaces": c.parking_spaces,
        "charging_points": c.charging_points,
        "pipes_km": str(half_up(c.pipes_km, "0.01")),
        "service_facilities": c.service_facilities,
    }


def feedback(c):
    return {
        "received": c.feedback_received,
        "closed": c.feedback_closed,
        "closed_in_time": c.feedback_in_time,
        "open": c.feedback_open,
        "overdue": c.feedback_overdue,
    }
