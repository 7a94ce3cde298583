from accounts import actions
from accounts.models import Organisation
from core.api import ScopedViewSet
from core.steps.api import writes
from projects.directory.filters import OrganisationFilter
from projects.directory.forms import OrganisationForm


@writes(OrganisationForm, create=actions.new_organisation, edit=actions.save_organisation)
class OrganisationViewSet(ScopedViewSet):
    """单位名录: organisations with their credit codes (GB 32100-2015)."""

    model, filterset_class = Organisation, OrganisationFilter
    columns = {
        "id": "id",
        "name": "name",
        "uscc": "uscc",
        "kind": "kind",
        "contact": "contact",
        "phone": "phone",
        "version": "version",
        "updated_at": "updated_at",
    }
