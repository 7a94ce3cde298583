from django.urls import path

from projects.special_works import views

urlpatterns = [
    path("special-works/", views.SpecialWorkList.as_view(), name="special_works"),
    path("special-works/export/", views.SpecialWorkExport.as_view(), name="special_works_export"),
    path("special-works/new/", views.SpecialWorkFile.as_view(), name="special_work_new"),
    path("special-works/rules/", views.RuleList.as_view(), name="conflict_rules"),
    path("special-works/rules/<int:pk>/edit/", views.RuleEdit.as_view(), name="conflict_rule_edit"),
    path("special-works/effect/", views.CoordinationFigures.as_view(), name="coordination_figures"),
    path("special-works/places/", views.PlaceList.as_view(), name="places"),
    path("special-works/places/new/", views.PlaceNew.as_view(), name="place_new"),
    path("special-works/places/<int:pk>/edit/", views.PlaceEdit.as_view(), name="place_edit"),
    path("special-works/<int:pk>/", views.SpecialWorkPage.as_view(), name="special_work"),
    path("special-works/<int:pk>/edit/", views.SpecialWorkEdit.as_view(), name="special_work_edit"),
    path("special-works/<int:pk>/history/", views.SpecialWorkHistory.as_view(), name="special_work_history"),
    path("special-works/<int:pk>/<slug:name>/", views.SpecialWorkStep.as_view(), name="special_work_step"),
    path("clashes/<int:pk>/<slug:name>/", views.ClashStep.as_view(), name="clash_step"),
    path("units/<int:pk>/works/", views.UnitWorks.as_view(), name="unit_works"),
    path("units/<int:pk>/works/accept/", views.AcceptProposal.as_view(), name="unit_accept"),
    path("units/<int:pk>/works/approve/", views.ApproveCoordination.as_view(), name="unit_approve"),
    path("projects/<int:pk>/works/", views.ProjectWorks.as_view(), name="project_works"),
    path("projects/<int:pk>/works/accept/", views.ProjectAccept.as_view(), name="project_accept"),
    path("projects/<int:pk>/works/approve/", views.ProjectApprove.as_view(), name="project_approve"),
    path("coordinations/<int:pk>/", views.CoordinationPage.as_view(), name="coordination"),
]
