from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core.history import entries
from core.listing import Column
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage
from projects.progress import baselines, milestones, schedule
from projects.progress.filters import MilestoneFilter
from projects.progress.models import Milestone
from projects.progress.schedule_forms import MilestonesForm, first_values
from projects.progress.schedule_steps import BASELINE_STEPS, MILESTONE_STEPS
from projects.progress.scurve import charts
from projects.register.models import Project
from projects.register.views import ProjectTabs


class ProjectSchedule(ProjectTabs, DetailPage):
    """How the project stands in time: planned, actual, deviation, forecast, milestones, baselines."""

    model, template_name, tab = Project, "projects/schedule.html", "schedule"

    def get_queryset(self):
        return super().get_queryset().prefetch_related("baselines")

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        standing = schedule.standing(project, today)
        approved = list(project.baselines.all())
        return super().get_context_data(
            standing=standing,
            late_total=standing.late[0][1] if standing.late else 0,
            charts=charts(project, standing, today),
            milestones=[(m, m.days_late(today)) for m in project.milestones.all()],
            baselines=approved,
            moved=baselines.differences(approved[-1], approved[0]) if len(approved) > 1 else [],
            pending=baselines.pending(project),
            live=not project.works_complete_date,
            may_edit=not project.works_complete_date and user.may(Act.MILESTONE_EDIT, project),
            may_confirm=user.may(Act.MILESTONE_EDIT, project),
            may_approve=not project.works_complete_date and user.may(Act.BASELINE_APPROVE, project),
            today=today,
            **kwargs,
        )


class MilestonesEdit(FormPage):
    """All milestones of a project in one form; everything is saved or nothing."""

    model, form_class, act, template_name = Project, MilestonesForm, Act.MILESTONE_EDIT, "projects/milestones_edit.html"
    title, button, done = "编制节点", "保存全部", "节点已保存；批准基线以后按它考核进度"

    def form_valid(self, form):
        self.form = form
        return super().form_valid(form)

    def act_on(self, obj, by, version=None, **values):
        rows, self.places = self.form.rows()
        milestones.save_list(obj, rows, by=by, seen_as=values["seen"])

    def turned_down(self, form, words, status):
        if any("." in place or not place for place in words):
            form.complain(words, self.places)
            words = {}
        return super().turned_down(form, words, status)

    def get_success_url(self):
        return reverse("projects:schedule", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class BaselineApprove(StepPage):
    """批准进度基线."""

    model, steps = Project, BASELINE_STEPS
    explain = "节点现在的样子成为考核进度的计划；第一版永远保留，以后每一版都要写原因"

    def get_initial(self):
        return first_values(self.object, self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": reverse("projects:schedule", args=[self.object.pk])}


class MilestonePage(DetailPage):
    """One milestone: plan, estimate, the confirmed day with its evidence."""

    model, template_name = Milestone, "projects/milestone.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent")

    def get_context_data(self, **kwargs):
        one, user, today = self.object, self.request.user, timezone.localdate()
        return super().get_context_data(
            late=one.days_late(today),
            steps=[] if not user.may(Act.MILESTONE_EDIT, one) else steps_of(one),
            entries=entries(one),
            **kwargs,
        )


def steps_of(milestone):
    return [(name, step) for name, step in MILESTONE_STEPS.items() if name == "confirm" or not milestone.done_on]


class MilestoneStep(StepPage):
    """/milestones/7/confirm/"""

    model, steps = Milestone, MILESTONE_STEPS

    def get_initial(self):
        one, today = self.object, timezone.localdate()
        return {"expected_on": one.expected_on or one.planned_on, "done_on": one.done_on or today}

    def get_context_data(self, **kwargs):
        words = {"expect": "改预计日期", "confirm": "确认完成"}[self.kwargs["name"]]
        return super().get_context_data(**kwargs) | {"title": f"{words}：{self.object}", "button": words}


class MilestoneList(ListPage):
    """节点: which works of which project are due when, late ones first to see."""

    model, filterset_class, template_name = Milestone, MilestoneFilter, "projects/milestones.html"
    list_name, title = "milestones", "工程节点"
    lead = "各项目的节点计划、预计和确认的日期；批准基线以后按基线考核"
    columns = [
        Column("name", "节点"),
        Column("project", "项目", sort="project"),
        Column("weight", "权重（%）", numeric=True),
        Column("planned_on", "计划", sort="planned_on"),
        Column("expected_on", "预计", sort="expected_on"),
        Column("done_on", "完成", sort="done_on"),
        Column("late", "对照"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area__parent")

    def totals(self, queryset):
        today = timezone.localdate()
        rows = Milestone.objects.filter(pk__in=queryset.order_by().values("pk"))
        return [
            ("节点", f"{rows.count():,} 个"),
            ("已完成", f"{rows.filter(done_on__isnull=False).count():,} 个"),
            ("逾期未完成", f"{rows.late(today).count():,} 个"),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)
