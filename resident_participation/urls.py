from django.urls import path

from resident_participation import public_views, views
from resident_participation.ballots.urls import urlpatterns as ballots
from resident_participation.cards.urls import SCANNED as scanned_cards
from resident_participation.cards.urls import urlpatterns as cards
from resident_participation.clearances.urls import urlpatterns as clearances
from resident_participation.initiatives.urls import urlpatterns as initiatives
from resident_participation.opinions.urls import urlpatterns as opinions
from resident_participation.paper.urls import urlpatterns as paper
from resident_participation.results.urls import urlpatterns as results
from resident_participation.rolls.urls import urlpatterns as rolls
from resident_participation.slips.urls import urlpatterns as slips
from resident_participation.votes.urls import urlpatterns as votes

app_name = "resident_participation"
urlpatterns = [
    *ballots,
    *cards,
    *rolls,
    *slips,
    *paper,
    *results,
    *votes,  # last: the name of a step is any word
    *opinions,
    *initiatives,
    *clearances,
    path("feedback/", views.Inbox.as_view(), name="inbox"),
    path("feedback/new/", views.Intake.as_view(), name="new"),
    path("feedback/suggestions/", views.Suggestions.as_view(), name="suggestions"),
    path("feedback/<int:pk>/", views.FeedbackPage.as_view(), name="feedback"),
    path("feedback/<int:pk>/receipt/", views.Receipt.as_view(), name="receipt"),
    path("feedback/<int:pk>/route/", views.Route.as_view(), name="route"),
    path("feedback/<int:pk>/close/", views.Close.as_view(), name="close"),
    path("feedback/<int:pk>/reveal/", views.Reveal.as_view(), name="reveal"),
    path("c/", public_views.FindCommunity.as_view(), name="find"),
    path("c/calls/", public_views.Calls.as_view(), name="calls"),
    path("c/<str:code>/", public_views.CommunityPage.as_view(), name="community"),
    *scanned_cards,
]
