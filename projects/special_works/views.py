from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from communities.models import Community, RenovationUnit
from core.exchange.views import ExportPage
from core.listing import Column
from core.steps.table import open_to
from core.steps.views import StepPage
from core.templatetags.house import money
from core.views import ActPage, DetailPage, FormPage, HistoryPage, ListPage, StaffPage
from projects.register.models import Project
from projects.register.views import ProjectTabs
from projects.special_works import actions, board, coordination, figures, forms, words
from projects.special_works.filters import SitePlaceFilter, SpecialWorkFilter, clashing
from projects.special_works.models import Clash, ConflictRule, Coordination, SitePlace, SpecialWork
from projects.special_works.sites import Site, site_of_project
from projects.special_works.steps import CLASH_STEPS, WORK_STEPS

PLACES = Subquery(
    SpecialWork.places.through.objects.filter(specialwork=OuterRef("pk"))
    .order_by()
    .values("specialwork")
    .values(n=Count("pk"))
)


class SpecialWorkList(ListPage):
    """专项工程: the board of all departments' and operators' works."""

    model, filterset_class, template_name = SpecialWork, SpecialWorkFilter, "projects/special_works.html"
    list_name, title = "special_works", "专项工程"
    lead = "各部门、各专业经营单位要在小区里做的工程；先报意向，再一起排时间，同一个地方只挖一次"
    columns = [
        Column("name", "工程", sort="code"),
        Column("community", "小区", sort="community"),
        Column("kind", "种类", sort="kind"),
        Column("owner", "实施单位"),
        Column("starts_on", "时间", sort="starts_on"),
        Column("places", "地点", numeric=True),
        Column("budget", "投资（万元）", numeric=True, sort="budget"),
        Column("clash", "冲突"),
        Column("state", "状态"),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("community__area__parent", "community__unit", "kind", "owner")
        return rows.annotate(in_clash=clashing(), waits=clashing(answered=False), places_count=PLACES)

    def totals(self, queryset):
        rows = SpecialWork.objects.filter(pk__in=queryset.order_by().values("pk"))
        sums = rows.aggregate(n=Count("pk"), budget=Sum("budget"))
        waiting = rows.filter(clashing(answered=False)).count()
        return [
            ("工程", f"{sums['n']:,} 项"),
            ("投资", money(sums["budget"] or 0)),
            ("有冲突待处理", f"{waiting:,} 项"),
        ]

    def get_context_data(self, **kwargs):
        user = self.request.user
        may_rule = user.may_somewhere(Act.CONFLICT_RULE)
        return super().get_context_data(may_file=user.may_somewhere(Act.WORK_FILE), may_rule=may_rule, **kwargs)


class SpecialWorkExport(ExportPage):
    kind = "special_works"


class SpecialWorkPage(DetailPage):
    """One work: what, where, when, whom it meets."""

    model, template_name = SpecialWork, "projects/special_work.html"

    def get_queryset(self):
        related = ("community__area__parent", "community__unit", "kind", "owner", "project")
        return super().get_queryset().select_related(*related)

    def get_context_data(self, **kwargs):
        work, user = self.object, self.request.user
        met = Clash.objects.visible_to(user).filter(Q(first=work) | Q(second=work))
        met = met.select_related("rule", "place", "first__owner", "second__owner", "answer")
        return super().get_context_data(
            places=work.places.select_related("community"),
            clashes=[(clash, words.reason(clash)) for clash in met],
            before=work.predecessors.select_related("owner"),
            after=work.successors.select_related("owner"),
            steps=open_to(user, work, WORK_STEPS),
            may_edit=user.may(Act.WORK_FILE, work) and work.state not in ("done", "cancelled"),
            may_answer=user.may(Act.CLASH_KEEP, work),
            **kwargs,
        )


class SpecialWorkHistory(HistoryPage):
    model = SpecialWork


class SpecialWorkFile(FormPage):
    model, form_class, title, act = SpecialWork, forms.WorkForm, "申报专项工程", Act.WORK_FILE
    done, button = "已申报；和别的工程有没有冲突，下面能看到", "申报"

    def get_initial(self):
        wanted, user = self.request.GET.get("community", ""), self.request.user
        found = {"community": int(wanted)} if wanted.isascii() and wanted.isdecimal() else {}
        return found | ({"owner": next(iter(user.organisations))} if len(user.organisations) == 1 else {})

    def act_on(self, obj, by, **values):
        return actions.file(by=by, **values)


class SpecialWorkEdit(FormPage):
    model, form_class, act = SpecialWork, forms.WorkForm, Act.WORK_FILE
    done = "已保存，冲突已重新计算"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class SpecialWorkStep(StepPage):
    model, steps = SpecialWork, WORK_STEPS


class ClashStep(StepPage):
    """会商 or 保留: afterwards back to the works of the unit."""

    model, steps = Clash, CLASH_STEPS

    def get_initial(self):
        return {"meeting_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        super().act_on(obj, by, **values)

    def get_success_url(self):
        unit = self.object.place.community.unit_id
        return reverse("projects:unit_works", args=[unit]) if unit else self.object.first.get_absolute_url()

    def get_context_data(self, **kwargs):
        self.explain = words.reason(self.object)
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class SiteWorks(DetailPage):
    """Works of one site on a time line, with clashes, proposals and what they save."""

    template_name = "projects/site_works.html"

    def site(self):
        raise TypeError("which site is said by the page")

    def project(self):
        return None

    def get_context_data(self, **kwargs):
        found = board.facts(self.site(), self.object.area, self.request.user)
        plans = Coordination.objects.visible_to(self.request.user).filter(**self.plan_of())
        return super().get_context_data(plans=plans, **found, **kwargs)


class UnitWorks(SiteWorks):
    model = RenovationUnit

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def site(self):
        return Site(unit=self.object)

    def plan_of(self):
        return {"unit": self.object}

    def get_context_data(self, **kwargs):
        return super().get_context_data(act=board.acts("unit", self.object), **kwargs)


class ProjectWorks(ProjectTabs, SiteWorks):
    """Works of a project; one that stands in a unit is coordinated there."""

    model, tab = Project, "works"

    def site(self):
        return site_of_project(self.object)

    def project(self):
        return None if self.site().unit else self.object

    def plan_of(self):
        site = self.site()
        return {"unit": site.unit} if site.unit else {"project": self.object}

    def get_context_data(self, **kwargs):
        unit = self.site().unit
        act = board.acts("unit", unit) if unit else board.acts("project", self.object)
        return super().get_context_data(act=act, **kwargs)


class AcceptProposal(ActPage):
    """采纳 one proposal of a unit."""

    model, act, title = RenovationUnit, Act.PROPOSAL_ACCEPT, "采纳建议"
    form_class, done, button = forms.ProposalForm, "已按建议调整时间，冲突已重新计算", "采纳建议"

    def get_initial(self):
        return {"proposal": self.request.GET.get("proposal", "")}

    def site(self):
        return Site(unit=self.object)

    def project(self):
        return None

    def act_on(self, obj, by, version=None, **values):
        number = values.pop("proposal")
        coordination.accept(self.site(), number, by=by, area=obj.area, **values)

    def get_success_url(self):
        return reverse("projects:unit_works", args=[self.object.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"back": self.get_success_url()}


class ApproveCoordination(ActPage):
    """批准统筹施工方案 of a unit."""

    model, act, title = RenovationUnit, Act.COORDINATION_APPROVE, "批准统筹施工方案"
    form_class, done, button = forms.ApproveForm, "统筹施工方案已批准，可以安排开工", "批准"
    site, project = AcceptProposal.site, AcceptProposal.project

    def get_initial(self):
        return {"approved_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        return coordination.approve(self.site(), by=by, area=obj.area, project=self.project(), **values)


class OfProjectSite:
    """The same for a project that stands in no unit."""

    model = Project

    def site(self):
        return site_of_project(self.object)

    def project(self):
        if self.site().unit:
            raise Http404
        return self.object

    def get_success_url(self):
        return reverse("projects:project_works", args=[self.object.pk])


class ProjectAccept(OfProjectSite, AcceptProposal):
    pass


class ProjectApprove(OfProjectSite, ApproveCoordination):
    pass


class CoordinationPage(DetailPage):
    """统筹施工方案 to print."""

    model, template_name = Coordination, "projects/coordination.html"

    def get_queryset(self):
        return super().get_queryset().select_related("unit", "project", "area__parent")

    def get_context_data(self, **kwargs):
        rows = sorted(self.object.works, key=lambda row: (row["starts_on"], row["code"]))
        return super().get_context_data(rows=rows, **kwargs)


class CoordinationFigures(StaffPage, TemplateView):
    """统筹效果: entries, digs and days of disturbance, as filed, now, and possible, by district or street."""

    template_name = "projects/coordination_figures.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        lines, total = figures.measures(area.pk)
        return super().get_context_data(area=area, lines=lines, total=total, definition=figures.DEFINITION, **kwargs)


class PlaceList(ListPage):
    """施工地点."""

    model, filterset_class, template_name = SitePlace, SitePlaceFilter, "projects/places.html"
    list_name, title = "site_places", "施工地点"
    lead = "小区里的路段、地块和楼栋；两项工程在同一个地点相遇，平台才知道会不会冲突"
    columns = [
        Column("name", "地点"),
        Column("community", "小区"),
        Column("kind", "类型"),
        Column("households", "影响户数", numeric=True),
        Column("fire_lane", "消防车通道"),
        Column("works", "工程", numeric=True),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("community__area__parent").annotate(n=Count("works"))

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.request.user.may_somewhere(Act.PLACE_EDIT), **kwargs)


class PlaceNew(FormPage):
    model, form_class, title, act = SitePlace, forms.PlaceForm, "登记施工地点", Act.PLACE_EDIT
    done, button = "地点已登记", "登记"

    def get_initial(self):
        wanted = self.request.GET.get("community", "")
        seen = Community.objects.visible_to(self.request.user)
        return {"community": seen.filter(pk=wanted).first()} if wanted.isascii() and wanted.isdecimal() else {}

    def act_on(self, obj, by, **values):
        return actions.new_place(by=by, **values)


class PlaceEdit(FormPage):
    model, form_class, act = SitePlace, forms.PlaceForm, Act.PLACE_EDIT
    done = "已保存，冲突已重新计算"

    def act_on(self, obj, by, **values):
        return actions.save_place(obj, by=by, **values)


class RuleList(StaffPage, TemplateView):
    """冲突规则: when two works clash, with the source of each rule."""

    template_name = "projects/conflict_rules.html"

    def get_context_data(self, **kwargs):
        may_edit = self.request.user.may_somewhere(Act.CONFLICT_RULE)
        return super().get_context_data(rules=ConflictRule.objects.all(), may_edit=may_edit, **kwargs)


class RuleEdit(FormPage):
    model, form_class, act = ConflictRule, forms.RuleForm, Act.CONFLICT_RULE
    done = "规则已调整，各片区的冲突在后台重新计算"

    def get_queryset(self):
        return ConflictRule.objects.all()

    def act_on(self, obj, by, **values):
        return actions.change_rule(obj, by=by, **values)
