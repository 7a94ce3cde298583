from django.urls import path

from projects.site import views

urlpatterns = [
    path("projects/<int:pk>/site-logs/", views.ProjectSiteLogs.as_view(), name="site_logs"),
    path("projects/<int:pk>/site-logs/new/", views.SiteLogNew.as_view(), name="site_log_new"),
    path("site-logs/<int:pk>/", views.SiteLogPage.as_view(), name="site_log"),
    path("site-logs/<int:pk>/edit/", views.SiteLogEdit.as_view(), name="site_log_edit"),
]
