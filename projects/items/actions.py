"""Works items: listed from the catalogue, many rows at once or one by one; fixed when the project is accepted."""

from django.db import transaction

from accounts.policy import Act
from communities.models import CatalogueItem, Community
from core.changes import change, change_many, remove, snapshot, stale
from core.errors import Refused
from projects.items import catalogue, rules
from projects.items.models import WorksItem
from projects.register.models import Project

FACTS = ("answer", "reason", "planned", "done", "planned_cost", "done_cost", "note")
GONE = "这一行刚被别人删掉，请核对"


@transaction.atomic
def save_items(project, rows, *, by):
    """Enter and correct many items of a project at once; all of them or none. Returns how many rows changed.

    A row is {"community": key, "item": code, facts…, "version"}: an `answer` of "" takes the item off the list,
    `version` is the one the person saw (0: there was no such row; None: never mind). Refused `bad_items` holds every
    error of every row as {"3.planned": [words]}, 3 being the row's place in `rows`.
    """
    by.require(Act.ITEM_EDIT, project)
    project, members = hold(project)
    have = {(i.community_id, i.item_id): i for i in project.items.select_related("item", "community__area")}
    known = CatalogueItem.objects.in_bulk([row["item"] for row in rows])
    places = Community.objects.select_related("area").in_bulk({row["community"] for row in rows})
    kept, dropped, wrong = [], [], {}
    for number, row in enumerate(rows):
        old = have.get((row["community"], row["item"]))
        found = seen_before(old, row.get("version"))
        item = old or WorksItem(project=project)
        before = snapshot(old) if old else {}
        if not row["answer"]:
            dropped += [old] if old else []
        else:
            found |= fill(item, row, places.get(row["community"]), known.get(row["item"]), members)
            kept.append((item, before))
        wrong |= {f"{number}.{field}": words for field, words in found.items()}
    if wrong:
        rows_told = len({field.split(".")[0] for field in wrong})
        raise Refused("bad_items", f"有 {rows_told} 行要改，都没有保存", wrong)
    for item in dropped:
        remove(item, by=by, act=Act.ITEM_EDIT)
    return len(dropped) + change_many(kept, by=by, act=Act.ITEM_EDIT)


def hold(project):
    """The project locked and still open, with the keys of its communities: items change one after the other."""
    project = Project.objects.select_for_update(of=["self"]).select_related("area").get(pk=project.pk)
    rules.require_open(project)
    return project, set(project.members.values_list("community_id", flat=True))


def seen_before(item, version):
    """{"answer": [words]} when somebody else changed or removed the row since the person looked."""
    if item is None:
        return {"answer": [GONE]} if version else {}
    try:
        stale(item, version)
    except Refused as refused:
        return {"answer": [f"{refused.message}。现在是：{told(item)}"]}
    return {}


def told(item):
    """What stands in a row, in words."""
    if item.answer == WorksItem.Answer.NOT_NEEDED:
        return f"不需要，{item.reason}"
    planned = f"计划 {item.planned}{item.measure}、{item.planned_cost} 万元"
    return f"{planned}，完成 {item.done}{item.measure}、{item.done_cost} 万元"


def fill(item, row, community, kind, members):
    """Take a row's facts over; {field: [words]} of what is wrong with them."""
    missing = {name: [words] for name, found, words in (
        ("community", community, "没有这个小区"), ("item", kind, "目录里没有这项内容")) if found is None}  # fmt: skip
    if missing:
        return missing
    item.community, item.item = community, kind
    put(item, {name: row[name] for name in FACTS if name in row})
    return rules.faults(item, members)


def put(item, facts):
    """Set facts; the unit follows the catalogue, what is done needs no reason why not."""
    for name, value in facts.items():
        setattr(item, name, value)
    item.measure = item.measure or catalogue.entry(item.item_id).measure
    if item.answer == WorksItem.Answer.DO:
        item.reason = ""


@transaction.atomic
def add(*, by, project, community, item, **facts):
    """List one item of the catalogue in a community of the project."""
    new = WorksItem(project=project, community=community, item=item)
    by.require(Act.ITEM_EDIT, new)
    _, members = hold(project)
    put(new, facts)
    rules.require(new, members)
    with change(new, by=by, act=Act.ITEM_EDIT) as made:
        pass
    return made


@transaction.atomic
def edit(item, *, by, version=None, **facts):
    """Change what is planned or done of one item."""
    by.require(Act.ITEM_EDIT, item)
    _, members = hold(item.project)
    with change(item, by=by, act=Act.ITEM_EDIT, version=version) as i:
        put(i, facts)
        rules.require(i, members)
    return i


def set_done(item, *, by, done, done_cost, note="", version=None):
    """How much of an item is done, in its unit and in 万元; more than planned needs a note."""
    facts = {"note": note} if note.strip() else {}
    return edit(item, by=by, version=version, done=done, done_cost=done_cost, **facts)


@transaction.atomic
def take_off(item, *, by):
    """Take an item off the list, as if nobody had answered it."""
    by.require(Act.ITEM_EDIT, item)
    hold(item.project)
    remove(item, by=by, act=Act.ITEM_EDIT)
