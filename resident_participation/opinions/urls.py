from django.urls import path

from resident_participation.opinions import public_views, views

urlpatterns = [
    path("opinions/", views.OpinionList.as_view(), name="opinions"),
    path("opinions/<int:pk>/", views.OpinionPage.as_view(), name="opinion"),
    path("opinions/<int:pk>/history/", views.OpinionHistory.as_view(), name="opinion_history"),
    path("opinions/<int:pk>/<slug:name>/", views.OpinionStep.as_view(), name="opinion_step"),  # last: any word
    path("opinion-windows/", views.WindowList.as_view(), name="opinion_windows"),
    path("opinion-windows/new/", views.WindowNew.as_view(), name="opinion_window_new"),
    path("opinion-windows/<int:pk>/", views.WindowPage.as_view(), name="opinion_window"),
    path("opinion-windows/<int:pk>/edit/", views.WindowEdit.as_view(), name="opinion_window_edit"),
    path("opinion-windows/<int:pk>/history/", views.WindowHistory.as_view(), name="opinion_window_history"),
    path("opinion-windows/<int:pk>/write/", views.OpinionWrite.as_view(), name="opinion_write"),
    path("h/opinions/<int:pk>/", public_views.HouseholdOpinions.as_view(), name="household_opinions"),
    path("c/<str:code>/opinions/", public_views.CommunityOpinions.as_view(), name="community_opinions"),
]
