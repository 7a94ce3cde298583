from django.urls import path

from resident_participation.slips import views

urlpatterns = [
    path("votes/<int:pk>/slips/", views.Slips.as_view(), name="slips"),
    path("votes/<int:pk>/slips/ask/", views.SlipsAsk.as_view(), name="slips_ask"),
    path("slip-batches/<int:pk>/print/", views.SlipsPrint.as_view(), name="slips_print"),
    path("votes/<int:pk>/canvass/", views.Canvass.as_view(), name="canvass"),
    path("seats/<int:pk>/deliver/", views.SeatDeliver.as_view(), name="deliver"),
    path("deliveries/<int:pk>/call-back/", views.CallBack.as_view(), name="call_back"),
]
