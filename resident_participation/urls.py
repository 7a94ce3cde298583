from resident_participation.alike.urls import urlpatterns as alike
from resident_participation.assessment.urls import urlpatterns as assessment
from resident_participation.ballots.urls import SCANNED as scanned_slips
from resident_participation.ballots.urls import urlpatterns as ballots
from resident_participation.bodies.urls import urlpatterns as bodies
from resident_participation.cards.urls import SCANNED as scanned_cards
from resident_participation.cards.urls import urlpatterns as cards
from resident_participation.cases.urls import urlpatterns as cases
from resident_participation.clearances.urls import urlpatterns as clearances
from resident_participation.enforcement.urls import urlpatterns as enforcement
from resident_participation.initiatives.urls import urlpatterns as initiatives
from resident_participation.lifts.urls import urlpatterns as lifts
from resident_participation.meetings.urls import urlpatterns as meetings
from resident_participation.objections.urls import urlpatterns as objections
from resident_participation.open311.urls import urlpatterns as open311
from resident_participation.opinions.urls import urlpatterns as opinions
from resident_participation.outcome.urls import urlpatterns as outcome
from resident_participation.paper.urls import urlpatterns as paper
from resident_participation.public.urls import urlpatterns as public
from resident_participation.recounts.urls import urlpatterns as recounts
from resident_participation.results.urls import urlpatterns as results
from resident_participation.rolls.urls import urlpatterns as rolls
from resident_participation.rules.urls import urlpatterns as rules
from resident_participation.slips.urls import urlpatterns as slips
from resident_participation.subscriptions.urls import urlpatterns as subscriptions
from resident_participation.supervision.urls import urlpatterns as supervision
from resident_participation.talents.urls import urlpatterns as talents
from resident_participation.votes.urls import urlpatterns as votes

app_name = "resident_participation"
urlpatterns = [
    *ballots,  # first: a whole community votes on the last evening
    *recounts,
    *cards,
    *rolls,
    *slips,
    *paper,
    *results,
    *alike,
    *cases,
    *enforcement,
    *clearances,
    *initiatives,
    *opinions,
    *outcome,
    *assessment,
    *supervision,
    *talents,
    *meetings,
    *bodies,
    *rules,
    *objections,
    *lifts,
    *open311,
    *subscriptions,
    *votes,  # last: the name of a step is any word
    *public,
    *scanned_slips,
    *scanned_cards,
]
