"""What DRF itself takes from settings; apart from core.api, which imports DRF's views."""

import orjson
from django.utils.encoding import force_str
from django_filters.rest_framework import DjangoFilterBackend
from rest_framework import pagination, renderers


class Pagination(pagination.LimitOffsetPagination):
    default_limit, max_limit = 50, 1000


class Filters(DjangoFilterBackend):
    """No filter set is built for a caller who only turns pages."""

    PAGING = {"limit", "offset", "format"}

    def filter_queryset(self, request, queryset, view):
        if request.query_params.keys() <= self.PAGING:
            return queryset
        return super().filter_queryset(request, queryset, view)


class JSONRenderer(renderers.JSONRenderer):
    """orjson for what DRF renders itself: details and acts."""

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return b"" if data is None else orjson.dumps(data, default=force_str)


class GeoJSONRenderer(JSONRenderer):
    """Named for `?format=geojson`; core.geojson lets PostgreSQL write it."""

    media_type, format = "application/geo+json", "geojson"
