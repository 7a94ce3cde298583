"""Lists of things that have a place, as GeoJSON: `?format=geojson`."""

from django.core.exceptions import EmptyResultSet
from django.http import HttpResponse

from core.api import fetch_json
from core.rest import GeoJSONRenderer, JSONRenderer, Pagination

NOTHING_THERE = b'{"type":"FeatureCollection","coordinate_system":"GCJ-02","features":[]}'
FEATURES = """
SELECT json_build_object('type', 'FeatureCollection', 'coordinate_system', 'GCJ-02', 'features', coalesce(json_agg(
  json_build_object('type', 'Feature',
    'geometry', json_build_object('type', 'Point', 'coordinates', json_build_array(page.longitude, page.latitude)),
    'properties', to_jsonb(page) - 'longitude' - 'latitude')
), '[]'))::text FROM ({page}) page({names})
"""


class Placed:
    """For a ScopedViewSet whose columns have `longitude` and `latitude` (GCJ-02). Rows without a place are left out."""

    renderer_classes = [JSONRenderer, GeoJSONRenderer]

    def list(self, request, *args, **kwargs):
        if request.accepted_renderer.format != GeoJSONRenderer.format:
            return super().list(request, *args, **kwargs)
        pages = Pagination()
        pages.default_limit = pages.max_limit
        limit, offset = pages.get_limit(request), pages.get_offset(request)
        rows = self.filter_queryset(self.get_queryset()).exclude(longitude=None)[offset : offset + limit]
        try:
            (body,) = fetch_json(FEATURES, self.shown_columns(), page=rows)
        except EmptyResultSet:
            body = NOTHING_THERE
        return HttpResponse(body, content_type=GeoJSONRenderer.media_type)
