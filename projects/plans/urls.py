from django.urls import path

from projects.plans import entry_views, views

urlpatterns = [
    path("plans/", views.PlanPage.as_view(), name="plan"),
    path("plans/new/", views.ProgrammeForm.as_view(), name="programme_new"),
    path("plans/<int:pk>/edit/", views.ProgrammeForm.as_view(), name="programme_edit"),
    path("annual-plans/", entry_views.AnnualPlanList.as_view(), name="annual_plans"),
    path("annual-plans/new/", entry_views.AnnualPlanOpen.as_view(), name="annual_plan_new"),
    path("annual-plans/<int:pk>/", entry_views.AnnualPlanPage.as_view(), name="annual_plan"),
    path("annual-plans/<int:pk>/enter/", entry_views.PlanEnter.as_view(), name="plan_enter"),
    path("annual-plans/<int:pk>/history/", entry_views.AnnualPlanHistory.as_view(), name="annual_plan_history"),
    path("annual-plans/<int:pk>/<slug:name>/", entry_views.PlanStep.as_view(), name="plan_step"),
    path("plan-entries/export/", entry_views.PlanEntryExport.as_view(), name="plan_entries_export"),
    path("plan-entries/<int:pk>/<slug:name>/", entry_views.EntryStep.as_view(), name="entry_step"),
    path("plans/<int:programme>/<slug:area>/<int:year>/", views.TargetEdit.as_view(), name="target_edit"),
]
