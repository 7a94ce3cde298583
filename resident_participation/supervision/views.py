"""Supervision on the desk: who watches a site, what they reported, what residents get to see of it."""

import uuid

from django.contrib import messages
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from accounts.policy import Act
from core.errors import Refused
from core.history import entries
from core.listing import Column
from core.models import Attachment
from core.steps.table import open_to
from core.steps.views import StepPage
from core.views import ActPage, DetailPage, ListPage, StaffPage, back_where_they_came_from
from projects.models import Project
from projects.register.views import ProjectTabs
from projects.stages.views import OfProjectForm
from resident_participation.supervision import actions, figures, forms
from resident_participation.supervision.filters import ReportFilter
from resident_participation.supervision.models import (
    PhotoPrint,
    ResidentSupervisor,
    SupervisionReply,
    SupervisionReport,
)
from resident_participation.supervision.steps import STEPS


class ReportList(ListPage):
    """居民监督报告."""

    model, filterset_class, template_name = SupervisionReport, ReportFilter, "resident_participation/supervision.html"
    list_name, title = "supervision", "居民监督"
    lead = "居民监督员拍照上报的问题；施工单位或街道答复，监督员说解决了才算解决"
    columns = [
        Column("what", "问题"),
        Column("project", "项目"),
        Column("supervisor", "监督员"),
        Column("severity", "轻重"),
        Column("filed_on", "上报", sort="filed_on"),
        Column("due_on", "答复期限", sort="due_on"),
        Column("reopened", "没解决", numeric=True),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area__parent", "supervisor")

    def totals(self, queryset):
        found = figures.counts(queryset)
        return [
            ("报告", f"{found['total']:,} 件"),
            ("已解决", f"{found['solved']:,} 件"),
            ("逾期未答复", f"{found['overdue']:,} 件"),
        ]


class ReportPage(DetailPage):
    """One report with its photos, the answers, and whether the photo was used before."""

    model, template_name = SupervisionReport, "resident_participation/supervision_report.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "supervisor__row", "finding")

    def get_context_data(self, **kwargs):
        report, user = self.object, self.request.user
        steps = open_to(user, report, STEPS)
        by_card = report.supervisor.row_id and report.supervisor.serves_on(timezone.localdate())
        drop = {"inspect"} if report.finding_id else set()
        drop |= {"settle"} if by_card and report.supervisor.row.cards.filter(live=True).exists() else set()
        return super().get_context_data(
            steps=[(name, step) for name, step in steps if name not in drop],
            photos=report.files.all(),
            replies=report.replies.prefetch_related("files"),
            prints=prints_of(report),
            may_publish=user.may(Act.SUPERVISION_PUBLISH, report),
            sees_place=bool(user.prefixes),
            project=report.project,
            entries=entries(report),
            **kwargs,
        )


def prints_of(report):
    """{attachment key: its print}, of the photos that resemble an earlier one."""
    rows = PhotoPrint.objects.filter(report=report, repeats__isnull=False)
    return {
        one.attachment_id: one for one in rows.select_related("repeats__report__supervisor", "repeats__report__project")
    }


class ReportStep(StepPage):
    """/supervision/7/answer/"""

    model, steps = SupervisionReport, STEPS

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "supervisor__row")

    @property
    def explain(self):
        return f"{self.object.project}　{self.object}"


class ReplyPublish(ActPage):
    model, form_class, act, title = SupervisionReply, forms.PublishReplyForm, Act.SUPERVISION_PUBLISH, "公开答复"
    button, done, action = "公开", "已保存，居民看得到", staticmethod(actions.publish_reply)

    def get_initial(self):
        return {"public_text": self.object.public_text or self.object.text}

    def act_on(self, obj, by, version=None, **values):
        return actions.publish_reply(obj, by=by, **values)


class PhotoPublish(StaffPage, View):
    """Show one photo in the public log after a look for faces and plates, or no longer."""

    http_method_names = ["post"]

    def post(self, request, pk):
        photo = get_object_or_404(Attachment.objects.visible_to(request.user), pk=pk)
        if not isinstance(photo.target, (SupervisionReport, SupervisionReply)):
            raise Refused("other_record", "这不是监督照片")
        form = forms.PublishPhotoForm(request.POST)
        form.is_valid()
        given = form.cleaned_data
        actions.publish_photo(photo, by=request.user, is_public=given["public"], looked=given["looked"])
        messages.success(request, "已公开" if given["public"] else "已不再公开")
        return back_where_they_came_from(request)


class ProjectSupervision(ProjectTabs, DetailPage):
    """监督评价: supervisors and their reports, the waves of assessment, the way to what residents see."""

    model, template_name, tab = Project, "resident_participation/project_supervision.html", "supervision"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        reports = project.supervision.visible_to(user).select_related("supervisor")
        own = ResidentSupervisor.objects.visible_to(user).filter(project=project)
        waves = Prefetch("waves", project.waves.order_by("-opens_on"))
        return super().get_context_data(
            supervisors=[(one, one.serves_on(today)) for one in own.select_related("row", "community")],
            counts=figures.counts(reports, today),
            reports=reports[:50],
            homes=project.communities.order_by("code").prefetch_related(waves),
            may_appoint=user.may(Act.SUPERVISOR_APPOINT, project),
            may_end=user.may(Act.SUPERVISOR_END, project),
            may_reveal=user.may(Act.SUPERVISOR_REVEAL, project),
            may_enter=user.may(Act.SUPERVISION_ENTER, project),
            is_office=bool(user.prefixes),
            today=today,
            **kwargs,
        )


class OfSupervision(OfProjectForm):
    """A form about a project's supervision; it goes back there."""

    def get_success_url(self):
        return reverse("resident_participation:project_supervision", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class SupervisorNew(OfSupervision):
    form_class, act, title = forms.SupervisorForm, Act.SUPERVISOR_APPOINT, "聘任居民监督员"
    button, done = "聘任", "已聘任，请发给参与卡，告诉怎么拍照上报"

    def record(self):
        return ResidentSupervisor(project=self.object)

    def get_initial(self):
        return {"chosen_on": timezone.localdate(), "starts_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        return actions.appoint(obj, by=by, **values)


class ReportEnter(OfSupervision):
    """The office writes down the report of a supervisor without a card."""

    form_class, act, title = forms.DeskReportForm, Act.SUPERVISION_ENTER, "代监督员登记"
    button, done = "登记", "已登记，施工单位可以看到"

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance", None)
        places = list(dict.fromkeys(p for home in self.object.communities.all() for p in actions.places(home)))
        return kwargs | {"project": self.object, "places": places}

    def get_initial(self):
        return {"client_key": uuid.uuid4(), "severity": "minor"}

    def act_on(self, obj, by, supervisor, version=None, **values):
        return actions.enter(supervisor, by=by, **values)


class SupervisorEnd(ActPage):
    model, form_class, act, title = ResidentSupervisor, forms.EndForm, Act.SUPERVISOR_END, "结束聘任"
    button, done, action = "结束", "任期已结束", staticmethod(actions.end)

    def get_initial(self):
        return {"date": timezone.localdate()}


class SupervisorReveal(ActPage):
    model, form_class, act, title = ResidentSupervisor, forms.RevealForm, Act.SUPERVISOR_REVEAL, "查看监督员姓名"
    button = "查看"

    def form_valid(self, form):
        try:
            found = actions.reveal_name(self.object, by=self.request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            return self.turned_down(form, refused.fields, status=200)
        messages.warning(self.request, "这次查看已记入变更记录")
        found = {"object": self.object, "contact": found, "hint": "只用于和监督员本人联系，不要告诉施工、监理单位。"}
        return render(self.request, "resident_participation/contact.html", found)
