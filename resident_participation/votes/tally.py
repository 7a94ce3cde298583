"""The count of a vote, by heads and by area in 0.01 m². Exact integers; the one place where a vote is counted.

Heads (宁波市住宅小区物业管理条例 2021 art. 18): owners, not titles. Several titles of one owner are one head whose
areas add up; all flats a developer has not sold or handed over are one head; co-owners name one of them. Parking spaces
and garages have neither head nor area. Abstaining is taking part, an invalid ballot is not; silence is not imputed.
"""

from collections import defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from resident_participation.votes.rule import Measure, Part, Requirement


class Choice(StrEnum):
    AGREE = "agree"
    AGAINST = "against"
    ABSTAIN = "abstain"
    INVALID = "invalid"


VALID = (Choice.AGREE, Choice.AGAINST, Choice.ABSTAIN)


@dataclass(frozen=True)
class Title:
    """A row of the frozen roll: its owner group (the one who votes), its private area in 0.01 m².

    `votes` is False for parking spaces and garages, `reached` is True when a slip was proved to be delivered. In a
    consultation each household is its own owner.
    """

    key: Hashable
    owner: Hashable
    area: int
    votes: bool = True
    reached: bool = False


@dataclass(frozen=True)
class Count:
    heads: int = 0
    area: int = 0

    def of(self, measure):
        return self.heads if measure is Measure.HEADS else self.area


@dataclass(frozen=True)
class Outcome:
    """A test with what it needs, what there is, and how much is missing (heads, or area in 0.01 m²)."""

    test: Requirement
    needed: int
    actual: int

    @property
    def passed(self):
        return self.actual >= self.needed

    @property
    def short_by(self):
        return max(self.needed - self.actual, 0)


@dataclass(frozen=True)
class Tally:
    """`held` are owners whose own titles say different things: not counted until a person has ruled on them."""

    roll: Count
    participating: Count
    agree: Count
    against: Count
    abstain: Count
    invalid: Count
    held: Count
    outcomes: tuple[Outcome, ...]

    @property
    def passed(self):
        """All tests are met and nothing is held; a vote without a test passes nothing."""
        return bool(self.outcomes) and not self.held.heads and all(one.passed for one in self.outcomes)


def count(roll, choices, tests):
    """The Tally of a vote: `roll` is an iterable of Titles, `choices` {title's key: Choice} of its counted ballots.

    Raises KeyError for a ballot of a title that is not on the roll or does not vote: such a ballot must not exist.
    """
    voting = {title.key: title for title in roll if title.votes}
    said = defaultdict(lambda: defaultdict(int))  # owner → choice → area
    for key, choice in choices.items():
        title = voting[key]
        said[title.owner][Choice(choice)] += title.area
    parts = {name: sums(said, name) for name in (*Choice, "held")}
    whole = Count(len({title.owner for title in voting.values()}), sum(title.area for title in voting.values()))
    taking_part = Count(*(sum(parts[c].of(m) for c in VALID) for m in (Measure.HEADS, Measure.AREA)))
    counts = {Part.ROLL: whole, Part.PARTICIPATING: taking_part, Part.AGREE: parts[Choice.AGREE]}
    named = {str(choice): parts[choice] for choice in (*Choice, "held")}
    return Tally(whole, taking_part, **named, outcomes=tuple(judge(test, counts) for test in tests))


def sums(said, name):
    """Heads and area of one choice over all owners; invalid titles beside valid ones are area without a head."""
    heads = area = 0
    for own in said.values():
        verdict = verdict_of(own)
        heads += verdict == name
        if verdict == "held":
            area += sum(own.values()) if name == "held" else 0
        else:
            area += own.get(name, 0)
    return Count(heads, area)


def verdict_of(own):
    """What an owner says with all titles together."""
    valid = [choice for choice in VALID if choice in own]
    if len(valid) > 1:
        return "held"
    return valid[0] if valid else Choice.INVALID


def judge(test, counts):
    return Outcome(test, test.needed(counts[test.whole].of(test.measure)), counts[test.part].of(test.measure))
