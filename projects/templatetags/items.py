"""Where a works item stands, as colour, shape and word; the same on every page."""

from django import template

from core.templatetags.house import st
from projects.items.models import WorksItem

register = template.Library()


@register.simple_tag
def item_state(item, box=False):
    if item.answer == WorksItem.Answer.NOT_NEEDED:
        return st("grey", "不需要", box)
    if item.planned and item.done >= item.planned:
        return st("green", "已做完", box)
    return st("doing", "正在做", box) if item.done or item.done_cost else st("blue", "要做", box)
