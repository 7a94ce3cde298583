from django.urls import reverse

from communities.models import CatalogueItem
from projects.items.catalogue import BASIC_CLASS
from projects.stages.gates import check
from projects.stages.models import Phase

NAMED = 5


@check("scheme.items", Phase.SCHEME, "基础类内容逐项回答", basis="国办发〔2020〕23号：基础类应改尽改")
def basic_items_answered(project):
    """Every basic item that applies here is to be done or not needed, in each community."""
    wanted = dict(CatalogueItem.objects.filter(item_class=BASIC_CLASS, applies=True).values_list("pk", "name"))
    answered = {}
    for community, item in project.items.filter(item__in=wanted).values_list("community_id", "item_id"):
        answered.setdefault(community, set()).add(item)
    found = []
    for community in project.communities.order_by("code"):
        left = [name for code, name in wanted.items() if code not in answered.get(community.pk, ())]
        if left:
            some = "、".join(left[:NAMED]) + ("等" if len(left) > NAMED else "")
            words = f"{community}还有 {len(left)} 项基础类内容没有写明改不改：{some}"
            found.append((words, reverse("projects:items_edit", args=[project.pk, community.pk])))
    return found
