from django.urls import path

from reports import views
from reports.papers import views as papers

app_name = "reports"
urlpatterns = [
    path("", views.Dashboard.as_view(), name="dashboard"),
    path("reports/", views.ReportList.as_view(), name="list"),
    path("reports/issue/", views.IssueReports.as_view(), name="issue"),
    path("reports/warning-rules/", views.WarningRules.as_view(), name="rules"),
    path("reports/tables/", papers.Tables.as_view(), name="tables"),
    path("reports/tables/sheet/", papers.TableOfSheet.as_view(), name="table_of_sheet"),
    path("reports/tables/<str:code>/", papers.TablePage.as_view(), name="table"),
    path("reports/<int:pk>/", views.ReportPage.as_view(), name="report"),
]
