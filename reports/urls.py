from django.urls import path

from reports import views
from reports.history import views as history

app_name = "reports"
urlpatterns = [
    path("", views.Dashboard.as_view(), name="dashboard"),
    path("history/", history.History.as_view(), name="history"),
    path("open-data/", history.OpenData.as_view(), name="open_data"),
    path("open-data/<slug:name>.<slug:form>", history.OpenDataFile.as_view(), name="open_data_file"),
    path("reports/", views.ReportList.as_view(), name="list"),
    path("reports/issue/", views.IssueReports.as_view(), name="issue"),
    path("reports/warning-rules/", views.WarningRules.as_view(), name="rules"),
    path("reports/<int:pk>/", views.ReportPage.as_view(), name="report"),
]
