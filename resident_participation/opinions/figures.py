"""What was said about a scheme and what became of it, as residents see it."""

from dataclasses import dataclass, field

from resident_participation.opinions.models import OpinionWindow, SchemeOpinion
from resident_participation.voices.places import Band

State = SchemeOpinion.State


@dataclass
class Heard:
    """A window with its counts. `households` spoke with their cards; `free` opinions were written down by a clerk."""

    window: OpinionWindow
    linked: int = 0
    free: int = 0
    waiting: int = 0
    counts: dict = field(default_factory=lambda: dict.fromkeys((State.ADOPTED, State.PARTLY, State.DECLINED), 0))
    answered: list = field(default_factory=list)
    rows: set = field(default_factory=set)

    @property
    def households(self):
        return len(self.rows)

    @property
    def verdicts(self):
        return [(State(state).label, count) for state, count in self.counts.items()]

    def add(self, opinion):
        if opinion.row_id is None:
            self.free += 1
        else:
            self.linked += 1
            self.rows.add(opinion.row_id)
        if opinion.state == State.OPEN:
            self.waiting += 1
        else:
            self.counts[opinion.state] += 1
            self.answered.append(opinion)


def facts(community, project=None):
    """{"heard": [Heard]}: the windows of a community, newest first, those of one project when one is given."""
    rows = community.opinion_windows.public()
    return {"heard": heard(rows.filter(project=project) if project else rows)}


def heard(windows):
    """[Heard] of windows; two statements."""
    found = {window.pk: Heard(window) for window in windows}
    for opinion in SchemeOpinion.objects.filter(window__in=found).order_by("-answered_on", "-pk"):
        found[opinion.window_id].add(opinion)
    return list(found.values())


def objections(round_):
    """[{"band", "households", "free", "answered"}] of those against a round's package, the ground floors first.

    Told to everybody as 「1–2层住户 2 户」: no building, no room.
    """
    rows = SchemeOpinion.objects.filter(window__round=round_, against=True).order_by("filed_at", "pk")
    by_band = {}
    for opinion in rows:
        by_band.setdefault(opinion.band, []).append(opinion)
    return [told(band, by_band[band]) for band in (*Band.values, "") if band in by_band]


def told(band, opinions):
    return {
        "band": Band(band).label if band else "没有说明楼层的住户",
        "households": len({o.row_id for o in opinions if o.row_id}),
        "free": sum(o.row_id is None for o in opinions),
        "answered": [o for o in opinions if o.state != State.OPEN],
        "waiting": sum(o.state == State.OPEN for o in opinions),
    }
