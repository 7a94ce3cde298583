from django.urls import path

from resident_participation.initiatives import public_views, views

urlpatterns = [
    path("initiatives/", views.InitiativeList.as_view(), name="initiatives"),
    path("initiatives/<int:pk>/", views.InitiativePage.as_view(), name="initiative"),
    path("initiatives/<int:pk>/history/", views.InitiativeHistory.as_view(), name="initiative_history"),
    path("initiatives/<int:pk>/<slug:name>/", views.InitiativeStep.as_view(), name="initiative_step"),  # any word
    path("h/initiatives/", public_views.HouseholdInitiatives.as_view(), name="household_initiatives"),
    path("h/initiatives/new/", public_views.HouseholdInitiativeNew.as_view(), name="household_initiative_new"),
    path("h/initiatives/<int:pk>/", public_views.HouseholdInitiative.as_view(), name="household_initiative"),
    path("c/<str:code>/initiatives/", public_views.CommunityInitiatives.as_view(), name="community_initiatives"),
    path("c/<str:code>/initiatives/<int:pk>/", public_views.PublicInitiative.as_view(), name="public_initiative"),
]
