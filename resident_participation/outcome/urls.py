from django.urls import path

from resident_participation.outcome import public_views, views

urlpatterns = [
    path("projects/<int:pk>/outcome/", views.ProjectOutcome.as_view(), name="project_outcome"),
    path("c/<str:code>/outcome/", public_views.OutcomePage.as_view(), name="public_outcome"),
]
