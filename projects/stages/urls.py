from django.urls import path

from projects.stages import views

urlpatterns = [
    path("projects/<int:pk>/", views.ProjectDetail.as_view(), name="detail"),
    path("projects/<int:pk>/<slug:name>/", views.ProjectStep.as_view(), name="step"),
]
