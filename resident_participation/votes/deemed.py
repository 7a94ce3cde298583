"""推定票: what a rule may make of owners who were reached and never answered. Counted apart, told after the real count.

Only where the owners' own rules of procedure say so, and only for owners to whom a slip was proved to be delivered.
"""

from dataclasses import dataclass, replace

from resident_participation.votes.rule import Measure, Part
from resident_participation.votes.tally import Choice, Count, Tally, judge

NO_MAJORITY = "已表决的人数和面积没有一致的多数意见，不作推定"
HELD = "还有业主的选择待裁定，不作推定"


@dataclass(frozen=True)
class Deemed:
    """`silent` owners are counted as `choice` in `tally`; with None nothing is imputed and `stopped` says why."""

    silence: str
    silent: Count
    choice: Choice | None
    tally: Tally
    stopped: str = ""


def deem(roll, choices, reached, silence, tally, tests):
    """The Deemed count of an item, beside its real `tally`.

    `reached` are the keys of titles with a proved delivery; an owner is silent who was reached by any title and
    has a ballot, valid or not, in none.
    """
    voting = [title for title in roll if title.votes]
    spoke = {title.owner for title in voting if title.key in choices}
    silent_owners = {title.owner for title in voting if title.key in reached} - spoke
    silent = Count(len(silent_owners), sum(t.area for t in voting if t.owner in silent_owners))
    choice, stopped = imputed(silence, tally)
    if choice is None:
        return Deemed(silence, silent, None, tally, stopped)
    return Deemed(silence, silent, choice, with_silent(tally, choice, silent, tests))


def imputed(silence, tally):
    """(the choice that silence stands for, or None; why not)."""
    if tally.held.heads:
        return None, HELD
    if silence == "abstain":
        return Choice.ABSTAIN, ""
    sides = {m: tally.agree.of(m) - tally.against.of(m) for m in Measure}
    if all(more > 0 for more in sides.values()):
        return Choice.AGREE, ""
    if all(more < 0 for more in sides.values()):
        return Choice.AGAINST, ""
    return None, NO_MAJORITY


def with_silent(tally, choice, silent, tests):
    more = {str(choice): plus(getattr(tally, choice), silent), "participating": plus(tally.participating, silent)}
    made = replace(tally, **more)
    counts = {Part.ROLL: made.roll, Part.PARTICIPATING: made.participating, Part.AGREE: made.agree}
    return replace(made, outcomes=tuple(judge(test, counts) for test in tests))


def plus(one, other):
    return Count(one.heads + other.heads, one.area + other.area)
