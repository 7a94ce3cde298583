from django.urls import path

from resident_participation.public import views

urlpatterns = [
    path("c/", views.FindCommunity.as_view(), name="find"),
    path("c/calls/", views.Calls.as_view(), name="calls"),
    path("c/<str:code>/", views.CommunityPage.as_view(), name="community"),
    path("c/<str:code>/plan/", views.PlanTogether.as_view(), name="public_plan"),
    path("c/<str:code>/poster/", views.Poster.as_view(), name="poster"),
]
