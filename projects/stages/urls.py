from django.urls import path

from projects.stages import views

urlpatterns = [
    path("projects/<int:pk>/", views.ProjectDetail.as_view(), name="detail"),
    path("projects/<int:pk>/phases/<slug:phase>/", views.PhaseDates.as_view(), name="phase"),
    path("projects/<int:pk>/documents/new/", views.DocumentAdd.as_view(), name="document_new"),
    path("project-documents/<int:pk>/", views.DocumentPage.as_view(), name="document"),
    path("project-documents/<int:pk>/edit/", views.DocumentEdit.as_view(), name="document_edit"),
    path("projects/<int:pk>/opinions/<slug:occasion>/", views.OpinionTable.as_view(), name="opinions"),
    path(
        "projects/<int:pk>/opinions/<slug:occasion>/<slug:department>/",
        views.OpinionRecord.as_view(),
        name="opinion",
    ),
    path("projects/<int:pk>/exempt/", views.Exempt.as_view(), name="exempt"),
    path("exemptions/<int:pk>/withdraw/", views.ExemptionWithdraw.as_view(), name="exemption_withdraw"),
    path("projects/<int:pk>/<slug:name>/", views.ProjectStep.as_view(), name="step"),
]
