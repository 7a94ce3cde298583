from django.urls import path

from projects.progress import views

urlpatterns = [
    path("projects/<int:pk>/progress/<str:period>/", views.ProgressEntry.as_view(), name="progress_entry"),
    path("progress/", views.ProgressBoard.as_view(), name="progress"),
    path("progress/verify/", views.VerifyMany.as_view(), name="progress_verify"),
    path("progress/lock/", views.LockMonth.as_view(), name="progress_lock"),
    path("progress/<int:pk>/", views.ProgressDetail.as_view(), name="progress_report"),
    path("progress/<int:pk>/photos/", views.PhotoAdd.as_view(), name="photo_add"),
    path("progress/<int:pk>/<slug:name>/", views.ProgressStep.as_view(), name="progress_step"),
    path("progress/photos/<int:pk>/", views.PhotoFile.as_view(), name="photo"),
    path("progress/photos/<int:pk>/remove/", views.PhotoRemove.as_view(), name="photo_remove"),
]
