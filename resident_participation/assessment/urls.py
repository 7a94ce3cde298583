from django.urls import path

from resident_participation.assessment import household_views, public_views, views

urlpatterns = [
    path("evaluations/", views.WaveList.as_view(), name="assessments"),
    path("evaluations/<int:pk>/", views.WavePage.as_view(), name="assessment"),
    path("evaluations/<int:pk>/cells/", views.WaveCells.as_view(), name="assessment_cells"),
    path("evaluations/<int:pk>/paper/", views.WavePaper.as_view(), name="assessment_paper"),
    path("low-scores/<int:pk>/<str:name>/", views.LowScoreStep.as_view(), name="low_score_step"),
    path("h/assess/<int:pk>/", household_views.Assess.as_view(), name="assess"),
    path("c/<str:code>/assessment/", public_views.AssessmentResults.as_view(), name="public_assessment"),
]
