from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    path("", views.Dashboard.as_view(), name="dashboard"),
    path("reports/", views.ReportList.as_view(), name="list"),
    path("reports/issue/", views.IssueReports.as_view(), name="issue"),
    path("reports/warning-rules/", views.WarningRules.as_view(), name="rules"),
    path("reports/<int:pk>/", views.ReportPage.as_view(), name="report"),
]
