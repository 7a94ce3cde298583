from django.urls import path

from projects.register import views

urlpatterns = [
    path("projects/", views.ProjectList.as_view(), name="list"),
    path("projects/export/", views.ProjectExport.as_view(), name="projects_export"),
    path("projects/new/", views.ProjectCreate.as_view(), name="new"),
    path("projects/<int:pk>/edit/", views.ProjectEdit.as_view(), name="edit"),
    path("projects/<int:pk>/history/", views.ProjectHistory.as_view(), name="history"),
]
