"""How many households of a community take its news: counts for the desk, never who."""

from django.db.models import Count, Q

from resident_participation.subscriptions.models import Subscription, Topic, Way


def taking(community, user):
    """{"households", "topics": [(label, households)], "ways": [(label, households)]} of the live subscriptions a person
    may see, in one statement. Topics overlap, ways do not."""
    topics = {f"topic_{t}": Count("pk", filter=Q(topics__contains=[t])) for t in Topic}
    ways = {f"way_{w}": Count("pk", filter=Q(way=w)) for w in Way}
    rows = Subscription.objects.visible_to(user).live().filter(row__community=community)
    found = rows.order_by().aggregate(households=Count("pk"), **topics, **ways)
    return {
        "households": found["households"],
        "topics": [(t.label, found[f"topic_{t}"]) for t in Topic],
        "ways": [(w.label, found[f"way_{w}"]) for w in Way],
    }
