from django.urls import path

from resident_participation.recounts import public_views, views

urlpatterns = [
    path("votes/<int:pk>/recount/", views.RecountTab.as_view(), name="recount"),
    path("votes/<int:pk>/challenges/new/", views.ChallengeNew.as_view(), name="challenge_new"),
    path("votes/<int:pk>/recount/draw/", views.RecountDraw.as_view(), name="recount_draw"),
    path("rechecks/<int:pk>/", views.RecheckPage.as_view(), name="recheck"),
    path("rechecks/<int:pk>/rule/", views.RecheckRule.as_view(), name="recheck_rule"),
    path("recounts/<int:pk>/finish/", views.RecountFinish.as_view(), name="recount_finish"),
    path("v/<int:pk>/certificate/2/", views.CorrectedCertificate.as_view(), name="corrected_certificate"),
    path("b/challenge/", public_views.ChallengeBallots.as_view(), name="ballot_challenge"),
]
