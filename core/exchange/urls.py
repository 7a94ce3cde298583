from django.urls import path

from core.exchange import views

app_name = "imports"
urlpatterns = [
    path("", views.ImportList.as_view(), name="list"),
    path("upload/", views.Upload.as_view(), name="upload"),
    path("template/<str:kind>/", views.Template.as_view(), name="template"),
    path("<int:pk>/", views.ImportPage.as_view(), name="import"),
    path("<int:pk>/progress/", views.ImportProgress.as_view(), name="progress"),
    path("<int:pk>/columns/", views.AssignColumns.as_view(), name="columns"),
    path("<int:pk>/commit/", views.Commit.as_view(), name="commit"),
    path("<int:pk>/rejected/", views.RejectedRows.as_view(), name="rejected"),
]
