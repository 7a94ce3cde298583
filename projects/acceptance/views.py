"""Inspections, findings and hidden works."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.exchange.views import ExportPage
from core.history import entries
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage
from projects.acceptance import forms, hidden, quality
from projects.acceptance.filters import FindingFilter, overdue_findings
from projects.acceptance.models import Finding, HiddenWork, Inspection
from projects.acceptance.steps import FINDING_STEPS, HIDDEN_STEPS
from projects.register.models import Project
from projects.register.views import ProjectTabs
from projects.stages.views import OfProjectForm

OPEN = ~Q(state=Finding.State.CLOSED)


class ProjectQuality(ProjectTabs, DetailPage):
    """质量: what inspections found and what became of it, hidden works, inspections."""

    model, template_name, tab = Project, "projects/quality.html", "quality"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        findings = project.findings.visible_to(user)
        sums = {"n": Count("pk"), "open": Count("pk", filter=OPEN)}
        sums |= {"severe": Count("pk", filter=OPEN & Q(kind__severe=True))}
        sums |= {"late": Count("pk", filter=overdue_findings(today))}
        works = list(project.hidden_works.visible_to(user))
        return super().get_context_data(
            findings=findings.select_related("kind").order_by("closed_on", "due_on", "pk"),
            sums=findings.order_by().aggregate(**sums),
            inspections=project.inspections.visible_to(user).annotate(
                found=Count("findings"), left=Count("findings", filter=~Q(findings__state=Finding.State.CLOSED))
            ),
            hidden_works=works,
            unsigned=sum(work.state != HiddenWork.State.SIGNED for work in works),
            today=today,
            may_inspect=user.may(Act.INSPECTION_RECORD, project),
            may_hide=user.may(Act.HIDDEN_RECORD, project),
            **kwargs,
        )


class OfQuality(OfProjectForm):
    """A new record of a project's site: afterwards to its own page."""

    record_class = None

    def record(self):
        return self.record_class(project=self.object)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": reverse("projects:quality", args=[self.object.pk])}


class InspectionNew(OfQuality):
    form_class, act, title = forms.InspectionForm, Act.INSPECTION_RECORD, "登记检查"
    record_class, button, done = Inspection, "登记", "检查已登记，请逐条登记发现的问题，把照片传上来"

    def get_initial(self):
        return {"held_on": timezone.localdate(), "inspector": self.request.user.display_name}

    def act_on(self, obj, by, version=None, **values):
        return quality.inspect(obj, by=by, **values)


class OfRecord(DetailPage):
    """A record of a site: its facts, its photos, how it came about, what may be done now."""

    steps, step_url, needs = {}, "", ("project__area__parent",)

    def get_queryset(self):
        return super().get_queryset().select_related(*self.needs)

    def get_context_data(self, **kwargs):
        steps = open_to(self.request.user, self.object, self.steps) if self.steps else []
        return super().get_context_data(
            steps=steps,
            step_url=self.step_url,
            entries=entries(self.object),
            project=self.object.project,
            today=timezone.localdate(),
            **kwargs,
        )


class InspectionPage(OfRecord):
    """One inspection with its photos and findings."""

    model, template_name = Inspection, "projects/inspection.html"

    def get_context_data(self, **kwargs):
        inspection, user = self.object, self.request.user
        return super().get_context_data(
            findings=inspection.findings.visible_to(user).select_related("kind"),
            may_edit=user.may(Act.INSPECTION_RECORD, inspection),
            **kwargs,
        )


class InspectionEdit(FormPage):
    model, form_class, act = Inspection, forms.InspectionForm, Act.INSPECTION_RECORD

    def act_on(self, obj, by, **values):
        return quality.edit_inspection(obj, by=by, **values)


class FindingNew(FormPage):
    """Something an inspection found wrong; one after the other."""

    model, form_class, act, title = Inspection, forms.FindingForm, Act.INSPECTION_RECORD, "登记问题"
    button, done = "登记", "问题已登记，施工单位可以看到"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"instance": Finding(inspection=self.object, project=self.object.project)}

    def act_on(self, obj, by, version=None, **values):
        quality.find(obj, by=by, **values)

    def get_success_url(self):
        return self.object.get_absolute_url()


class FindingList(ListPage):
    """检查问题 of all projects."""

    model, filterset_class, template_name = Finding, FindingFilter, "projects/findings.html"
    list_name, title = "findings", "检查问题"
    lead = "现场检查发现的问题：整改期限、答复、复查；逾期没有答复的标红"
    columns = [
        Column("kind", "问题"),
        Column("place", "部位"),
        Column("project", "项目"),
        Column("held_on", "检查日期", sort="held_on"),
        Column("due_on", "整改期限", sort="due_on"),
        Column("rectified_on", "整改"),
        Column("reopened", "退回", numeric=True),
        Column("state", "状态", sort="state"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area", "kind", "inspection")

    def totals(self, queryset):
        late, checking = overdue_findings(timezone.localdate()), Q(state=Finding.State.RECTIFIED)
        sums = {"n": Count("pk"), "open": Count("pk", filter=OPEN), "late": Count("pk", filter=late)}
        sums |= {"severe": Count("pk", filter=OPEN & Q(kind__severe=True)), "check": Count("pk", filter=checking)}
        found = queryset.order_by().aggregate(**sums)
        words = {"n": "问题", "open": "没有销号", "late": "逾期", "check": "待复查", "severe": "没有销号的严重问题"}
        return [(label, f"{found[name]:,} 条") for name, label in words.items()]

    def get_context_data(self, **kwargs):
        may_import = self.request.user.may_somewhere(Act.INSPECTION_RECORD)
        return super().get_context_data(today=timezone.localdate(), may_import=may_import, **kwargs)


class FindingExport(ExportPage):
    kind = "findings"


class FindingPage(OfRecord):
    model, template_name = Finding, "projects/finding.html"
    steps, step_url, needs = FINDING_STEPS, "projects:finding_step", ("project__area__parent", "kind", "inspection")

    def get_context_data(self, **kwargs):
        editable = self.object.state == Finding.State.OPEN
        may_edit = editable and self.request.user.may(Act.INSPECTION_RECORD, self.object)
        return super().get_context_data(may_edit=may_edit, **kwargs)


class FindingEdit(FormPage):
    model, form_class, act = Finding, forms.FindingForm, Act.INSPECTION_RECORD

    def act_on(self, obj, by, **values):
        return quality.edit_finding(obj, by=by, **values)


class FindingStep(StepPage):
    """/findings/7/rectify/"""

    model, steps = Finding, FINDING_STEPS

    @property
    def explain(self):
        return f"{self.object}，限 {self.object.due_on:%Y年%m月%d日}以前整改"


class HiddenNew(OfQuality):
    form_class, act, title = forms.HiddenWorkForm, Act.HIDDEN_RECORD, "报验隐蔽工程"
    record_class, button, done = HiddenWork, "报验", "已报验，等待监理签认；请把照片和检查记录传上来"

    def get_initial(self):
        return {"made_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        return hidden.record(obj, by=by, **values)


class HiddenPage(OfRecord):
    model, template_name = HiddenWork, "projects/hidden_work.html"
    steps, step_url = HIDDEN_STEPS, "projects:hidden_step"

    def get_context_data(self, **kwargs):
        asking = self.object.state != HiddenWork.State.SIGNED
        may_edit = asking and self.request.user.may(Act.HIDDEN_RECORD, self.object)
        return super().get_context_data(may_edit=may_edit, law=hidden.LAW, **kwargs)


class HiddenEdit(FormPage):
    """Correct it, or ask again after it was refused."""

    model, form_class, act = HiddenWork, forms.HiddenWorkForm, Act.HIDDEN_RECORD
    button, done = "报验", "已报验，等待监理签认"

    def act_on(self, obj, by, **values):
        return hidden.record_again(obj, by=by, **values)


class HiddenStep(StepPage):
    """/hidden-works/7/sign/"""

    model, steps = HiddenWork, HIDDEN_STEPS

    @property
    def explain(self):
        return f"{self.object}，拟 {self.object.cover_on:%Y年%m月%d日}隐蔽；过了这一天不能补签"
