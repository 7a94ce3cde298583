"""What a plan says, as plain values: of a draft as things stand, of an approved one as they stood on that day."""

from projects.funds.models import FundEntry
from projects.precincts.balance import balance, told
from projects.special_works.sites import Site


def content_of(plan):
    """{members, balance, elements, works, money, projects} of a plan that is not approved yet; amounts as text."""
    members = list(plan.unit.communities.order_by("code"))
    elements = list(plan.elements.select_related("kind", "space", "project"))
    projects = list(plan.unit.projects.live().order_by("planned_start", "pk"))
    return {
        "members": [member(c) for c in members],
        "balance": [balanced(line) for line in balance(members, elements)],
        "elements": [element(one) for one in elements],
        "works": [work(w) for w in works_of(plan.unit)],
        "money": money(projects),
        "projects": [project(p) for p in projects],
    }


def shown(plan):
    """The content that counts: frozen once approved."""
    return plan.content or content_of(plan)


def member(c):
    return {"code": c.code, "name": c.name, "floor_area": str(c.floor_area), "households": c.households or 0}


def balanced(line):
    facts = {"kind": line.kind.pk, "name": line.kind.name, "measure": line.measure, "how": line.how}
    amounts = ("required", "existing", "gap", "planned", "left")
    facts |= {name: plain(getattr(line, name)) for name in amounts}
    return facts | {"state": line.state, "uncovered": [c.name for c in line.uncovered]}


def element(one):
    return {
        "id": one.pk,
        "kind": one.kind_id,
        "name": one.kind.name,
        "measure": one.kind.unit,
        "required": plain(one.required),
        "planned": plain(one.planned),
        "how": told(one),
        "space": one.space_id,
    }


def works_of(unit):
    works = Site(unit=unit).works().select_related("kind", "owner")
    return works.order_by("starts_on", "pk")


def work(w):
    days = {"starts_on": w.starts_on.isoformat(), "ends_on": w.ends_on.isoformat()}
    return {"code": w.code, "name": w.name, "owner": str(w.owner), **days}


def money(projects):
    """[{source, planned}] of the unit's projects, 万元 as text, exact."""
    sums = {}
    entries = FundEntry.objects.filter(project__in=projects, kind="planned").select_related("source")
    for one in entries.order_by("source__order", "pk"):
        sums[one.source.name] = sums.get(one.source.name, 0) + one.amount
    return [{"source": name, "planned": f"{amount:.2f}"} for name, amount in sums.items()]


def project(p):
    days = {"starts_on": p.planned_start.isoformat(), "ends_on": p.planned_finish.isoformat()}
    return {"id": p.pk, "name": p.name, "year": p.plan_year, "budget": f"{p.budget:.2f}", **days}


def plain(number):
    """12.50 as "12.5", 3.00 as "3"."""
    return f"{number.normalize():f}" if number else "0"


SUBJECTS = {
    "members": ("小区", "code", ("name",)),
    "elements": ("公共要素", "kind", ("required", "planned", "how")),
    "works": ("专项工程", "code", ("starts_on", "ends_on", "owner")),
    "money": ("资金来源", "source", ("planned",)),
    "projects": ("项目", "id", ("starts_on", "ends_on", "budget")),
}


def differences(former, later):
    """[(subject in words, [names that came], [names that went], [(name, was, is)])] of two contents."""
    found = []
    for subject, (words, key, facts) in SUBJECTS.items():
        old, new = ({row[key]: row for row in content.get(subject, [])} for content in (former, later))
        came = [name(new[k]) for k in new if k not in old]
        went = [name(old[k]) for k in old if k not in new]
        changed = [
            (name(new[k]), facts_of(old[k], facts), facts_of(new[k], facts))
            for k in new
            if k in old and facts_of(old[k], facts) != facts_of(new[k], facts)
        ]
        found.append((words, came, went, changed))
    return found


def name(row):
    return row.get("name") or row.get("source")


def facts_of(row, facts):
    return "，".join(str(row[fact]) for fact in facts if row.get(fact) not in (None, ""))
