from django.urls import path

from projects.plans import views

urlpatterns = [
    path("plans/", views.PlanPage.as_view(), name="plan"),
    path("plans/new/", views.ProgrammeForm.as_view(), name="programme_new"),
    path("plans/<int:pk>/edit/", views.ProgrammeForm.as_view(), name="programme_edit"),
    path("plans/<int:programme>/<slug:area>/<int:year>/", views.TargetEdit.as_view(), name="target_edit"),
]
