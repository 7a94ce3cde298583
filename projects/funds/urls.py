from django.urls import path

from projects.funds import partner_views as partners
from projects.funds import projection_views, views

urlpatterns = [
    path("funds/", views.FundOverview.as_view(), name="funds_overview"),
    path("funds/projection/", projection_views.FundProjection.as_view(), name="fund_projection"),
    path("funds/entries/", views.FundEntryList.as_view(), name="fund_entries"),
    path("funds/entries/export/", views.FundExport.as_view(), name="fund_export"),
    path("projects/<int:pk>/funds/", views.ProjectFunds.as_view(), name="funds"),
    path("projects/<int:pk>/funds/new/", views.FundEnter.as_view(), name="fund_new"),
    path("calls/", partners.CallList.as_view(), name="calls"),
    path("calls/new/", partners.CallNew.as_view(), name="call_new"),
    path("calls/<int:pk>/", partners.CallPage.as_view(), name="call"),
    path("calls/<int:pk>/edit/", partners.CallEdit.as_view(), name="call_edit"),
    path("pledges/", partners.PledgeList.as_view(), name="pledges"),
    path("projects/<int:pk>/pledges/new/", partners.PledgeNew.as_view(), name="pledge_new"),
    path("pledges/<int:pk>/", partners.PledgePage.as_view(), name="pledge"),
    path("pledges/<int:pk>/<slug:name>/", partners.PledgeStep.as_view(), name="pledge_step"),
]
