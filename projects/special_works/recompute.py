"""Clashes as rows: found again for one site whenever its works change, so that lists only read them."""

from projects.special_works.clashes import find
from projects.special_works.measures import measured
from projects.special_works.models import Clash, ClashAnswer, ConflictRule, Proposals, SpecialWork
from projects.special_works.sites import survey

FACTS = ("kind", "starts_on", "ends_on", "days")


def recompute(site, ground=None):
    """Make the clash rows of a site those that its works have now. Answers stay with a clash that is found again.

    Call inside the transaction that changed the works. Clashes between works that are all done say nothing any more.
    """
    ground = ground or survey(site)
    done = set(site.works().filter(state=SpecialWork.State.DONE).values_list("pk", flat=True))
    rules = dict(ConflictRule.objects.values_list("code", "pk"))
    found = {
        (rules[c.rule_code], place_of(c, ground), *c.works): c
        for c in find(ground.works, ground.places, ground.rules, ground.gap)
        if not done.issuperset(c.works)
    }
    rows = Clash.objects.filter(place__in=site.places())
    known = {(c.rule_id, c.place_id, c.first_id, c.second_id): c for c in rows}
    rows.filter(pk__in=[row.pk for key, row in known.items() if key not in found]).delete()
    answers = {
        (a.rule_id, a.place_id, a.first_id, a.second_id): a.pk
        for a in ClashAnswer.objects.filter(place__in=site.places())
    }
    fresh = [filled(known.get(key) or blank(key), clash, answers.get(key)) for key, clash in found.items()]
    Clash.objects.bulk_create([row for row in fresh if row.pk is None])
    Clash.objects.bulk_update([row for row in fresh if row.pk], [*FACTS, "answer"])
    keep_measures(site, ground)
    return len(found)


def keep_measures(site, ground):
    """The site's measures for the figures of districts and city; what could still be saved is solved later."""
    now = measured(ground, survey(site, as_filed=True), ground.works)
    kept = Proposals.objects.filter(**site.key).first() or Proposals(**site.key, area_id=site.area_id)
    kept.result = {**kept.result, **now, "proposals": [], "proven": False, "digs_avoided": 0}
    kept.fingerprint = ""
    kept.save()


def blank(key):
    rule, place, first, second = key
    return Clash(rule_id=rule, place_id=place, first_id=first, second_id=second)


def filled(row, clash, answer):
    row.kind, row.starts_on, row.ends_on, row.days = clash.kind, clash.starts, clash.ends, clash.days
    row.answer_id = answer
    return row


def place_of(clash, ground):
    """Works that follow one another may share no place: then the clash stands at the later one's first."""
    if clash.place:
        return clash.place
    later = next(w for w in ground.works if w.id == clash.works[1])
    return min(later.places)
