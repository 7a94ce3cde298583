from django.urls import path

from reports import life_views, views
from reports.history import views as history
from reports.indicators import views as indicators
from reports.mailing import urls as mailing
from reports.papers import views as papers

app_name = "reports"
urlpatterns = [
    path("", views.Dashboard.as_view(), name="dashboard"),
    path("history/", history.History.as_view(), name="history"),
    path("open-data/", history.OpenData.as_view(), name="open_data"),
    path("open-data/<slug:name>.<slug:form>", history.OpenDataFile.as_view(), name="open_data_file"),
    path("reports/", views.ReportList.as_view(), name="list"),
    path("reports/issue/", views.IssueReports.as_view(), name="issue"),
    path("reports/together/", life_views.Together.as_view(), name="together"),
    path("reports/warning-rules/", views.WarningRules.as_view(), name="rules"),
    path("reports/runs/", life_views.Runs.as_view(), name="runs"),
    path("reports/indicators/", indicators.IndicatorPage.as_view(), name="indicators"),
    path("reports/indicators/<slug:code>/rows/", indicators.RowsPage.as_view(), name="rows"),
    path("reports/tables/", papers.Tables.as_view(), name="tables"),
    path("reports/tables/sheet/", papers.TableOfSheet.as_view(), name="table_of_sheet"),
    path("reports/tables/<str:code>/", papers.TablePage.as_view(), name="table"),
    path("reports/<int:pk>/", views.ReportPage.as_view(), name="report"),
    path("reports/<int:pk>/history/", life_views.ReportHistory.as_view(), name="history"),
    path("reports/<int:pk>/<slug:name>/", life_views.ReportStep.as_view(), name="step"),  # last: any word
    *mailing.urlpatterns,
]
