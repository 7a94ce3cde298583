from django.urls import path

from communities.stock import views

urlpatterns = [
    path("stock-spaces/", views.SpaceList.as_view(), name="stock_spaces"),
    path("stock-spaces/export/", views.SpaceExport.as_view(), name="stock_export"),
    path("stock-spaces/new/", views.SpaceCreate.as_view(), name="stock_new"),
    path("stock-spaces/<int:pk>/", views.SpaceDetail.as_view(), name="stock_space"),
    path("stock-spaces/<int:pk>/edit/", views.SpaceEdit.as_view(), name="stock_edit"),
    path("stock-spaces/<int:pk>/history/", views.SpaceHistory.as_view(), name="stock_history"),
    path("stock-spaces/<int:pk>/offer/", views.SpaceOffer.as_view(), name="stock_offer"),
    path("stock-spaces/<int:pk>/promise/", views.SpacePromise.as_view(), name="stock_promise"),
    path("space-uses/<int:pk>/agree/", views.UseAgree.as_view(), name="space_agree"),
    path("space-uses/<int:pk>/end/", views.UseEnd.as_view(), name="space_end"),
    path("units/<int:pk>/spaces/", views.UnitSpaces.as_view(), name="unit_spaces"),
    path("communities/<int:pk>/spaces/", views.CommunitySpaces.as_view(), name="spaces"),
]
