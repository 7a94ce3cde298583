"""加装电梯: one round a stair unit, drafted for several units in one act."""

from django.db import transaction

from communities.models import Community
from core.errors import Refused
from core.files import actions as files
from resident_participation.lifts.figures import stair_units
from resident_participation.votes import actions
from resident_participation.votes.models import Kind, Round
from resident_participation.votes.rule_sets import in_force

RULE, MATTER = "lift", 7  # Civil Code art. 278 (7): altering a building
DONE = (Round.Status.CLOSED, Round.Status.VOID)


@transaction.atomic
def draft_units(community, *, by, units, title, text, office="", phone="", document=None):
    """A draft for each of the units, same words and same rule, all or none. Returns the rounds.

    `units` are as `figures.stair_units` names them, `document` (an upload) the plan with the shares of the cost.
    """
    held = Community.objects.select_for_update(of=["self"]).select_related("area").get(pk=community.pk)
    places = stair_units(held)
    if unknown := [unit for unit in units if unit not in places]:
        refuse("no_unit", f"名册里没有{'、'.join(unknown)}")
    chosen = [places[unit] for unit in units]
    if busy := [str(place) for place in chosen if unfinished(held, place)]:
        refuse("busy", f"{'、'.join(busy)}还有一轮没有结束，先办完或作废")
    facts = {"community": held, "kind": Kind.VOTE, "scope": Round.Scope.UNIT, "office": office, "phone": phone}
    return [draft(place, facts, title.strip(), text, document, by=by) for place in chosen]


def draft(place, facts, title, text, document, *, by):
    where = {"building": place.building, "unit": place.unit}
    round_ = actions.draft(by=by, title=f"{place.building}{place.unit}{title}", **facts, **where)
    item = actions.add_item(round_, by=by, title=title, text=text, rule=in_force()[RULE], matter=MATTER)
    if document:
        document.seek(0)
        files.attach(item, document, by=by, caption="方案和费用分摊表")
    return round_


def unfinished(community, place):
    rounds = Round.objects.filter(community=community, scope=Round.Scope.UNIT, building=place.building)
    return rounds.filter(unit=place.unit).exclude(status__in=DONE).exists()


def refuse(code, words):
    raise Refused(code, words, {"units": [words]})
