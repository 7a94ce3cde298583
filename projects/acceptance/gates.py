"""What quality, acceptance, handover and warranty ask of a project (DOMAIN 5.1 rows 10 to 14), and what an acceptance
begins."""

from django.urls import reverse

from accounts.policy import Act
from projects.acceptance import checklist, warranty
from projects.acceptance.models import Defect, Finding, HiddenWork
from projects.stages.gates import after, check
from projects.stages.models import Phase

after(Act.PROJECT_ACCEPT)(warranty.open_warranty)


@check("works.hidden", Phase.WORKS, "隐蔽工程都已签认", basis="《建设工程质量管理条例》第三十条、第三十七条")
def hidden_signed(project):
    rows = project.hidden_works.exclude(state=HiddenWork.State.SIGNED).order_by("made_on", "pk")
    return [(f"隐蔽工程“{h}”{h.get_state_display()}", h.get_absolute_url()) for h in rows]


@check("works.findings", Phase.WORKS, "没有未销号的严重问题")
def no_severe_finding(project):
    rows = open_findings(project).filter(kind__severe=True)
    return [(f"严重问题“{f}”{f.get_state_display()}", f.get_absolute_url()) for f in rows]


@check("acceptance.findings", Phase.ACCEPTANCE, "检查问题都已销号")
def no_finding(project):
    return [(f"检查问题“{f}”{f.get_state_display()}", f.get_absolute_url()) for f in open_findings(project)]


def open_findings(project):
    return project.findings.exclude(state=Finding.State.CLOSED).select_related("kind").order_by("due_on", "pk")


@check("acceptance.checklist", Phase.ACCEPTANCE, "验收清单合格", basis="《建设工程质量管理条例》第十六条")
def checklist_passed(project):
    """One sentence for the lines nobody looked at, one for each that failed."""
    page, lacks = reverse("projects:acceptance_edit", args=[project.pk]), checklist.lacking(project)
    blank = [line for line, result in lacks if result is None]
    failed = [(f"验收清单“{line}”不合格：{result.note}", page) for line, result in lacks if result]
    return ([(f"验收清单还有 {len(blank)} 项没有结果，如“{blank[0]}”", page)] if blank else []) + failed


@check("handover.assets", Phase.HANDOVER, "资产移交签收", basis="资产清单逐项由接收单位签收")
def assets_signed(project):
    page = reverse("projects:handover", args=[project.pk])
    if not project.assets.exists():
        return [("还没有登记移交的资产", reverse("projects:asset_new", args=[project.pk]))]
    waiting = project.assets.filter(signed_on=None).count()
    return [(f"还有 {waiting} 项资产没有签收", page)] if waiting else []


@check("long_term.defects", Phase.LONG_TERM, "保修报修都已修好")
def no_open_defect(project):
    rows = project.defects.exclude(state=Defect.State.CLOSED).order_by("due_on", "pk")
    return [(f"保修报修“{d}”{d.get_state_display()}", d.get_absolute_url()) for d in rows]
