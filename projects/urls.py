from django.urls import path

from projects import plan_views, progress_views, views

app_name = "projects"
urlpatterns = [
    path("plans/", plan_views.PlanPage.as_view(), name="plan"),
    path("plans/new/", plan_views.ProgrammeForm.as_view(), name="programme_new"),
    path("plans/<int:pk>/edit/", plan_views.ProgrammeForm.as_view(), name="programme_edit"),
    path("plans/<int:programme>/<slug:area>/<int:year>/", plan_views.TargetEdit.as_view(), name="target_edit"),
    path("projects/", views.ProjectList.as_view(), name="list"),
    path("projects/new/", views.ProjectCreate.as_view(), name="new"),
    path("projects/<int:pk>/", views.ProjectDetail.as_view(), name="detail"),
    path("projects/<int:pk>/edit/", views.ProjectEdit.as_view(), name="edit"),
    path("projects/<int:pk>/history/", views.ProjectHistory.as_view(), name="history"),
    path("projects/<int:pk>/progress/<str:period>/", progress_views.ProgressEntry.as_view(), name="progress_entry"),
    path("projects/<int:pk>/<slug:name>/", views.ProjectStep.as_view(), name="step"),
    path("progress/", progress_views.ProgressBoard.as_view(), name="progress"),
    path("progress/verify/", progress_views.VerifyMany.as_view(), name="progress_verify"),
    path("progress/lock/", progress_views.LockMonth.as_view(), name="progress_lock"),
    path("progress/<int:pk>/", progress_views.ProgressDetail.as_view(), name="progress_report"),
    path("progress/<int:pk>/photos/", progress_views.PhotoAdd.as_view(), name="photo_add"),
    path("progress/<int:pk>/<slug:name>/", progress_views.ProgressStep.as_view(), name="progress_step"),
    path("progress/photos/<int:pk>/", progress_views.PhotoFile.as_view(), name="photo"),
    path("progress/photos/<int:pk>/remove/", progress_views.PhotoRemove.as_view(), name="photo_remove"),
]
