from django.urls import path

from reports import life_views, views
from reports.indicators import views as indicators

app_name = "reports"
urlpatterns = [
    path("", views.Dashboard.as_view(), name="dashboard"),
    path("reports/", views.ReportList.as_view(), name="list"),
    path("reports/issue/", views.IssueReports.as_view(), name="issue"),
    path("reports/warning-rules/", views.WarningRules.as_view(), name="rules"),
    path("reports/runs/", life_views.Runs.as_view(), name="runs"),
    path("reports/indicators/", indicators.IndicatorPage.as_view(), name="indicators"),
    path("reports/indicators/<slug:code>/rows/", indicators.RowsPage.as_view(), name="rows"),
    path("reports/<int:pk>/", views.ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/history/", life_views.ReportHistory.as_view(), name="history"),
    path("reports/<int:pk>/<slug:name>/", life_views.ReportStep.as_view(), name="step"),  # last: any word
]
