from django.db.models import Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from communities.register.stages import Stage
from core.history import entries
from core.months import last_closed
from core.panels import panels
from core.steps.table import ReasonForm, open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, FormPage
from projects.register.models import Project
from projects.register.views import ProjectTabs
from projects.stages import forms, gates, records, way
from projects.stages.models import Department, Exemption, Opinion, Phase, ProjectDocument
from projects.stages.phases import CLOSES
from projects.stages.steps import PROJECT_STEPS


class ProjectDetail(ProjectTabs, DetailPage):
    model, template_name, tab = Project, "projects/detail.html", "detail"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        members = project.communities.visible_to(user).select_related("area").order_by("code")
        months = project.reports.visible_to(user).select_related("reported_by", "verified_by")
        begun, legs = project.first_works_date is not None, way.legs(project)
        return super().get_context_data(
            legs=legs,
            lacks=[one for leg in legs for one in leg.missing],
            next_act=way.next_step(project),
            may_date=user.may(Act.STAGE_DATE, project),
            may_record=user.may(Act.DOCUMENT_RECORD, project),
            may_exempt=user.may(Act.GATE_EXEMPT, project),
            never=records.NEVER,
            members=members,
            sums=members.aggregate(area=Sum("floor_area"), households=Sum("households")),
            dates=dates(project, today),
            months=months,
            steps=open_to(user, project, PROJECT_STEPS),
            may_edit=user.may(Act.PROJECT_EDIT, project),
            may_report=begun and project.status != Stage.CLOSED and user.may(Act.PROGRESS_REPORT, project),
            period=last_closed(today),
            today=today,
            panels=panels("project", project, self.request),
            **kwargs,
        )


def dates(project, today):
    """[(label, planned, actual, days late or None)]"""
    rows = [
        ("审批（许可）", None, project.permit_date),
        ("合同", None, project.contract_date),
        ("开工令", None, project.start_order_date),
        ("实际进场（开工）", project.planned_start, project.first_works_date),
        ("完工", project.planned_finish, project.works_complete_date),
        ("竣工验收", None, project.acceptance_date),
        ("移交", None, project.handover_date),
    ]
    live = project.status != Stage.REMOVED
    return [(label, plan, day, live and plan and max(((day or today) - plan).days, 0)) for label, plan, day in rows]


class ProjectStep(StepPage):
    """One step of the life cycle: /projects/12/accept/."""

    model, steps, template_name = Project, PROJECT_STEPS, "projects/step.html"

    def get_initial(self):
        return super().get_initial() | {"first_works_date": timezone.localdate()}

    def get_context_data(self, **kwargs):
        lacks = gates.missing(self.object, CLOSES.get(self.act, ()))
        may_exempt = self.request.user.may(Act.GATE_EXEMPT, self.object)
        return super().get_context_data(lacks=lacks, may_exempt=may_exempt, never=records.NEVER, **kwargs)


class OfProjectForm(FormPage):
    """A form about a project: afterwards back to the project's page."""

    model = Project

    def find(self, pk, **kwargs):
        return super().find(pk)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        return kwargs | {"instance": self.record()} if self.record() else kwargs

    def record(self):
        return None

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.object.get_absolute_url()}

    def get_success_url(self):
        return self.object.get_absolute_url()


class PhaseDates(OfProjectForm):
    """The days of one phase."""

    form_class, act = forms.PhaseForm, Act.STAGE_DATE
    done = "日期已保存"

    def find(self, pk, phase):
        project = super().find(pk)
        if phase not in Phase.values:
            raise Http404
        self.phase, self.title = phase, f"{Phase(phase).label}：日期"
        return project

    def record(self):
        return records.row_of(self.object, self.phase)

    def act_on(self, obj, by, **values):
        records.set_dates(obj, self.phase, by=by, **values)


class DocumentAdd(OfProjectForm):
    form_class, act, title = forms.DocumentForm, Act.DOCUMENT_RECORD, "登记手续文件"
    done, button = "文件已登记，请把扫描件传上来", "登记"

    def get_initial(self):
        return {"requirement": self.request.GET.get("requirement", ""), "dated_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        return records.record_document(obj, by=by, **values)


class DocumentPage(DetailPage):
    """One document with its scan."""

    model, template_name = ProjectDocument, "projects/document.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "requirement")

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may(Act.DOCUMENT_RECORD, self.object)
        return super().get_context_data(may_edit=may_edit, entries=entries(self.object), **kwargs)


class DocumentEdit(FormPage):
    model, form_class, act = ProjectDocument, forms.DocumentForm, Act.DOCUMENT_RECORD
    done = "已保存"

    def act_on(self, obj, by, **values):
        return records.correct_document(obj, by=by, **values)


class OpinionTable(DetailPage):
    """What each department says at the joint review or the joint acceptance."""

    model, template_name = Project, "projects/opinions.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def get_context_data(self, **kwargs):
        occasion = occasion_of(self.kwargs)
        asked = {"review": {"reviews": True}, "acceptance": {"accepts": True}}[occasion]
        said = {o.department_id: o for o in self.object.opinions.filter(occasion=occasion)}
        return super().get_context_data(
            occasion=occasion,
            rows=[(d, said.get(d.pk)) for d in Department.objects.filter(**asked)],
            may_record=self.request.user.may(Act.OPINION_RECORD, self.object),
            **kwargs,
        )


def occasion_of(kwargs):
    if kwargs["occasion"] not in Opinion.Occasion.values:
        raise Http404
    return Opinion.Occasion(kwargs["occasion"])


class OpinionRecord(OfProjectForm):
    """One department's word."""

    form_class, act, done = forms.OpinionForm, Act.OPINION_RECORD, "意见已登记"

    def find(self, pk, occasion, department):
        project = super().find(pk)
        self.occasion = occasion_of(self.kwargs)
        self.department = get_object_or_404(Department, pk=department)
        self.title = f"{self.department}：{self.occasion.label}意见"
        return project

    def record(self):
        said = self.object.opinions.filter(occasion=self.occasion, department=self.department).first()
        return said or Opinion(project=self.object, occasion=self.occasion, department=self.department)

    def get_initial(self):
        return {} if self.record().pk else {"given_on": timezone.localdate()}

    def act_on(self, obj, by, **values):
        records.record_opinion(obj, self.occasion, self.department, by=by, **values)

    def get_success_url(self):
        return reverse("projects:opinions", args=[self.object.pk, self.occasion])


class Exempt(ActPage):
    """Waive one check of a project, with the basis."""

    model, form_class, act, title = Project, forms.ExemptForm, Act.GATE_EXEMPT, "批准免办"
    action, done, button = records.exempt, "已批准免办，依据和批准人记在项目里", "批准免办"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"user": self.request.user, "obj": self.object}

    def get_initial(self):
        return {"check_code": self.request.GET.get("check", "")}

    @property
    def explain(self):
        code = self.request.GET.get("check", "") or self.request.POST.get("check_code", "")
        return f"免办事项：{records.title_of(code) or '没有选'}"


class ExemptionWithdraw(ActPage):
    model, form_class, act, title = Exemption, ReasonForm, Act.GATE_EXEMPT, "撤销免办"
    done, button = "已撤销免办", "撤销免办"

    def act_on(self, obj, by, version=None, **values):
        return records.withdraw_exemption(obj, by=by, **values)
