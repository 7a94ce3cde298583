from django.urls import path

from communities.units import views

urlpatterns = [
    path("units/", views.UnitList.as_view(), name="units"),
    path("units/export/", views.UnitExport.as_view(), name="units_export"),
    path("units/new/", views.UnitCreate.as_view(), name="unit_new"),
    path("units/checks/", views.UnitChecks.as_view(), name="unit_checks"),
    path("units/<int:pk>/", views.UnitDetail.as_view(), name="unit"),
    path("units/<int:pk>/edit/", views.UnitEdit.as_view(), name="unit_edit"),
    path("units/<int:pk>/history/", views.UnitHistory.as_view(), name="unit_history"),
    path("units/<int:pk>/versions/", views.UnitVersions.as_view(), name="unit_versions"),
    path("units/<int:pk>/act/<slug:name>/", views.UnitStep.as_view(), name="unit_step"),
]
