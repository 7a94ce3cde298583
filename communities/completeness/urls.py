from django.urls import path

from communities.completeness import views

urlpatterns = [
    path("communities/<int:pk>/completeness/", views.CommunityCompleteness.as_view(), name="completeness"),
    path("communities/<int:pk>/completeness/start/", views.AssessmentStart.as_view(), name="assessment_start"),
    path("assessments/<int:pk>/", views.AssessmentPage.as_view(), name="assessment"),
    path("assessments/<int:pk>/edit/", views.AssessmentEdit.as_view(), name="assessment_edit"),
    path("assessments/<int:pk>/confirm/", views.AssessmentConfirm.as_view(), name="assessment_confirm"),
    path("assessments/<int:pk>/history/", views.AssessmentHistory.as_view(), name="assessment_history"),
    path("gaps/", views.GapsPage.as_view(), name="gaps"),
    path("gaps/<int:no>/", views.GapCommunities.as_view(), name="gap"),
]
