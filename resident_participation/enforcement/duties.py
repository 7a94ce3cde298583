"""The list of duties: who answers for a matter at a place on a day, and how the list is changed."""

from collections import defaultdict

from django.db import transaction
from django.db.models import Max

from accounts.models import Area
from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from core.models import Threshold
from resident_participation.enforcement.models import Department, EnforcementBody, EnforcementDuty, StreetPower

CARRIED = ("code", "name", "lead", "assists", "visit_days", "settle_days", "order", "source", "clause", "trust")


def empowered(area_code, day):
    """The codes of the matters that the street of an area deals with itself on a day."""
    powers = StreetPower.objects.on(day).filter(area_id__in=chain(area_code))
    return set(powers.values_list("matter", flat=True))


def chain(area_code):
    """The area's code and those above it, the narrowest first: 330203006, 330203, 3302."""
    return [area_code[:length] for length in (9, 6, 4) if len(area_code) >= length]


def lead_of(duty, area_code, day):
    """The department that answers: the street where the district gave it the power, else the list's."""
    return Department.STREET if duty.code in empowered(area_code, day) else Department(duty.lead)


def bodies_of(area_code):
    """{department: organisation} of an area; what the street registered counts before what its district did."""
    rows = EnforcementBody.objects.filter(area_id__in=chain(area_code)).select_related("organisation")
    return {body.department: body.organisation for body in sorted(rows, key=lambda body: len(body.area_id))}


def of_place(area_code, day):
    """[(duty, department that answers, organisation or None)] of the whole list as it holds in an area on a day."""
    powers, bodies = empowered(area_code, day), bodies_of(area_code)
    found = []
    for duty in EnforcementDuty.objects.on(day):
        lead = Department.STREET if duty.code in powers else Department(duty.lead)
        found.append((duty, lead, bodies.get(lead)))
    return found


def districts_with_power(day):
    """{matter: [names of the areas whose streets have the power]}."""
    found = defaultdict(list)
    for power in StreetPower.objects.on(day).select_related("area").order_by("area_id"):
        found[power.matter].append(str(power.area))
    return found


def add(*, by, **values):
    """A matter that was not on the list. Refuses `known` when its code is."""
    if EnforcementDuty.objects.filter(code=values["code"]).exists():
        words = "清单里已经有这个代码，请在原来那条上点“调整”"
        raise Refused("known", words, {"code": [words]})
    new = EnforcementDuty(**values, trust=Threshold.Trust.SEEN)
    with change(new, by=by, act=Act.DUTY_EDIT) as duty:
        pass
    return duty


@transaction.atomic
def adjust(duty, *, by, valid_from=None, version=None, **values):
    """A new version of a matter from a day on; cases that are under way keep theirs.

    Refuses `no_day` without the day, `not_later` when it is not after the newest version's: an old day must give the
    old answer.
    """
    if valid_from is None:
        raise Refused("no_day", "请写启用日期", {"valid_from": ["请写启用日期"]})
    newest = EnforcementDuty.objects.filter(code=duty.code).aggregate(day=Max("valid_from"))["day"]
    if valid_from <= newest:
        words = f"启用日期要晚于上一版的启用日期（{newest:%Y年%m月%d日}）"
        raise Refused("not_later", words, {"valid_from": [words]})
    kept = {name: getattr(duty, name) for name in (*CARRIED, "listed")}
    new = EnforcementDuty(
        **kept | values | {"code": duty.code, "trust": Threshold.Trust.SEEN, "valid_from": valid_from}
    )
    with change(new, by=by, act=Act.DUTY_EDIT, note=values.get("source", "")):
        pass
    return new


def save_body(body=None, *, by, version=None, **values):
    """Which organisation is a department in a district or street."""
    with change(body or EnforcementBody(), by=by, act=Act.ENFORCEMENT_BODY_EDIT, version=version) as b:
        for name, value in values.items():
            setattr(b, name, value)
        district_or_street(b.area)
    return b


def empower(*, by, area, duty, document, valid_from):
    """A district hands a matter to its streets, or to one of them."""
    district_or_street(area)
    power = StreetPower(area=area, matter=duty.code, document=document.strip(), valid_from=valid_from)
    with change(power, by=by, act=Act.POWER_EDIT):
        pass
    return power


def end_power(power, *, by, date):
    """The matter goes back to the department from a day on; cases that lie with the street stay there."""
    with change(power, by=by, act=Act.POWER_EDIT) as p:
        if p.valid_to:
            raise Refused("ended", f"已从 {p.valid_to:%Y年%m月%d日}起停止")
        if date <= p.valid_from:
            words = f"停止日期要晚于启用日期（{p.valid_from:%Y年%m月%d日}）"
            raise Refused("not_later", words, {"date": [words]})
        p.valid_to = date
    return p


def district_or_street(area):
    if area.level not in (Area.Level.DISTRICT, Area.Level.STREET):
        words = "请选区县或街道"
        raise Refused("not_a_place", words, {"area": [words]})
