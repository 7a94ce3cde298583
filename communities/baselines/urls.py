from django.urls import path

from communities.baselines import views

urlpatterns = [
    path("baselines/", views.BaselineList.as_view(), name="baselines"),
    path("baselines/new/", views.BaselineOpen.as_view(), name="baseline_new"),
    path("baselines/<str:code>/", views.BaselinePage.as_view(), name="baseline"),
    path("baselines/<str:code>/communities/", views.BaselineMembers.as_view(), name="baseline_members"),
    path("baselines/<str:code>/record/", views.BaselineRecord.as_view(), name="baseline_record"),
    path("baselines/<str:code>/adopt/", views.BaselineAdopt.as_view(), name="baseline_adopt"),
    path("baselines/<str:code>/history/", views.BaselineHistory.as_view(), name="baseline_history"),
]
