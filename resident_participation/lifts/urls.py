from django.urls import path

from resident_participation.lifts import views

urlpatterns = [
    path("communities/<int:pk>/lift-consents/", views.LiftConsents.as_view(), name="lift_consents"),
    path("communities/<int:pk>/lift-consents/draft/", views.DraftUnits.as_view(), name="lift_consents_draft"),
    path("v/lifts/<str:code>/", views.PublicLifts.as_view(), name="public_lifts"),
]
