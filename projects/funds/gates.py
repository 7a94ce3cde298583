from decimal import Decimal

from django.urls import reverse

from projects.funds.actions import total
from projects.stages.gates import check
from projects.stages.models import Phase


@check("approval.funds", Phase.APPROVAL, "资金安排到位", basis="DOMAIN 5.1 第 7 阶段：资金台账平衡")
def funds_cover_the_budget(project):
    """The money planned by source covers the project's budget."""
    planned = total(project.fund_entries.filter(kind="planned"))
    short = project.budget - planned
    if short <= Decimal(0):
        return []
    words = f"计划投资 {project.budget} 万元，资金台账只安排了 {planned} 万元，还差 {short} 万元"
    return [(words, reverse("projects:fund_new", args=[project.pk]))]
