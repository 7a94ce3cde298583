from django.urls import path

from core.webhooks import views

app_name = "webhooks"
urlpatterns = [
    path("", views.EndpointList.as_view(), name="list"),
    path("new/", views.EndpointNew.as_view(), name="new"),
    path("deliveries/", views.DeliveryList.as_view(), name="deliveries"),
    path("deliveries/<int:pk>/", views.DeliveryPage.as_view(), name="delivery"),
    path("deliveries/<int:pk>/replay/", views.DeliveryReplay.as_view(), name="replay"),
    path("deliveries/<int:pk>/skip/", views.DeliverySkip.as_view(), name="skip"),
    path("<int:pk>/", views.EndpointPage.as_view(), name="endpoint"),
    path("<int:pk>/edit/", views.EndpointEdit.as_view(), name="edit"),
    path("<int:pk>/rotate/", views.EndpointRotate.as_view(), name="rotate"),
    path("<int:pk>/test/", views.EndpointTest.as_view(), name="test"),
    path("<int:pk>/<str:name>/", views.EndpointStep.as_view(), name="step"),
]
