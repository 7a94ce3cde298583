from django.urls import path

from projects.directory import views

urlpatterns = [
    path("organisations/", views.OrganisationList.as_view(), name="organisations"),
    path("organisations/export/", views.OrganisationExport.as_view(), name="organisations_export"),
    path("organisations/new/", views.OrganisationNew.as_view(), name="organisation_new"),
    path("organisations/<int:pk>/", views.OrganisationPage.as_view(), name="organisation"),
    path("organisations/<int:pk>/edit/", views.OrganisationEdit.as_view(), name="organisation_edit"),
    path("organisations/<int:pk>/history/", views.OrganisationHistory.as_view(), name="organisation_history"),
]
