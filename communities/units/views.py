from django.db.models import Count, F, OuterRef, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView

from accounts.policy import Act
from accounts.scope import own_area
from communities.register.models import RenovationUnit
from communities.units import actions, figures, forms, maps
from communities.units.filters import UnitFilter
from communities.units.models import UnitVersion
from communities.units.steps import UNIT_STEPS
from core.exchange.views import ExportPage
from core.listing import Column
from core.panels import panels
from core.steps.views import StepPage
from core.views import DetailPage, FormPage, HistoryPage, ListPage, StaffPage


class UnitList(ListPage):
    """改造片区."""

    model, filterset_class, template_name = RenovationUnit, UnitFilter, "communities/units.html"
    list_name, title = "units", "改造片区"
    columns = [
        Column("name", "片区", sort="name"),
        Column("area", "区划", sort="area"),
        Column("typology", "类型"),
        Column("members", "小区", numeric=True),
        Column("floor_area", "面积（万㎡）", numeric=True),
        Column("households", "户数", numeric=True),
        Column("version", "定版"),
    ]

    def get_base_queryset(self):
        return (
            super()
            .get_base_queryset()
            .select_related("area__parent")
            .annotate(
                members=Count("communities", distinct=True),
                floor_area=Sum("communities__floor_area", default=0),
                households=Sum("communities__households", default=0),
                number=Subquery(
                    UnitVersion.objects.filter(unit=OuterRef("pk")).order_by("-number").values("number")[:1]
                ),
            )
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_create=self.request.user.may_somewhere(Act.UNIT_EDIT), **kwargs)


class UnitExport(ExportPage):
    kind = "units"


class UnitDetail(DetailPage):
    """A unit: where it lies, who belongs to it, and what the floors above know of it."""

    model, template_name = RenovationUnit, "communities/unit.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def get_context_data(self, **kwargs):
        unit, user = self.object, self.request.user
        members = list(unit.communities.visible_to(user).select_related("area").order_by(F("code")))
        sums = {"area": Sum("floor_area"), "households": Sum("households"), "buildings": Sum("buildings")}
        return super().get_context_data(
            members=members,
            sums=unit.communities.aggregate(**sums),
            map=maps.picture(unit, user, members),
            neighbours=figures.neighbours(members),
            version=unit.versions.first(),
            side=panels("unit.side", unit, self.request),
            panels=panels("unit", unit, self.request),
            may_edit=user.may(Act.UNIT_EDIT, unit),
            may_freeze=user.may(Act.UNIT_FREEZE, unit),
            **kwargs,
        )


class UnitHistory(HistoryPage):
    model = RenovationUnit


class UnitVersions(DetailPage):
    """The versions of a unit; `?a=1&b=2` compares any two, by default the last with the one before."""

    model, template_name = RenovationUnit, "communities/unit_versions.html"

    def get_queryset(self):
        return super().get_queryset().select_related("area__parent")

    def get_context_data(self, **kwargs):
        versions = list(self.object.versions.all())
        pair = self.pair({version.number: version for version in versions})
        compared = pair and (*pair, *actions.differences(*pair))
        may_freeze = self.request.user.may(Act.UNIT_FREEZE, self.object)
        return super().get_context_data(versions=versions, compared=compared, may_freeze=may_freeze, **kwargs)

    def pair(self, by_number):
        newest = max(by_number, default=0)
        asked = [self.request.GET.get(name, "") for name in "ab"]
        numbers = [int(n) if n.isdecimal() and n.isascii() else 0 for n in asked]
        numbers = [numbers[0] or newest - 1, numbers[1] or newest]
        return [by_number[n] for n in numbers] if all(n in by_number for n in numbers) else None


class UnitForm(FormPage):
    """The boundary is drawn on the map, or typed where there are no scripts."""

    model, form_class, template_name = RenovationUnit, forms.UnitForm, "communities/unit_form.html"
    act = Act.UNIT_EDIT

    def get_context_data(self, **kwargs):
        unit = self.object or RenovationUnit(area_id=self.request.GET.get("area") or None)
        members = list(unit.communities.all()) if unit.pk else []
        return super().get_context_data(map=maps.picture(unit, self.request.user, members), **kwargs)


class UnitCreate(UnitForm):
    title, done, button = "新建片区", "片区已建立", "建立片区"

    def act_on(self, obj, by, **values):
        return actions.create(by=by, **values)


class UnitEdit(UnitForm):
    done, button = "片区已保存", "保存片区"

    def act_on(self, obj, by, **values):
        return actions.save_unit(obj, by=by, **values)


class UnitStep(StepPage):
    """/units/7/freeze/"""

    model, steps = RenovationUnit, UNIT_STEPS
    explain = "把现在的小区和边界定为一版；以后再调整，两版可以对照"

    def get_initial(self):
        return {"decided_on": timezone.localdate()}

    def act_on(self, obj, by, version=None, **values):
        super().act_on(obj, by, **values)

    def get_success_url(self):
        return reverse("communities:unit_versions", args=[self.object.pk])


class UnitChecks(StaffPage, TemplateView):
    """片区划定检查."""

    template_name = "communities/unit_checks.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        area = own_area(user, self.request.GET.get("area"))
        return super().get_context_data(
            area=area,
            areas=user.area_choices,
            found=figures.checks(area.pk),
            definition=figures.DEFINITION,
            may_edit=user.may_somewhere(Act.UNIT_EDIT),
            **kwargs,
        )
