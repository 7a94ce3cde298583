from django.db.models import Count, OuterRef, Subquery, Sum
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from accounts.policy import Act
from communities.register.stages import BUILT, Stage
from core.listing import Column
from core.months import last_closed
from core.templatetags.house import money
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage
from projects import actions, forms, steps
from projects.filters import ProjectFilter
from projects.models import Project, ProjectCommunity

FORMS = {
    steps.NOTE: forms.NoteForm,
    steps.REASON: forms.ReasonForm,
    steps.DAY: forms.DayForm,
    steps.START: forms.StartForm,
    steps.NOTHING: forms.NothingForm,
}
MEMBERS = Subquery(
    ProjectCommunity.objects.filter(project=OuterRef("pk")).order_by().values("project").values(n=Count("pk"))
)
TRACK = [Stage.PLANNED, Stage.PRELIMINARY, Stage.TENDERING, Stage.IN_PROGRESS, *BUILT[:-1]]


class ProjectList(ListPage):
    """改造项目."""

    model, filterset_class, template_name = Project, ProjectFilter, "projects/list.html"
    list_name, title = "projects", "改造项目"
    columns = [
        Column("name", "项目", sort="name"),
        Column("area", "区县 / 街道", sort="area"),
        Column("members", "小区", numeric=True),
        Column("plan_year", "计划年度", numeric=True, sort="year"),
        Column("plan_kind", "类别", default=False),
        Column("planned_start", "计划开工", sort="planned_start"),
        Column("first_works_date", "实际进场"),
        Column("planned_finish", "计划完工", sort="planned_finish"),
        Column("budget", "计划投资（万元）", numeric=True, sort="budget"),
        Column("invested", "完成投资（万元）", numeric=True, sort="invested", default=False),
        Column("percent", "形象进度", sort="percent"),
        Column("owner", "建设单位", default=False),
        Column("status", "状态", sort="status"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area__parent").annotate(members_count=MEMBERS)

    def totals(self, queryset):
        sums = queryset.model.objects.filter(pk__in=queryset.order_by().values("pk"))
        sums = sums.aggregate(n=Count("pk"), budget=Sum("budget"), invested=Sum("invested"))
        return [
            ("项目", f"{sums['n']:,} 个"),
            ("计划投资", money(sums["budget"] or 0)),
            ("完成投资", money(sums["invested"] or 0)),
        ]

    def get_context_data(self, **kwargs):
        user = self.request.user
        may_create = user.may_somewhere(Act.PROJECT_CREATE)
        return super().get_context_data(today=timezone.localdate(), may_create=may_create, **kwargs)


class ProjectTabs:
    def tabs(self):
        project = self.object
        return [
            ("概况", project.get_absolute_url(), "detail"),
            ("变更记录", reverse("projects:history", args=[project.pk]), "history"),
        ]

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent", "unit")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=self.tabs(), **kwargs)


class ProjectDetail(ProjectTabs, DetailPage):
    model, template_name, tab = Project, "projects/detail.html", "detail"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        members = project.communities.visible_to(user).select_related("area").order_by("code")
        months = project.reports.visible_to(user).select_related("reported_by", "verified_by")
        begun = project.first_works_date is not None
        return super().get_context_data(
            track=track(project),
            members=members,
            sums=members.aggregate(area=Sum("floor_area"), households=Sum("households")),
            dates=dates(project, today),
            months=months,
            steps=steps.open_to(user, project, steps.PROJECT_STEPS),
            may_edit=user.may(Act.PROJECT_EDIT, project),
            may_report=begun and project.status != Stage.CLOSED and user.may(Act.PROGRESS_REPORT, project),
            period=last_closed(today),
            today=today,
            **kwargs,
        )


def track(project):
    """[(label, day, "done" | "now" | "")]: where the project stands on its way."""
    days = {
        Stage.IN_PROGRESS: ("开工", project.first_works_date),
        Stage.COMPLETED: ("完工", project.works_complete_date),
        Stage.ACCEPTED: ("竣工验收", project.acceptance_date),
        Stage.HANDED_OVER: ("移交", project.handover_date),
    }
    status = {Stage.STARTED: Stage.IN_PROGRESS, Stage.SUSPENDED: Stage.IN_PROGRESS}.get(project.status, project.status)
    here = len(TRACK) if status == Stage.CLOSED else TRACK.index(status) if status in TRACK else -1
    shown = []
    for place, stage in enumerate(TRACK):
        label, day = days.get(stage, (Stage(stage).label, None))
        shown.append((label, day, "done" if place < here else "now" if place == here else ""))
    return shown


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


class ProjectHistory(ProjectTabs, HistoryPage):
    model, tab = Project, "history"


class ProjectCreate(FormPage):
    model, form_class, title, act = Project, forms.ProjectForm, "新建项目", Act.PROJECT_CREATE
    done, button = "项目已列入计划，小区状态随之更新", "建立项目"

    def get_initial(self):
        own = Area.objects.visible_to(self.request.user).streets().filter(pk=self.request.GET.get("area", ""))
        return super().get_initial() | {"plan_year": timezone.localdate().year, "area": own.first()}

    def act_on(self, obj, by, **values):
        return actions.create(
            by=by, **values | {"communities": list(values["communities"]), "code": values["code"] or None}
        )


class ProjectEdit(FormPage):
    model, form_class, act = Project, forms.ProjectForm, Act.PROJECT_EDIT
    done, button = "已保存，变更记录里可以查到", "保存修改"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class ProjectStep(ActPage):
    """One step of the life cycle: /projects/12/accept/."""

    model = Project

    def dispatch(self, request, *args, name, **kwargs):
        if name not in steps.PROJECT_STEPS:
            raise Http404
        self.step = steps.PROJECT_STEPS[name]
        self.act, self.title, self.done = self.step.act, self.step.act.label, self.step.done
        self.button, self.form_class = self.title, FORMS[self.step.typed]
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self):
        today = timezone.localdate()
        return {"date": today, "first_works_date": today}

    def act_on(self, obj, by, version=None, **values):
        return self.step.action(obj, by=by, **values)
