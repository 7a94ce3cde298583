from django.db.models import BooleanField, Count, ExpressionWrapper, Q, Sum
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.models import Area
from accounts.policy import Act
from accounts.scope import own_area
from communities.models import CatalogueItem
from core import thresholds
from core.exchange.views import ExportPage
from core.history import entries
from core.listing import Column
from core.steps.views import StepPage
from core.templatetags.house import money
from core.views import DetailPage, FormPage, ListPage, StaffPage
from projects.items import actions, catalogue, figures, forms, rules
from projects.items.filters import WorksItemFilter
from projects.items.hints import hints
from projects.items.models import WorksItem
from projects.items.steps import ITEM_STEPS
from projects.register.models import Project
from projects.register.views import ProjectTabs

SHALLOW, TOP = 20, 8
DO = Q(answer=WorksItem.Answer.DO)


class ProjectItems(ProjectTabs, DetailPage):
    """What the project does in each community: planned, done, not needed and why, still to be answered, suggested."""

    model, template_name, tab = Project, "projects/items.html", "items"

    def get_context_data(self, **kwargs):
        project, user = self.object, self.request.user
        members = list(project.communities.select_related("area").order_by("code"))
        catalogued = list(CatalogueItem.objects.filter(applies=True).select_related("item_class"))
        rows = project.items.visible_to(user).select_related("item__item_class").annotate(over=over())
        why = hints(members, user)
        blocks = [block(c, [i for i in rows if i.community_id == c.pk], catalogued, why[c.pk]) for c in members]
        sums = rows.filter(DO).order_by().aggregate(n=Count("pk"), cost=Sum("planned_cost"), done=Sum("done_cost"))
        return super().get_context_data(
            blocks=blocks,
            sums=sums,
            left=project.budget - (sums["cost"] or 0),
            depth=figures.of_project(project),
            threshold=thresholds.rows(figures.SHALLOW).get(figures.SHALLOW),
            open=sum(len(one["unanswered"]) for one in blocks),
            closed=rules.closed(project),
            may_edit=not rules.closed(project) and user.may(Act.ITEM_EDIT, project),
            **kwargs,
        )


def over():
    """Whether an item has cost more than the rule allows above its plan."""
    return ExpressionWrapper(rules.over_budget(), output_field=BooleanField())


def block(community, rows, catalogued, why):
    """One community's part of the page."""
    have = {row.item_id for row in rows}
    listed = {}
    for row in rows:
        row.hints = why.get(row.item_id, [])
        listed.setdefault(row.item.item_class, []).append(row)
    others = [item for item in catalogued if item.pk not in have]
    return {
        "community": community,
        "classes": sorted(listed.items(), key=lambda pair: pair[0].order),
        "unanswered": [i for i in others if i.item_class_id == catalogue.BASIC_CLASS],
        "suggested": [(i, why[i.pk]) for i in others if i.item_class_id != catalogue.BASIC_CLASS and why.get(i.pk)],
        "planned": sum(row.planned_cost for row in rows),
        "done": sum(row.done_cost for row in rows),
    }


class ItemsEdit(FormPage):
    """All items of one community of the project in one form; everything is saved or nothing."""

    model, form_class, act, template_name = Project, forms.GridForm, Act.ITEM_EDIT, "projects/items_edit.html"
    done, button = "改造内容已保存", "保存全部"

    def find(self, pk, community):
        project = super().find(pk)
        self.community = project.communities.filter(pk=community).first()
        if self.community is None:
            raise Http404
        self.title = f"{self.community}：改造内容"
        return project

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        kwargs.pop("instance")
        have = {i.item_id: i for i in self.object.items.filter(community=self.community)}
        items = CatalogueItem.objects.filter(Q(applies=True) | Q(pk__in=have)).select_related("item_class")
        why = hints([self.community], self.request.user)[self.community.pk]
        return kwargs | {"items": items, "have": have, "hints": why}

    def form_valid(self, form):
        self.form = form
        return super().form_valid(form)

    def act_on(self, obj, by, version=None, **values):
        actions.save_items(obj, self.form.rows(self.community), by=by)

    def turned_down(self, form, words, status):
        rows = {place: said for place, said in words.items() if "." in place}
        if rows:
            form.complain(rows)
            words = {None: ["有几行要改，都还没有保存；您填的都在"]}
        return super().turned_down(form, words, status)

    def get_success_url(self):
        return f"{reverse('projects:items', args=[self.object.pk])}#c{self.community.pk}"

    def get_context_data(self, **kwargs):
        closed = rules.closed(self.object)
        back = reverse("projects:items", args=[self.object.pk])
        return super().get_context_data(community=self.community, closed=closed, **kwargs) | {"back": back}


class ItemList(ListPage):
    """改造内容."""

    model, filterset_class, template_name = WorksItem, WorksItemFilter, "projects/works_items.html"
    list_name, title = "works_items", "改造内容"
    lead = "各项目在各小区做什么：计划多少、完成多少，不需要的写明原因"
    columns = [
        Column("item", "内容", sort="item"),
        Column("community", "小区", sort="community"),
        Column("project", "项目", sort="project"),
        Column("year", "年度", numeric=True, sort="year"),
        Column("answer", "安排"),
        Column("planned", "计划数量", numeric=True),
        Column("done", "完成数量", numeric=True),
        Column("planned_cost", "计划投资（万元）", numeric=True, sort="planned_cost"),
        Column("done_cost", "完成投资（万元）", numeric=True, sort="done_cost"),
        Column("note", "做法", default=False),
    ]

    def get_base_queryset(self):
        rows = super().get_base_queryset().select_related("item__item_class", "community__area", "project")
        return rows.annotate(over=over())

    def totals(self, queryset):
        sums = queryset.order_by().aggregate(
            n=Count("pk", filter=DO), planned=Sum("planned_cost"), done=Sum("done_cost"), no=Count("pk", filter=~DO)
        )
        return [
            ("安排改造", f"{sums['n']:,} 项"),
            ("不需要", f"{sums['no']:,} 项"),
            ("计划投资", money(sums["planned"] or 0)),
            ("完成投资", money(sums["done"] or 0)),
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_import=self.request.user.may_somewhere(Act.ITEM_EDIT), **kwargs)


class ItemExport(ExportPage):
    kind = "works_items"


class ItemPage(DetailPage):
    """One item with its photos and what happened to it."""

    model, template_name = WorksItem, "projects/works_item.html"

    def get_queryset(self):
        return super().get_queryset().select_related("project__area__parent", "community", "item__item_class")

    def get_context_data(self, **kwargs):
        item, user = self.object, self.request.user
        return super().get_context_data(
            may_edit=not rules.closed(item.project) and user.may(Act.ITEM_EDIT, item),
            depth_label=catalogue.DEPTHS[catalogue.entry(item.item_id).depth],
            steps=ITEM_STEPS.items(),
            entries=entries(item),
            **kwargs,
        )


class ItemEdit(FormPage):
    model, form_class, act = WorksItem, forms.ItemForm, Act.ITEM_EDIT
    done = "已保存"

    def act_on(self, obj, by, **values):
        return actions.edit(obj, by=by, **values)


class ItemStep(StepPage):
    """/works-items/7/done/"""

    model, steps = WorksItem, ITEM_STEPS

    def get_initial(self):
        return {name: getattr(self.object, name) for name in ("done", "done_cost", "note")}

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"title": f"登记完成量：{self.object.item}", "button": "登记"}


class DepthPage(StaffPage, TemplateView):
    """改造深度: do the works reach what residents lack, or only what can be seen?"""

    template_name = "projects/depth.html"

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user, self.request.GET.get("area"))
        years, whole = figures.depth(area.pk, by="year")
        year = chosen_year(self.request.GET.get("year", ""), [line.key for line in years])
        by = "district" if area.level == Area.Level.CITY else "street"
        places, total = figures.depth(area.pk, by=by, year=year)
        before = next((line for line in years if year and line.key == year - 1), None)
        below, shallow_count, shallow = figures.shallow(area.pk, SHALLOW, year)
        choices, communities = figures.choices(area.pk, year)
        return super().get_context_data(
            area=area,
            areas=self.request.user.area_choices,
            year=year,
            years=years,
            places=places,
            total=total,
            before=before,
            change=total.percent - before.percent if before and None not in (total.percent, before.percent) else None,
            below=below,
            shallow=shallow,
            shallow_count=shallow_count,
            communities=communities,
            most=choices[:TOP],
            least=list(reversed(choices[-TOP:])),
            depths=catalogue.DEPTHS,
            definition=figures.DEFINITION,
            **kwargs,
        )


def chosen_year(asked, years):
    """The year asked for; this year, or the last there is, when none was; None for all of them."""
    if asked == "all":
        return None
    if asked.isdecimal() and int(asked) in years:
        return int(asked)
    past = [year for year in years if year <= timezone.localdate().year]
    return past[-1] if past else (years[0] if years else None)
