from django.urls import path

from resident_participation.objections import views

urlpatterns = [
    path("votes/<int:pk>/objections/new/", views.ObjectionNew.as_view(), name="round_objection_new"),
    path("objections/<int:pk>/<slug:name>/", views.ObjectionStep.as_view(), name="round_objection_step"),
]
