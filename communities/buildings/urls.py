from django.urls import path, register_converter

from communities.buildings import views
from communities.buildings.models import CountExplanation


class Quantity:
    """One of the quantities that are reconciled; any other word is no such page."""

    regex = "|".join(CountExplanation.Quantity.values)

    def to_python(self, value):
        return value

    def to_url(self, value):
        return value


register_converter(Quantity, "quantity")
urlpatterns = [
    path("buildings/", views.BuildingList.as_view(), name="building_list"),
    path("buildings/export/", views.BuildingExport.as_view(), name="buildings_export"),
    path("buildings/differences/", views.DifferenceList.as_view(), name="differences"),
    path("buildings/<int:pk>/", views.BuildingPage.as_view(), name="building"),
    path("buildings/<int:pk>/edit/", views.BuildingEdit.as_view(), name="building_edit"),
    path("buildings/<int:pk>/delete/", views.BuildingDrop.as_view(), name="building_drop"),
    path("buildings/<int:pk>/history/", views.BuildingHistory.as_view(), name="building_history"),
    path("buildings/<int:building>/units/new/", views.StairUnitCreate.as_view(), name="stair_unit_new"),
    path("stair-units/export/", views.StairUnitExport.as_view(), name="stair_units_export"),
    path("stair-units/<int:pk>/edit/", views.StairUnitEdit.as_view(), name="stair_unit_edit"),
    path("stair-units/<int:pk>/delete/", views.StairUnitDrop.as_view(), name="stair_unit_drop"),
    path("communities/<int:pk>/buildings/", views.CommunityBuildings.as_view(), name="buildings"),
    path("communities/<int:community>/buildings/new/", views.BuildingCreate.as_view(), name="building_new"),
    path("communities/<int:pk>/differences/<quantity:quantity>/", views.Explain.as_view(), name="explain_difference"),
]
