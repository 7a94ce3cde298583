from django.urls import path

from communities.need import views

urlpatterns = [
    path("need/", views.NeedRanking.as_view(), name="need_ranking"),
    path("need/weights/", views.WeightsList.as_view(), name="need_weights_list"),
    path("need/weights/new/", views.WeightsPublish.as_view(), name="need_weights_new"),
    path("need/weights/<str:code>/", views.WeightsPage.as_view(), name="need_weights"),
    path("communities/<int:pk>/need/", views.CommunityNeed.as_view(), name="need"),
]
