from django.urls import path

from resident_participation.results import views

urlpatterns = [
    path("votes/<int:pk>/audit/", views.Audit.as_view(), name="round_audit"),
    path("votes/<int:pk>/bundle/ask/", views.BundleAsk.as_view(), name="bundle_ask"),
    path("bundle-requests/<int:pk>/take/", views.BundleTake.as_view(), name="bundle_take"),
    path("v/<int:pk>/", views.PublicRound.as_view(), name="public_round"),
    path("v/<int:pk>/notice/", views.PrintNotice.as_view(), name="print_notice"),
    path("v/<int:pk>/certificate/", views.Certificate.as_view(), name="certificate"),
]
