"""What a project must have in parties, amounts, tenders and contracts before it goes on (DOMAIN 5.1 rows 7 to 9)."""

from django.urls import reverse

from projects.contracts import figures
from projects.contracts.clocks import WRONG, clocks
from projects.contracts.models import Amount, Tender
from projects.register.models import Party
from projects.stages.gates import check
from projects.stages.models import Phase

Subject, Kind = Tender.Subject, Amount.Kind
PARTIES = (Party.Role.OWNER, Party.Role.DESIGNER, Party.Role.CONTRACTOR, Party.Role.SUPERVISOR)
SIGNED = (Subject.WORKS, Subject.SUPERVISION)
PUBLISHED = ("sale_from", "sale_to", "deadline", "reported_on", "candidates_from", "candidates_to")


@check("approval.code", Phase.APPROVAL, "项目代码")
def coded(project):
    return [] if project.code else [("还没有填项目代码", reverse("projects:edit", args=[project.pk]))]


@check("approval.amounts", Phase.APPROVAL, "概算已批复", basis="《政府投资条例》第十二条、第二十三条")
def approved(project):
    """The approved budget is there, and neither it nor the detailed budget is beyond what is allowed."""
    amounts = list(project.amounts.all())
    form = lambda kind: reverse("projects:amount_set", args=[project.pk, kind])  # noqa: E731
    if not any(a.kind == Kind.APPROVED_BUDGET for a in amounts):
        return [("还没有登记批复的概算", form(Kind.APPROVED_BUDGET))]
    early = (Kind.APPROVED_BUDGET, Kind.DETAILED_BUDGET)
    over = [rung.excess for rung in figures.ladder(amounts) if rung.excess and rung.kind in early]
    return [(one.words, form(one.amount.kind)) for one in over if one.grave]


@check("tender.award", Phase.TENDER, "施工招标已定标", basis="《招标投标法》第二十四条、第四十六条")
def awarded(project):
    """The works are awarded: by a tender with all its days and clocks kept, or without one on a basis."""
    tenders = list(project.tenders.filter(subject=Subject.WORKS).prefetch_related("contracts"))
    if not tenders:
        page = reverse("projects:tender_new", args=[project.pk])
        return [("还没有登记施工招标（依法不招标的也要登记依据）", f"{page}?subject=works")]
    found = []
    for tender in tenders:
        page = reverse("projects:tender_edit", args=[tender.pk])
        found += [(words, page) for words in lacks(tender)]
    return found


def lacks(tender):
    if tender.awarded_on is None:
        return [f"施工{tender.get_method_display()}还没有定标"]
    blank = [name for name in PUBLISHED if getattr(tender, name) is None]
    if tender.method != Tender.Method.DIRECT and blank:
        names = "、".join(Tender._meta.get_field(name).verbose_name for name in blank)
        return [f"施工招标的日期没有填全：{names}"]
    return [f"施工招标的{clock.name}{clock.words}" for clock in clocks(tender) if clock.state == WRONG]


@check("tender.contract", Phase.TENDER, "施工、监理合同已签订", basis="《招标投标法》第四十六条")
def signed(project):
    have = set(project.contracts.values_list("subject", flat=True))
    page = reverse("projects:contract_new", args=[project.pk])
    return [
        (f"还没有签订{subject.label}合同", f"{page}?subject={subject}") for subject in SIGNED if subject not in have
    ]


@check("start.parties", Phase.START, "参建单位已明确")
def named(project):
    have = set(project.parties.values_list("role", flat=True))
    page = reverse("projects:party_new", args=[project.pk])
    return [(f"还没有登记{role.label}", f"{page}?role={role}") for role in PARTIES if role not in have]
