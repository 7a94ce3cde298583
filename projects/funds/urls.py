from django.urls import path

from projects.funds import views

urlpatterns = [
    path("funds/", views.FundOverview.as_view(), name="funds_overview"),
    path("funds/entries/", views.FundEntryList.as_view(), name="fund_entries"),
    path("funds/entries/export/", views.FundExport.as_view(), name="fund_export"),
    path("projects/<int:pk>/funds/", views.ProjectFunds.as_view(), name="funds"),
    path("projects/<int:pk>/funds/new/", views.FundEnter.as_view(), name="fund_new"),
]
