"""施工日志 for programs, phones first."""

from django.db.models import F

from core.api import ScopedViewSet
from core.steps.api import writes
from projects.site import actions, forms
from projects.site.filters import SiteLogFilter
from projects.site.models import SiteLog


@writes(forms.NewSiteLogForm, create=actions.write)
@writes(forms.SiteLogForm, edit=actions.edit)
class SiteLogViewSet(ScopedViewSet):
    """施工日志: one a day of a project's contractor and of its supervisor."""

    model, filterset_class = SiteLog, SiteLogFilter
    columns = {
        "id": "id",
        "project": "project_id",
        "party": "party_id",
        "role": F("party__role"),
        "organisation_name": F("party__organisation__name"),
        "day": "day",
        "weather": "weather",
        "people": "people",
        "works": "works",
        "materials": "materials",
        "safety": "safety",
        "incident": "incident",
        "problems": "problems",
        "version": "version",
    }
