from django.urls import path

from core.files import views

app_name = "files"
urlpatterns = [
    path("<str:label>/<int:pk>/attach/", views.FileAdd.as_view(), name="attach"),
    path("<int:pk>/", views.FileContent.as_view(), name="file"),
    path("<int:pk>/preview/", views.FilePreview.as_view(), name="preview"),
    path("<int:pk>/remove/", views.FileRemove.as_view(), name="remove"),
    path("<int:pk>/publish/", views.FilePublish.as_view(), name="publish"),
]
