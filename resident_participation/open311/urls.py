from django.urls import path

from resident_participation.open311 import views

urlpatterns = [
    path("open311/v2/services.<str:format>", views.Services.as_view(), name="open311_services"),
    path("open311/v2/services/<str:code>.<str:format>", views.Service.as_view(), name="open311_service"),
    path("open311/v2/requests.<str:format>", views.Requests.as_view(), name="open311_requests"),
    path("open311/v2/requests/<int:pk>.<str:format>", views.Request.as_view(), name="open311_request"),
]
