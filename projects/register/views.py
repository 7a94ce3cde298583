from django.db.models import Count, OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone

from accounts.models import Area
from accounts.policy import Act
from core.exchange.views import ExportPage
from core.listing import Column
from core.templatetags.house import money
from core.views import FormPage, HistoryPage, ListPage
from projects.register import actions, forms
from projects.register.filters import ProjectFilter
from projects.register.models import Project, ProjectCommunity

MEMBERS = Subquery(
    ProjectCommunity.objects.filter(project=OuterRef("pk")).order_by().values("project").values(n=Count("pk"))
)


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
        return (
            super()
            .get_base_queryset()
            .select_related("area__parent")
            .prefetch_related("baselines")
            .annotate(members_count=MEMBERS)
        )

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


class ProjectExport(ExportPage):
    kind = "projects"


class ProjectTabs:
    def tabs(self):
        project = self.object
        return [
            ("概况", project.get_absolute_url(), "detail"),
            ("改造内容", reverse("projects:items", args=[project.pk]), "items"),
            ("进度", reverse("projects:schedule", args=[project.pk]), "schedule"),
            ("合同造价", reverse("projects:contracts", args=[project.pk]), "contracts"),
            ("资金", reverse("projects:funds", args=[project.pk]), "funds"),
            ("专项工程", reverse("projects:project_works", args=[project.pk]), "works"),
            ("质量", reverse("projects:quality", args=[project.pk]), "quality"),
            ("施工日志", reverse("projects:site_logs", args=[project.pk]), "site_logs"),
            ("验收", reverse("projects:acceptance", args=[project.pk]), "acceptance"),
            ("资产移交", reverse("projects:handover", args=[project.pk]), "handover"),
            ("质保", reverse("projects:warranty", args=[project.pk]), "warranty"),
            ("监督评价", reverse("resident_participation:project_supervision", args=[project.pk]), "supervision"),
            ("变更记录", reverse("projects:history", args=[project.pk]), "history"),
        ]

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent", "unit")

    def get_context_data(self, **kwargs):
        return super().get_context_data(tabs=self.tabs(), **kwargs)


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
