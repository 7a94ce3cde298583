from django.db.models import Count, OuterRef, Subquery

from accounts import actions
from accounts.models import Organisation
from accounts.policy import Act
from core.exchange.views import ExportPage
from core.listing import Column
from core.views import DetailPage, FormPage, HistoryPage, ListPage
from projects.contracts.figures import with_money
from projects.contracts.models import Contract
from projects.directory import forms
from projects.directory.filters import OrganisationFilter
from projects.register.models import Party


class OrganisationList(ListPage):
    """单位名录."""

    model, filterset_class, template_name = Organisation, OrganisationFilter, "projects/organisations.html"
    list_name, title = "organisations", "单位名录"
    lead = "建设、设计、施工、监理单位和专业经营单位；一个单位只登记一次，各项目都从这里选"
    columns = [
        Column("name", "单位", sort="name"),
        Column("uscc", "统一社会信用代码", sort="uscc"),
        Column("kind", "类别"),
        Column("contact", "联系人"),
        Column("phone", "联系电话"),
        Column("projects", "参建项目", numeric=True),
    ]

    def get_base_queryset(self):
        seen = Party.objects.visible_to(self.request.user).filter(organisation=OuterRef("pk"))
        counted = seen.order_by().values("organisation").values(n=Count("project", distinct=True))
        return super().get_base_queryset().annotate(projects_count=Subquery(counted))

    def get_context_data(self, **kwargs):
        return super().get_context_data(may_edit=self.request.user.may_somewhere(Act.ORGANISATION_EDIT), **kwargs)


class OrganisationExport(ExportPage):
    kind = "organisations"


class OrganisationPage(DetailPage):
    """One organisation: the projects it takes part in and its contracts, as far as one sees them."""

    model, template_name = Organisation, "projects/organisation.html"

    def get_context_data(self, **kwargs):
        user, own = self.request.user, {"organisation": self.object}
        parties = Party.objects.visible_to(user).filter(**own).select_related("project__area__parent")
        contracts = with_money(Contract.objects.visible_to(user).filter(**own)).select_related("project")
        may_edit = user.may(Act.ORGANISATION_EDIT, self.object)
        newest = parties.order_by("-project__plan_year", "project", "role")
        return super().get_context_data(
            parties=newest, contracts=contracts.order_by("-signed_on"), may_edit=may_edit, **kwargs
        )


class OrganisationHistory(HistoryPage):
    model = Organisation


class OrganisationNew(FormPage):
    model, form_class, title, act = Organisation, forms.OrganisationForm, "登记单位", Act.ORGANISATION_EDIT
    done, button = "单位已登记", "登记"

    def act_on(self, obj, by, **values):
        return actions.new_organisation(by=by, **values)


class OrganisationEdit(FormPage):
    model, form_class, act = Organisation, forms.OrganisationForm, Act.ORGANISATION_EDIT

    def act_on(self, obj, by, **values):
        return actions.save_organisation(obj, by=by, **values)
