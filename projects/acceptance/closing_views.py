"""Acceptance, handover and warranty."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from accounts.policy import Act
from core import thresholds
from core.exchange.views import ExportPage
from core.listing import Column
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, ListPage
from projects.acceptance import checklist, forms, handover, warranty
from projects.acceptance.filters import AssetFilter, DefectFilter, overdue_defects
from projects.acceptance.models import AcceptanceResult, Asset, Defect
from projects.acceptance.steps import ASSET_STEPS, DEFECT_STEPS
from projects.acceptance.views import OfRecord
from projects.register.models import Project
from projects.register.views import ProjectTabs
from projects.stages.models import Department
from projects.stages.views import OfProjectForm

CLOSED = Q(state=Defect.State.CLOSED)


class ProjectAcceptance(ProjectTabs, DetailPage):
    """验收: the checklist with its results, and what each department says."""

    model, template_name, tab = Project, "projects/acceptance.html", "acceptance"

    def get_context_data(self, **kwargs):
        project, user = self.object, self.request.user
        rows = checklist.results(project)
        verdicts = [r.verdict if r else "" for _, r in rows]
        said = {o.department_id: o for o in project.opinions.visible_to(user).filter(occasion="acceptance")}
        return super().get_context_data(
            works=by_work(rows),
            sums={name: verdicts.count(name) for name in ("pass", "fail", "not_applicable")},
            lines=len(rows),
            lacking=len(checklist.lacking(project)),
            departments=[(d, said.get(d.pk)) for d in Department.objects.filter(accepts=True)],
            may_record=user.may(Act.ACCEPTANCE_RECORD, project),
            **kwargs,
        )


def by_work(rows):
    """[(kind of work, [(line, result or None)])]"""
    found = {}
    for line, result in rows:
        found.setdefault(line.work, []).append((line, result))
    return list(found.items())


class AcceptanceEdit(OfProjectForm):
    """The whole checklist in one form; everything is saved or nothing."""

    form_class, act, template_name = forms.ChecklistForm, Act.ACCEPTANCE_RECORD, "projects/acceptance_edit.html"
    title, button, done = "登记验收结果", "保存全部", "验收结果已保存"

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"lines": checklist.results(self.object)}

    def form_valid(self, form):
        self.form = form
        return super().form_valid(form)

    def act_on(self, obj, by, version=None, **values):
        checklist.set_verdicts(obj, self.form.rows(), by=by, checked_on=values["checked_on"])

    def get_success_url(self):
        return reverse("projects:acceptance", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class AcceptanceResultPage(OfRecord):
    """One line with its photos and its history."""

    model, template_name = AcceptanceResult, "projects/acceptance_result.html"
    needs = ("project__area__parent", "item__item")


class ProjectHandover(ProjectTabs, DetailPage):
    """移交: what was built, who receives it, what joined the register of facilities."""

    model, template_name, tab = Project, "projects/handover.html", "handover"

    def get_context_data(self, **kwargs):
        assets = list(self.object.assets.visible_to(self.request.user).select_related(*AssetPage.needs))
        return super().get_context_data(
            assets=assets,
            signed=sum(asset.signed_on is not None for asset in assets),
            joined=sum(asset.facility_id is not None for asset in assets),
            may_record=self.request.user.may(Act.ASSET_RECORD, self.object),
            **kwargs,
        )


class AssetNew(OfProjectForm):
    form_class, act, title = forms.AssetForm, Act.ASSET_RECORD, "登记移交资产"
    button, done = "登记", "资产已登记，等待接收单位签收"

    def record(self):
        return Asset(project=self.object)

    def act_on(self, obj, by, version=None, **values):
        return handover.record(obj, by=by, **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": reverse("projects:handover", args=[self.object.pk])}


class AssetList(ListPage):
    """移交资产 of all projects."""

    model, filterset_class, template_name = Asset, AssetFilter, "projects/assets.html"
    list_name, title = "assets", "移交资产"
    columns = [
        Column("name", "资产", sort="name"),
        Column("project", "项目"),
        Column("community", "小区"),
        Column("quantity", "数量", numeric=True, sort="quantity"),
        Column("receiver", "接收单位"),
        Column("signed_on", "签收", sort="signed_on"),
        Column("facility", "公共设施"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area", "community", "kind", "receiver", "facility")

    def totals(self, queryset):
        signed, joined = Q(signed_on__isnull=False), Q(facility__isnull=False)
        sums = {"n": Count("pk"), "signed": Count("pk", filter=signed), "joined": Count("pk", filter=joined)}
        found = queryset.order_by().aggregate(**sums)
        words = {"n": "资产", "signed": "已签收", "joined": "记入公共设施"}
        return [(label, f"{found[name]:,} 项") for name, label in words.items()]

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_import=self.request.user.may_somewhere(Act.ASSET_RECORD), **kwargs)


class AssetExport(ExportPage):
    kind = "assets"


class AssetPage(OfRecord):
    model, template_name = Asset, "projects/asset.html"
    needs = ("project__area__parent", "community", "kind", "receiver", "facility")

    def get_context_data(self, **kwargs):
        asset, user = self.object, self.request.user
        return super().get_context_data(
            may_edit=not asset.signed_on and user.may(Act.ASSET_RECORD, asset),
            may_sign=not asset.signed_on and user.may(Act.ASSET_SIGN, asset),
            **kwargs,
        )


class AssetEdit(FormPage):
    model, form_class, act = Asset, forms.AssetForm, Act.ASSET_RECORD

    def act_on(self, obj, by, **values):
        handover.edit(obj, by=by, **values)

    def get_success_url(self):
        return reverse("projects:asset", args=[self.object.pk])


class AssetStep(StepPage):
    """/assets/7/sign/"""

    model, steps = Asset, ASSET_STEPS

    @property
    def explain(self):
        joins = f"；签收后记入{self.object.community}的公共设施" if self.object.kind_id else ""
        return f"{self.object}由{self.object.receiver}接收{joins}"


class ProjectWarranty(ProjectTabs, DetailPage):
    """质保: the periods, and the defects notified in them."""

    model, template_name, tab = Project, "projects/warranty.html", "warranty"

    def get_context_data(self, **kwargs):
        project, user, today = self.object, self.request.user, timezone.localdate()
        defects = Defect.objects.visible_to(user).filter(project=project)
        items = project.warranty_items.visible_to(user).select_related("term")
        items = items.annotate(n=Count("defects"), left=Count("defects", filter=~Q(defects__state="closed")))
        return super().get_context_data(
            items=items,
            defects=defects.select_related("warranty__term", "community").order_by("closed_on", "due_on", "pk"),
            late=defects.filter(overdue_defects(today)).count(),
            today=today,
            law=warranty.LAW,
            days=thresholds.rows(warranty.ARRIVE, today).get(warranty.ARRIVE),
            may_notify=user.may(Act.DEFECT_NOTIFY, project),
            **kwargs,
        )


class DefectNew(OfProjectForm):
    form_class, act, title = forms.DefectForm, Act.DEFECT_NOTIFY, "通知保修"
    button, done = "通知", "已登记书面通知，应到场日期已算出；请把通知书传上来"

    def record(self):
        return Defect(project=self.object)

    def get_initial(self):
        return {"notified_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        return warranty.notify(obj, by=by, **values)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": reverse("projects:warranty", args=[self.object.pk])}


class DefectList(ListPage):
    """保修报修 of all projects."""

    model, filterset_class, template_name = Defect, DefectFilter, "projects/defects.html"
    list_name, title = "defects", "保修报修"
    lead = "书面通知以后，施工单位 15 天以内到场，紧急的当天到场；逾期的可以由建设单位另行维修、费用由施工单位承担"
    columns = [
        Column("text", "情况"),
        Column("place", "部位"),
        Column("project", "项目"),
        Column("warranty", "保修项"),
        Column("notified_on", "通知", sort="notified_on"),
        Column("due_on", "应到场", sort="due_on"),
        Column("on_site_on", "到场"),
        Column("closed_on", "修好", sort="closed_on"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("project__area", "community", "warranty__term")

    def totals(self, queryset):
        late = overdue_defects(timezone.localdate())
        sums = {"n": Count("pk"), "open": Count("pk", filter=~CLOSED), "late": Count("pk", filter=late)}
        sums |= {"owner": Count("pk", filter=Q(by_owner=True))}
        found = queryset.order_by().aggregate(**sums)
        words = {"n": "报修", "open": "没有修好", "late": "逾期没有到场", "owner": "建设单位另行维修"}
        return [(label, f"{found[name]:,} 件") for name, label in words.items()]

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=timezone.localdate(), **kwargs)


class DefectPage(OfRecord):
    model, template_name = Defect, "projects/defect.html"
    steps, step_url = DEFECT_STEPS, "projects:defect_step"
    needs = ("project__area__parent", "community", "warranty__term")

    def get_context_data(self, **kwargs):
        return super().get_context_data(law=warranty.LAW, **kwargs)


class DefectStep(StepPage):
    """/defects/7/close/"""

    model, steps = Defect, DEFECT_STEPS

    @property
    def explain(self):
        return f"{self.object}；应 {self.object.due_on:%Y年%m月%d日}以前到场"
