from django.urls import path

from resident_participation import public_views
from resident_participation.ballots.urls import urlpatterns as ballots
from resident_participation.cases.urls import urlpatterns as cases
from resident_participation.paper.urls import urlpatterns as paper
from resident_participation.results.urls import urlpatterns as results
from resident_participation.rolls.urls import urlpatterns as rolls
from resident_participation.slips.urls import urlpatterns as slips
from resident_participation.votes.urls import urlpatterns as votes

app_name = "resident_participation"
urlpatterns = [
    *ballots,
    *rolls,
    *slips,
    *paper,
    *results,
    *votes,  # last: the name of a step is any word
    *cases,
    path("c/", public_views.FindCommunity.as_view(), name="find"),
    path("c/calls/", public_views.Calls.as_view(), name="calls"),
    path("c/<str:code>/", public_views.CommunityPage.as_view(), name="community"),
]
