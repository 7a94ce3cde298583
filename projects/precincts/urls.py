from django.urls import path

from projects.precincts import views

urlpatterns = [
    path("precinct-plans/", views.PlanList.as_view(), name="precinct_plans"),
    path("precinct-plans/compare/", views.PlanCompare.as_view(), name="precinct_compare"),
    path("precinct-plans/<int:pk>/", views.PlanPage.as_view(), name="precinct_plan"),
    path("precinct-plans/<int:pk>/edit/", views.PlanEdit.as_view(), name="precinct_edit"),
    path("precinct-plans/<int:pk>/elements/", views.ElementsEdit.as_view(), name="precinct_elements"),
    path("precinct-plans/<int:pk>/suggest/", views.Suggest.as_view(), name="precinct_suggest"),
    path("precinct-plans/<int:pk>/history/", views.PlanHistory.as_view(), name="precinct_history"),
    path("precinct-plans/<int:pk>/<slug:name>/", views.PlanStep.as_view(), name="precinct_step"),
    path("elements/<int:pk>/<slug:name>/", views.ElementStep.as_view(), name="element_step"),
    path("units/<int:pk>/plans/", views.UnitPlans.as_view(), name="unit_plans"),
    path("units/<int:pk>/plans/new/", views.PlanOpen.as_view(), name="precinct_new"),
]
