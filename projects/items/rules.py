"""What a works item must be, told field by field: the same for the form, the API and the sheet. No query per item."""

from django.core.exceptions import ValidationError
from django.db.models import F, Q

from communities.register.stages import Stage
from core import thresholds
from core.errors import Refused
from projects.items.models import WorksItem

OVER = "item.over"
LINKS = ("id", "project", "community", "item")
CLOSED = (Stage.ACCEPTED, Stage.HANDED_OVER, Stage.WARRANTY, Stage.CLOSED, Stage.REMOVED)
AMOUNTS = ("planned", "planned_cost", "done", "done_cost")


def closed(project):
    """Why the items of a project stay as they are; "" while they may change."""
    if project.status not in CLOSED:
        return ""
    why = "已经退出" if project.status == Stage.REMOVED else "已经竣工验收"
    return f"“{project}”{why}，改造内容不能再改"


def require_open(project):
    if words := closed(project):
        raise Refused("closed", words)


def faults(item, members) -> dict[str, list[str]]:
    """{field: [words]} of what is wrong with an item; `members` are the keys of its project's communities."""
    try:
        item.clean_fields(exclude=LINKS)
    except ValidationError as error:
        return error.message_dict
    found = {}
    if item.community_id not in members:
        found["community"] = [f"{item.community}不在这个项目里"]
    if not item.item.applies:
        found["item"] = [f"本市没有“{item.item}”这项改造内容"]
    if item.answer == WorksItem.Answer.NOT_NEEDED:
        return found | not_needed(item)
    if more_than_planned(item) and not item.note.strip():
        found["note"] = ["完成的比计划多，请写明原因"]
    return found


def not_needed(item):
    found = {} if item.reason.strip() else {"reason": ["请写明为什么不需要"]}
    return found | {name: ["不需要的内容，数量和投资填 0"] for name in AMOUNTS if getattr(item, name)}


def over_budget():
    """The items whose money done is above the plan by more than the threshold allows, as a condition."""
    row = thresholds.rows(OVER).get(OVER)
    if row is None:
        return Q(pk__in=[])
    most = F("planned_cost") * (100 + row.value) / 100
    return Q(answer=WorksItem.Answer.DO, planned_cost__gt=0, done_cost__gt=most)


def more_than_planned(item):
    return item.done > item.planned or item.done_cost > item.planned_cost


def require(item, members):
    """Refuse an item that is not as it must be, with the words at its fields."""
    if found := faults(item, members):
        raise Refused("bad_item", next(iter(found.values()))[0], found)
