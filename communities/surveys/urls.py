from django.urls import path

from communities.surveys import views

urlpatterns = [
    path("communities/<int:pk>/surveys/", views.CommunitySurveys.as_view(), name="community_surveys"),
    path("communities/<int:pk>/surveys/start/", views.SurveyStart.as_view(), name="survey_start"),
    path("surveys/", views.SurveyList.as_view(), name="surveys"),
    path("surveys/export/", views.SurveyExport.as_view(), name="surveys_export"),
    path("surveys/worker.js", views.SurveyWorker.as_view(), name="survey_worker"),
    path("surveys/<int:pk>/", views.SurveyPage.as_view(), name="survey"),
    path("surveys/<int:pk>/save/", views.SurveySave.as_view(), name="survey_save"),
    path("surveys/<int:pk>/merge/", views.SurveyMerge.as_view(), name="survey_merge"),
    path("surveys/<int:pk>/return/", views.SurveyReturn.as_view(), name="survey_return"),
    path("surveys/<int:pk>/verify/", views.SurveyVerify.as_view(), name="survey_verify"),
    path("surveys/<int:pk>/history/", views.SurveyHistory.as_view(), name="survey_history"),
]
