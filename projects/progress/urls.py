from django.urls import path

from projects.progress import schedule_views, views

urlpatterns = [
    path("projects/<int:pk>/progress/<str:period>/", views.ProgressEntry.as_view(), name="progress_entry"),
    path("progress/", views.ProgressBoard.as_view(), name="progress"),
    path("progress/export/", views.MonthExport.as_view(), name="progress_export"),
    path("progress/verify/", views.VerifyMany.as_view(), name="progress_verify"),
    path("progress/lock/", views.LockMonth.as_view(), name="progress_lock"),
    path("progress/<int:pk>/", views.ProgressDetail.as_view(), name="progress_report"),
    path("progress/<int:pk>/photos/", views.PhotoAdd.as_view(), name="photo_add"),
    path("progress/<int:pk>/<slug:name>/", views.ProgressStep.as_view(), name="progress_step"),
    path("progress/photos/<int:pk>/", views.PhotoFile.as_view(), name="photo"),
    path("progress/photos/<int:pk>/remove/", views.PhotoRemove.as_view(), name="photo_remove"),
    path("projects/<int:pk>/schedule/", schedule_views.ProjectSchedule.as_view(), name="schedule"),
    path("projects/<int:pk>/milestones/", schedule_views.MilestonesEdit.as_view(), name="milestones_edit"),
    path("projects/<int:pk>/baseline/<slug:name>/", schedule_views.BaselineApprove.as_view(), name="baseline_approve"),
    path("milestones/", schedule_views.MilestoneList.as_view(), name="milestones"),
    path("milestones/<int:pk>/", schedule_views.MilestonePage.as_view(), name="milestone"),
    path("milestones/<int:pk>/<slug:name>/", schedule_views.MilestoneStep.as_view(), name="milestone_step"),
]
