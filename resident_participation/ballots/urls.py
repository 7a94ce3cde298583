from django.urls import path

from resident_participation.ballots import public_views, views

urlpatterns = [
    path("b/check/", public_views.Check.as_view(), name="ballot_check"),
    path("b/", public_views.Enter.as_view(), name="ballot"),
    path("b/open/", public_views.Prove.as_view(), name="ballot_prove"),
    path("b/vote/", public_views.Vote.as_view(), name="ballot_vote"),
    path("b/done/", public_views.Done.as_view(), name="ballot_done"),
    path("b/receipt/", public_views.Receipt.as_view(), name="ballot_receipt"),
    path("b/dispute/", public_views.DisputeBallot.as_view(), name="ballot_dispute"),
    path("votes/<int:pk>/disputes/", views.Disputes.as_view(), name="round_disputes"),
    path("disputes/<int:pk>/<slug:name>/", views.DisputeAnswer.as_view(), name="dispute_answer"),
    path("ballots/<uuid:pk>/withdraw/", views.BallotWithdraw.as_view(), name="ballot_withdraw"),
]
SCANNED = [  # last of all under b/: any word
    path("b/<str:code>", public_views.Scanned.as_view(), name="ballot_scanned"),
    path("b/<str:code>/", public_views.Scanned.as_view()),  # as some readers of QR codes send it
]
