"""What coordination saves, and how: the present schedule against the filed one and against the best there is."""

import hashlib

import orjson
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.policy import Act
from core.changes import change
from core.errors import Refused
from projects.register.actions import past, told
from projects.special_works import proposals
from projects.special_works.measures import measure, measured
from projects.special_works.models import Clash, ClashAnswer, Coordination, Proposals, SpecialWork
from projects.special_works.recompute import recompute
from projects.special_works.schedule import moved
from projects.special_works.sites import hold, survey

SHOWN = ("kind", "owner", "community")
SECONDS = 10  # a unit is solved in a fraction of one; what is not proven by then is the best found


def current(site, area):
    """The coordination of a site: measures as filed, as it stands, and as it could be, with the proposals.

    Solved again only when works, places or rules have changed since (their fingerprint is kept with the result).
    Returns {"entries_before", "entries_after", "digs_avoided", "disturbance_days_before", "disturbance_days_after",
    "proposals": [...], ...}; days are per household, one decimal.
    """
    ground, filed = survey(site), survey(site, as_filed=True)
    print_ = fingerprint(ground, filed)
    kept = Proposals.objects.filter(**site.key).first()
    if kept and kept.fingerprint == print_:
        return kept.result
    result = compute(ground, filed)
    Proposals.objects.update_or_create(**site.key, defaults={"area": area, "fingerprint": print_, "result": result})
    return result


def fingerprint(ground, filed):
    """SHA-256 over all that the result rests on."""
    parts = [sorted(map(str, ground.works)), sorted(map(str, filed.works)), sorted(map(str, ground.places.values()))]
    parts += [sorted(map(str, ground.rules)), ground.gap, timezone.localdate().isoformat()]
    return hashlib.sha256(orjson.dumps(parts)).hexdigest()


def compute(ground, filed):
    """The measures and the proposals of a site, from its works alone."""
    from_today = tuple(not_before(w, timezone.localdate()) for w in ground.works)
    plan = proposals.improve(from_today, ground.places, ground.rules, ground.gap, seconds=SECONDS)
    after = tuple(moved(w, plan.starts[w.id]) for w in ground.works)
    groups = proposals.groups(ground.works, ground.places)
    found = measured(ground, filed, after)
    return found | {
        "digs_avoided": found["digs_before"] - found["digs_after"],
        "proven": plan.proven,
        "proposals": [one for group in groups if (one := proposal(group, plan, ground))],
    }


def not_before(work, today):
    """A work that has not begun cannot be moved into the past; where its window leaves nothing, it stays."""
    if not work.movable or work.earliest >= today:
        return work
    earliest = max(today, work.earliest)
    length = work.finish - work.start
    fits = work.start >= today and earliest + length <= work.latest
    return work.__class__(**vars_of(work) | ({"earliest": earliest} if fits else {"movable": False}))


def vars_of(work):
    return {name: getattr(work, name) for name in work.__dataclass_fields__}


def proposal(group, plan, ground):
    """What one group of works that touch each other would gain: the moves; entries, digs, days before and after."""
    moves = [w for w in group if plan.starts[w.id] != w.start]
    if not moves:
        return None
    after = [moved(w, plan.starts[w.id]) for w in group]
    old, new = measure(group, ground.places, ground.gap), measure(after, ground.places, ground.gap)
    return {
        "id": min(w.id for w in group),
        "moves": [
            {
                "work": w.id,
                "from": [w.start.isoformat(), w.finish.isoformat()],
                "to": [plan.starts[w.id].isoformat(), (plan.starts[w.id] + (w.finish - w.start)).isoformat()],
                "days": (plan.starts[w.id] - w.start).days,
            }
            for w in sorted(moves, key=lambda w: (plan.starts[w.id], w.id))
        ],
        "entries": [old.entries, new.entries],
        "digs": [old.digs, new.digs],
        "household_days": [old.household_days, new.household_days],
    }


@transaction.atomic
def accept(site, number, *, by, area, note=""):
    """采纳: move the works of one proposal to where it says, all or none. Refuses `gone` when it is out of date."""
    by.require(Act.PROPOSAL_ACCEPT, area)
    current(site, area)  # what has to be solved is solved before others have to wait
    hold(site)
    found = next((p for p in current(site, area)["proposals"] if p["id"] == number), None)
    if found is None:
        raise Refused("gone", "这条建议已经过时，请看最新的建议")
    for move in found["moves"]:
        work = SpecialWork.objects.get(pk=move["work"])
        with change(work, by=by, act=Act.PROPOSAL_ACCEPT, note=note or "采纳统筹建议") as w:
            w.starts_on, w.ends_on = move["to"]
    recompute(site)
    return found


@transaction.atomic
def approve(site, *, by, area, document, approved_on, project=None):
    """批准统筹施工方案: the schedule as it stands and what it saves are frozen under a document.

    Refuses `no_works` and `open_clashes`: every clash is resolved, being discussed, or kept with a reason first.
    """
    by.require(Act.COORDINATION_APPROVE, area)
    past("approved_on", approved_on)
    saved = {name: value for name, value in current(site, area).items() if name != "proposals"}
    hold(site)
    works = list(site.works().select_related(*SHOWN).prefetch_related("places").order_by("pk"))
    if not works:
        raise Refused("no_works", "还没有申报的专项工程；确实不涉及的，请在项目页对“统筹施工方案”办理免办")
    waiting = Clash.objects.filter(place__in=site.places(), answer=None)
    if found := waiting.count():
        raise Refused("open_clashes", f"还有 {found} 处施工冲突没有处理：采纳建议、发起会商，或者说明理由保留")
    owner = {"unit": site.unit, "project": None if site.unit else project}
    plan = Coordination(
        **owner,
        area=area,
        number=Coordination.objects.filter(**owner).count() + 1,
        works=[frozen(w) for w in works],
        measures=saved,
        document=document,
        approved_on=approved_on,
        approved_by=by.display_name,
    )
    with change(plan, by=by, act=Act.COORDINATION_APPROVE, note=document) as p:
        pass
    return p


def frozen(work):
    """A work as the approved plan keeps it."""
    return {
        "id": work.pk,
        "code": work.code,
        "name": work.name,
        "kind": work.kind.name,
        "owner": work.owner.name,
        "community": work.community.name,
        "places": [p.name for p in work.places.all()],
        "starts_on": work.starts_on.isoformat(),
        "ends_on": work.ends_on.isoformat(),
        "excavates": work.excavates,
        "outage": work.outage,
        "restorer": work.get_restorer_display(),
    }


@transaction.atomic
def answer(clash, kind, *, by, reason="", meeting_on=None):
    """会商 or 说明理由保留: the clash stays, and says so. Refuses `needs_reason`."""
    if kind == ClashAnswer.Answer.KEPT:
        reason = told(reason)
    key = {name: getattr(clash, name) for name in ("rule_id", "place_id", "first_id", "second_id")}
    row = ClashAnswer.objects.filter(**key).first() or ClashAnswer(**key)
    act = Act.CLASH_KEEP if kind == ClashAnswer.Answer.KEPT else Act.CLASH_MEET
    with change(row, by=by, act=act, note=reason) as a:
        a.answer, a.reason, a.answered_by = kind, reason, by.display_name
        a.meeting_on = meeting_on if kind == ClashAnswer.Answer.MEETING else None
    Clash.objects.filter(pk=clash.pk).update(answer=a)
    return clash


def meet(clash, *, by, meeting_on, note=""):
    return answer(clash, ClashAnswer.Answer.MEETING, by=by, reason=note, meeting_on=meeting_on)


def keep(clash, *, by, reason):
    return answer(clash, ClashAnswer.Answer.KEPT, by=by, reason=reason)


def clashes(site, user):
    """[Clash] of a site that a person sees, with all that their words need, the open ones first."""
    rows = Clash.objects.visible_to(user).filter(place__in=site.places())
    related = ("rule", "place", "first__kind", "first__owner", "second__kind", "second__owner", "answer")
    return rows.select_related(*related).order_by(F("answer").asc(nulls_first=True), "starts_on", "pk")
