"""What happens to a precinct plan: opened from the last version, filled in, submitted, approved, carried out."""

from django.db import transaction

from accounts.policy import Act
from communities.models import FacilityKind, RenovationUnit, StockSpace
from core.changes import change, remove
from core.errors import Refused
from projects.precincts.balance import balance
from projects.precincts.content import content_of
from projects.precincts.models import ElementRequirement, PrecinctPlan
from projects.register.actions import past, told
from projects.register.models import Project

State = PrecinctPlan.State
COPIED = ("goals", "layout", "management", "starts_on", "ends_on")
FACTS = ("required", "planned", "how", "space", "project")


def hold(plan):
    """The plan locked: what happens to it happens one after the other."""
    rows = PrecinctPlan.objects.select_for_update(of=["self"]).select_related("unit__area")
    return rows.get(pk=plan.pk)


@transaction.atomic
def open_plan(*, by, unit):
    """编制: the next version of a unit's plan, with the words and elements of the last. Refuses `already_open`."""
    by.require(Act.PRECINCT_EDIT, unit)
    unit = RenovationUnit.objects.select_for_update(of=["self"]).select_related("area").get(pk=unit.pk)
    last = unit.plans.first()
    if last and last.state in (State.DRAFT, State.SUBMITTED):
        raise Refused("already_open", f"第 {last.number} 版正在编制，先办完那一版")
    facts = {name: getattr(last, name) for name in COPIED} if last else {}
    new = PrecinctPlan(unit=unit, number=last.number + 1 if last else 1, **facts)
    with change(new, by=by, act=Act.PRECINCT_EDIT) as plan:
        pass
    for one in last.elements.all() if last else ():
        facts = {name: getattr(one, name) for name in ("kind", *FACTS, "met_on")}
        with change(ElementRequirement(plan=plan, **facts), by=by, act=Act.PRECINCT_EDIT):
            pass
    return plan


def require_draft(plan):
    if plan.state != State.DRAFT:
        raise Refused("wrong_state", f"方案现在是“{plan.get_state_display()}”，不能再改；要改请编下一版")


def edit(plan, *, by, version=None, **values):
    with change(plan, by=by, act=Act.PRECINCT_EDIT, version=version) as p:
        require_draft(p)
        for name, value in values.items():
            setattr(p, name, value)
    return p


@transaction.atomic
def set_elements(plan, rows, *, by):
    """The plan's elements are just these: {"kind", "required", "planned", "how", "space", "project"}, keys as codes.

    Refused `bad_elements` holds {"2.planned": [words]}, 2 being the row's place.
    """
    by.require(Act.PRECINCT_EDIT, plan)
    plan = hold(plan)
    require_draft(plan)
    have = {one.kind_id: one for one in plan.elements.select_related("plan__unit__area")}
    tables = {
        "kind": FacilityKind.objects.in_bulk(),
        "space": StockSpace.objects.in_bulk([row["space"] for row in rows if row.get("space")]),
        "project": Project.objects.in_bulk([row["project"] for row in rows if row.get("project")]),
    }
    wrong = faults(rows, tables)
    if wrong:
        raise Refused("bad_elements", f"有 {len(wrong)} 处要改，都没有保存", wrong)
    wanted = {row["kind"] for row in rows}
    for kind, one in have.items():
        if kind not in wanted:
            remove(one, by=by, act=Act.PRECINCT_EDIT)
    for row in rows:
        with change(have.get(row["kind"]) or ElementRequirement(plan=plan), by=by, act=Act.PRECINCT_EDIT) as one:
            fill(one, row, tables)
    return plan


def fill(one, row, tables):
    one.kind = tables["kind"][row["kind"]]
    one.required, one.planned, one.how = row["required"], row["planned"] or 0, row.get("how", "")
    one.space = tables["space"].get(row.get("space"))
    one.project = tables["project"].get(row.get("project"))


def faults(rows, tables):
    wrong, seen = {}, set()
    for number, row in enumerate(rows):
        if row["kind"] not in tables["kind"]:
            wrong[f"{number}.kind"] = ["没有这种公共要素"]
        elif row["kind"] in seen:
            wrong[f"{number}.kind"] = ["这项要素已经列出"]
        seen.add(row["kind"])
        if not row["required"] or row["required"] <= 0:
            wrong[f"{number}.required"] = ["请填应有多少，要大于 0"]
        if (row["planned"] or 0) < 0:
            wrong[f"{number}.planned"] = ["不能是负数"]
        for name in ("space", "project"):
            if row.get(name) and row[name] not in tables[name]:
                wrong[f"{number}.{name}"] = ["没有找到，请重新选"]
    return wrong


@transaction.atomic
def suggest(plan, *, by):
    """按短板生成: an element for each kind that is lacking and not listed yet."""
    by.require(Act.PRECINCT_EDIT, plan)
    plan = hold(plan)
    require_draft(plan)
    listed = set(plan.elements.values_list("kind_id", flat=True))
    for line in balance(list(plan.unit.communities.all())):
        if line.gap and line.kind.pk not in listed:
            new = ElementRequirement(plan=plan, kind=line.kind, required=line.gap)
            with change(new, by=by, act=Act.PRECINCT_EDIT):
                pass
    return plan


def move(plan, act, *, by, note="", **facts):
    with change(plan, by=by, act=act, note=note) as p:
        p.LIFECYCLE.step(p, act)
        for name, value in facts.items():
            setattr(p, name, value)
    return p


@transaction.atomic
def submit(plan, *, by):
    """报审. Refuses `incomplete`, naming everything that is missing."""
    plan = hold(plan)
    missing = list(lacks(plan))
    if missing:
        raise Refused("incomplete", f"还缺：{'、'.join(missing)}")
    return move(plan, Act.PRECINCT_SUBMIT, by=by, return_reason="")


def lacks(plan):
    if not plan.unit.communities.exists():
        yield "片区里的小区"
    for name in ("goals", "management", "starts_on", "ends_on"):
        if not getattr(plan, name):
            yield PrecinctPlan._meta.get_field(name).verbose_name
    if not plan.elements.exists():
        yield "公共要素配置要求"


@transaction.atomic
def send_back(plan, *, by, reason):
    return move(hold(plan), Act.PRECINCT_RETURN, by=by, note=told(reason), return_reason=reason)


@transaction.atomic
def approve(plan, *, by, document, approved_on):
    """批准: what it says is kept as it is today; the version before it is superseded."""
    past("approved_on", approved_on)
    plan = hold(plan)
    by.require(Act.PRECINCT_APPROVE, plan)
    for former in PrecinctPlan.objects.filter(unit=plan.unit_id, state=State.APPROVED).select_related("unit__area"):
        with change(former, by=by, act=Act.PRECINCT_APPROVE, note=f"第 {plan.number} 版批准") as f:
            f.state = State.SUPERSEDED  # no act of its own: it follows from the approval of the next
    facts = {"document": document, "approved_on": approved_on, "content": content_of(plan)}
    return move(plan, Act.PRECINCT_APPROVE, by=by, **facts)


def fulfil(element, *, by, met_on):
    """An element of the approved plan stands."""
    past("met_on", met_on)
    with change(element, by=by, act=Act.PRECINCT_EDIT) as one:
        if one.plan.state != State.APPROVED:
            raise Refused("not_approved", "方案批准以后才登记建成")
        one.met_on = met_on
    return one
