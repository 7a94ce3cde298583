from django.urls import path

from communities.atlas import views

urlpatterns = [
    path("map/", views.Atlas.as_view(), name="atlas"),
    path("map/points/", views.AtlasPoints.as_view(), name="atlas_points"),
    path("map/boundaries/", views.AtlasBoundaries.as_view(), name="atlas_boundaries"),
]
