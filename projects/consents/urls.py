from django.urls import path

from projects.consents import views

urlpatterns = [
    path("consultations/", views.ConsultationList.as_view(), name="consultations"),
    path("consultations/export/", views.ConsultationExport.as_view(), name="consultations_export"),
    path("consultations/new/", views.ConsultationCreate.as_view(), name="consultation_new"),
    path("consultations/<int:pk>/", views.ConsultationDetail.as_view(), name="consultation"),
    path("consultations/<int:pk>/edit/", views.ConsultationEdit.as_view(), name="consultation_edit"),
    path("consultations/<int:pk>/history/", views.ConsultationHistory.as_view(), name="consultation_history"),
]
