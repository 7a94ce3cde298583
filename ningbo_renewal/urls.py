"""Where everything is reached. Pages end in the act's name; the API mirrors them under /api/v1/."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import SimpleRouter

from accounts.api import AreaViewSet, TokenView
from communities import api as communities
from core import job_views
from core.exchange.api import ImportViewSet
from core.files.api import AttachmentViewSet
from core.job_api import JobViewSet
from core.outbox.api import NoticeViewSet
from core.schedule_views import ScheduleEdit, ScheduleList
from core.threshold_api import ThresholdViewSet
from core.threshold_views import ThresholdAdjust, ThresholdList, ThresholdPage
from core.views import SaveFilter
from core.waiting_views import MyWork
from core.webhooks.api import WebhookDeliveryViewSet, WebhookViewSet
from ningbo_renewal.health import healthz
from projects import api as projects
from reports.api import FIGURES as REPORT_FIGURES
from reports.api import PlanFigures, ReportViewSet
from reports.mailing.api import ReaderViewSet
from reports.papers.api import TableList, TableView
from reports.views import Dashboard
from resident_participation import api as participation

router = SimpleRouter()
for name, viewset in {
    "areas": AreaViewSet,
    **communities.VIEWSETS,
    **projects.VIEWSETS,
    **participation.VIEWSETS,
    "reports": ReportViewSet,
    "imports": ImportViewSet,
    "files": AttachmentViewSet,
    "jobs": JobViewSet,
    "thresholds": ThresholdViewSet,
    "notices": NoticeViewSet,
    "webhooks": WebhookViewSet,
    "webhook-deliveries": WebhookDeliveryViewSet,
    "report-readers": ReaderViewSet,
}.items():
    router.register(name, viewset, basename=f"api-{name}")

api = [
    path("auth/token/", TokenView.as_view(), name="token"),
    *communities.FIGURES,
    *projects.FIGURES,
    *participation.FIGURES,
    path("figures/plan/", PlanFigures.as_view(), name="api-figures-plan"),
    *REPORT_FIGURES,
    path("statutory-tables/", TableList.as_view(), name="api-statutory-tables"),
    path("statutory-tables/<str:code>/", TableView.as_view(), name="api-statutory-table"),
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema"), name="api-docs"),
    path("", include(router.urls)),
]
urlpatterns = [
    path("api/v1/", include(api)),  # first: programs ask often, and every pattern before it is tried in vain
    path("", include("resident_participation.urls")),  # next: a whole community votes on the last evening
    path("", Dashboard.as_view(), name="home"),
    path("healthz", healthz, name="healthz"),
    path("", include("accounts.urls")),
    path("", include("communities.urls")),
    path("", include("projects.urls")),
    path("", include("reports.urls")),
    path("files/", include("core.files.urls")),
    path("imports/", include("core.exchange.urls")),
    path("my-work/", MyWork.as_view(), name="my_work"),
    path("jobs/", job_views.JobList.as_view(), name="jobs"),
    path("jobs/<int:pk>/", job_views.JobPage.as_view(), name="job"),
    path("jobs/<int:pk>/progress/", job_views.JobProgress.as_view(), name="job_progress"),
    path("jobs/<int:pk>/file/", job_views.JobFile.as_view(), name="job_file"),
    path("schedules/", ScheduleList.as_view(), name="schedules"),
    path("schedules/<int:pk>/edit/", ScheduleEdit.as_view(), name="schedule_edit"),
    path("thresholds/", ThresholdList.as_view(), name="thresholds"),
    path("thresholds/<str:code>/", ThresholdPage.as_view(), name="threshold"),
    path("thresholds/<str:code>/adjust/", ThresholdAdjust.as_view(), name="threshold_adjust"),
    path("saved-filters/", SaveFilter.as_view(), name="save_filter"),
    path("notices/", include("core.outbox.urls")),
    path("webhooks/", include("core.webhooks.urls")),
]
