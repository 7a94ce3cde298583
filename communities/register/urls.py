from django.urls import path

from communities.register import views

urlpatterns = [
    path("communities/", views.CommunityList.as_view(), name="list"),
    path("communities/export/", views.CommunityExport.as_view(), name="export"),
    path("communities/new/", views.CommunityCreate.as_view(), name="new"),
    path("communities/<int:pk>/", views.CommunityDetail.as_view(), name="detail"),
    path("communities/<int:pk>/edit/", views.CommunityEdit.as_view(), name="edit"),
    path("communities/<int:pk>/history/", views.CommunityHistory.as_view(), name="history"),
    path("units/", views.UnitList.as_view(), name="units"),
    path("units/new/", views.UnitCreate.as_view(), name="unit_new"),
    path("units/<int:pk>/", views.UnitDetail.as_view(), name="unit"),
    path("units/<int:pk>/edit/", views.UnitEdit.as_view(), name="unit_edit"),
    path("units/<int:pk>/history/", views.UnitHistory.as_view(), name="unit_history"),
]
