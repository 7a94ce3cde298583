from django.urls import path

from reports.mailing import views

urlpatterns = [
    path("report-readers/", views.ReaderList.as_view(), name="readers"),
    path("report-readers/new/", views.ReaderNew.as_view(), name="reader_new"),
    path("report-readers/<int:pk>/history/", views.ReaderHistory.as_view(), name="reader_history"),
    path("report-readers/<int:pk>/<slug:name>/", views.ReaderStep.as_view(), name="reader_step"),
]
