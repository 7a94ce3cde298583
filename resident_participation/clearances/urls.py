from django.urls import path

from resident_participation.clearances import public_views, views

urlpatterns = [
    path("clearances/", views.ClearanceList.as_view(), name="clearances"),
    path("clearances/new/", views.ClearanceNew.as_view(), name="clearance_new"),
    path("clearances/<int:pk>/", views.ClearancePage.as_view(), name="clearance"),
    path("clearances/<int:pk>/edit/", views.ClearanceEdit.as_view(), name="clearance_edit"),
    path("clearances/<int:pk>/history/", views.ClearanceHistory.as_view(), name="clearance_history"),
    path("clearances/<int:pk>/<slug:name>/", views.ClearanceStep.as_view(), name="clearance_step"),  # last: any word
    path("clearance-doors/<int:pk>/", views.ClearanceDoor.as_view(), name="clearance_door"),
    path("projects/<int:pk>/clearances/", views.ProjectClearances.as_view(), name="project_clearances"),
    path("h/clearances/<int:pk>/", public_views.HouseholdClearance.as_view(), name="household_clearance"),
    path("c/<str:code>/clearances/", public_views.CommunityClearances.as_view(), name="community_clearances"),
]
