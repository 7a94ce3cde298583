from django.urls import path

from communities.facilities import views

urlpatterns = [
    path("facilities/", views.FacilityList.as_view(), name="facilities"),
    path("facilities/export/", views.FacilityExport.as_view(), name="facilities_export"),
    path("facilities/new/", views.FacilityCreate.as_view(), name="facility_new"),
    path("facilities/<int:pk>/", views.FacilityDetail.as_view(), name="facility"),
    path("facilities/<int:pk>/edit/", views.FacilityEdit.as_view(), name="facility_edit"),
    path("facilities/<int:pk>/distance/", views.DistanceSet.as_view(), name="facility_distance"),
    path("facilities/<int:pk>/history/", views.FacilityHistory.as_view(), name="facility_history"),
    path("network-distances/export/", views.DistanceExport.as_view(), name="distances_export"),
    path("life-circle/", views.CoveragePage.as_view(), name="coverage"),
    path("life-circle/<slug:kind>/", views.UncoveredList.as_view(), name="uncovered"),
    path("communities/<int:pk>/life-circle/", views.LifeCircle.as_view(), name="life_circle"),
    path("units/<int:pk>/life-circle/", views.UnitLifeCircle.as_view(), name="unit_life_circle"),
]
