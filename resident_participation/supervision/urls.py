from django.urls import path

from resident_participation.supervision import household_views, public_views, views

urlpatterns = [
    path("supervision/", views.ReportList.as_view(), name="supervision"),
    path("supervision/<int:pk>/", views.ReportPage.as_view(), name="supervision_report"),
    path("supervision/<int:pk>/<str:name>/", views.ReportStep.as_view(), name="supervision_step"),
    path("supervision-replies/<int:pk>/publish/", views.ReplyPublish.as_view(), name="supervision_reply_publish"),
    path("supervision-photos/<int:pk>/publish/", views.PhotoPublish.as_view(), name="supervision_photo_publish"),
    path("projects/<int:pk>/supervision/", views.ProjectSupervision.as_view(), name="project_supervision"),
    path("projects/<int:pk>/supervision/new/", views.ReportEnter.as_view(), name="supervision_enter"),
    path("projects/<int:pk>/supervisors/new/", views.SupervisorNew.as_view(), name="supervisor_new"),
    path("supervisors/<int:pk>/end/", views.SupervisorEnd.as_view(), name="supervisor_end"),
    path("supervisors/<int:pk>/reveal/", views.SupervisorReveal.as_view(), name="supervisor_reveal"),
    path("h/supervise/", household_views.Supervise.as_view(), name="supervise"),
    path("h/supervise/<int:pk>/new/", household_views.SuperviseNew.as_view(), name="supervise_new"),
    path("h/supervise/reports/<int:pk>/", household_views.SuperviseReport.as_view(), name="supervise_report"),
    path("c/<str:code>/supervision/", public_views.SupervisionLog.as_view(), name="public_supervision"),
]
