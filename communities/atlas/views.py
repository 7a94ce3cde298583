import orjson
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import cache_control
from django.views.generic import View

from accounts.scope import own_area
from communities.atlas import layers
from communities.facilities.models import FacilityKind
from communities.register.filters import CommunityFilter
from communities.register.models import Community
from core.listing import Column, conditions
from core.views import ListPage, StaffPage

BOUNDARIES = settings.BASE_DIR / "communities" / "data" / "ningbo_districts.geojson"


class Atlas(ListPage):
    """The map with the same communities as a table: whoever cannot use the one uses the other."""

    model, filterset_class, template_name = Community, CommunityFilter, "communities/atlas.html"
    list_name, title = "atlas", "改造地图"
    columns = [
        Column("name", "小区", sort="pinyin"),
        Column("area", "街道", sort="code"),
        Column("status", "状态", sort="status"),
    ]

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("area", "district")

    def get_context_data(self, **kwargs):
        area = own_area(self.request.user)
        return super().get_context_data(
            area=area,
            points=reverse("communities:atlas_points"),
            boundaries=reverse("communities:atlas_boundaries"),
            tiles=settings.MAP,
            colourings=[(key, label) for key, (label, _) in layers.COLOURINGS.items()],
            kinds=FacilityKind.objects.all(),
            **kwargs,
        )


class AtlasPoints(StaffPage, View):
    """One layer: {"legend": [[words, colour]], "points": [[longitude, latitude, key, name, colour, words]]}."""

    def get(self, request):
        area = own_area(request.user)
        layer, asked = request.GET.get("layer", "communities"), request.GET
        body = {"legend": []}
        if layer == "communities":
            rows = self.communities(asked)
            legend, body["points"] = layers.communities(rows, asked.get("colour", "stage"), area.pk)
        elif layer == "streets":
            legend, body["points"] = [], layers.streets(self.communities(asked))
        elif layer == "facilities":
            legend, body["points"] = layers.facilities(
                request.user, asked.get("area") or area.pk, asked.get("kind", "")
            )
        elif layer == "spaces":
            legend, body["points"] = layers.spaces(request.user, asked.get("area") or area.pk)
        else:
            raise Http404
        body["legend"] = legend
        return HttpResponse(orjson.dumps(body), content_type="application/json")

    def communities(self, asked):
        found = CommunityFilter(
            conditions(asked), Community.objects.visible_to(self.request.user), request=self.request
        )
        return found.qs if found.is_valid() else Community.objects.none()


@method_decorator(cache_control(max_age=86400, private=True), name="dispatch")
class AtlasBoundaries(StaffPage, View):
    """The districts' outlines, from the repository."""

    def get(self, request):
        return HttpResponse(BOUNDARIES.read_bytes(), content_type="application/geo+json")
