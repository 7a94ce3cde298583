from django.urls import path

from communities.register import views

urlpatterns = [
    path("communities/", views.CommunityList.as_view(), name="list"),
    path("communities/export/", views.CommunityExport.as_view(), name="export"),
    path("communities/new/", views.CommunityCreate.as_view(), name="new"),
    path("communities/<int:pk>/", views.CommunityDetail.as_view(), name="detail"),
    path("communities/<int:pk>/edit/", views.CommunityEdit.as_view(), name="edit"),
    path("communities/<int:pk>/history/", views.CommunityHistory.as_view(), name="history"),
]
