from django.urls import path

from resident_participation.cards import public_views, views

urlpatterns = [
    path("communities/<int:pk>/cards/", views.Cards.as_view(), name="cards"),
    path("communities/<int:pk>/cards/ask/", views.CardsAsk.as_view(), name="cards_ask"),
    path("roll/<int:pk>/card/", views.CardAgain.as_view(), name="card_again"),
    path("card-batches/<int:pk>/print/", views.CardsPrint.as_view(), name="cards_print"),
    path("h/", public_views.Enter.as_view(), name="card"),
    path("h/open/", public_views.Prove.as_view(), name="card_prove"),
    path("h/home/", public_views.Home.as_view(), name="card_home"),
    path("h/leave/", public_views.Leave.as_view(), name="card_leave"),
]
SCANNED = [  # last of all under h/: any word
    path("h/<str:code>", public_views.Scanned.as_view(), name="card_scanned"),
    path("h/<str:code>/", public_views.Scanned.as_view()),  # as some readers of QR codes send it
]
