from django.urls import path

from resident_participation.alike import views

urlpatterns = [
    path("feedback/while-typing/", views.WhileTyping.as_view(), name="while_typing"),
    path("feedback/clusters/", views.Clusters.as_view(), name="clusters"),
    path("communities/<int:pk>/feedback-clusters/", views.CommunityClusters.as_view(), name="community_clusters"),
]
