from django.urls import path

from projects.acceptance import closing_views as closing
from projects.acceptance import views

urlpatterns = [
    path("projects/<int:pk>/quality/", views.ProjectQuality.as_view(), name="quality"),
    path("projects/<int:pk>/inspections/new/", views.InspectionNew.as_view(), name="inspection_new"),
    path("inspections/<int:pk>/", views.InspectionPage.as_view(), name="inspection"),
    path("inspections/<int:pk>/edit/", views.InspectionEdit.as_view(), name="inspection_edit"),
    path("inspections/<int:pk>/findings/new/", views.FindingNew.as_view(), name="finding_new"),
    path("findings/", views.FindingList.as_view(), name="findings"),
    path("findings/export/", views.FindingExport.as_view(), name="findings_export"),
    path("findings/<int:pk>/", views.FindingPage.as_view(), name="finding"),
    path("findings/<int:pk>/edit/", views.FindingEdit.as_view(), name="finding_edit"),
    path("findings/<int:pk>/<slug:name>/", views.FindingStep.as_view(), name="finding_step"),
    path("projects/<int:pk>/hidden-works/new/", views.HiddenNew.as_view(), name="hidden_new"),
    path("hidden-works/<int:pk>/", views.HiddenPage.as_view(), name="hidden_work"),
    path("hidden-works/<int:pk>/edit/", views.HiddenEdit.as_view(), name="hidden_edit"),
    path("hidden-works/<int:pk>/<slug:name>/", views.HiddenStep.as_view(), name="hidden_step"),
    path("projects/<int:pk>/acceptance/", closing.ProjectAcceptance.as_view(), name="acceptance"),
    path("projects/<int:pk>/acceptance/edit/", closing.AcceptanceEdit.as_view(), name="acceptance_edit"),
    path("acceptance-results/<int:pk>/", closing.AcceptanceResultPage.as_view(), name="acceptance_result"),
    path("projects/<int:pk>/handover/", closing.ProjectHandover.as_view(), name="handover"),
    path("projects/<int:pk>/assets/new/", closing.AssetNew.as_view(), name="asset_new"),
    path("assets/", closing.AssetList.as_view(), name="assets"),
    path("assets/export/", closing.AssetExport.as_view(), name="assets_export"),
    path("assets/<int:pk>/", closing.AssetPage.as_view(), name="asset"),
    path("assets/<int:pk>/edit/", closing.AssetEdit.as_view(), name="asset_edit"),
    path("assets/<int:pk>/<slug:name>/", closing.AssetStep.as_view(), name="asset_step"),
    path("projects/<int:pk>/warranty/", closing.ProjectWarranty.as_view(), name="warranty"),
    path("projects/<int:pk>/defects/new/", closing.DefectNew.as_view(), name="defect_new"),
    path("defects/", closing.DefectList.as_view(), name="defects"),
    path("defects/<int:pk>/", closing.DefectPage.as_view(), name="defect"),
    path("defects/<int:pk>/<slug:name>/", closing.DefectStep.as_view(), name="defect_step"),
]
