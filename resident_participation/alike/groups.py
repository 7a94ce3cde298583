"""Clusters: reports of one community that speak of the same matter, counted by entrance and by household."""

from collections import Counter
from dataclasses import dataclass, field, replace
from statistics import mean

from resident_participation.alike.likeness import THRESHOLD, Message, score
from resident_participation.alike.places import Place
from resident_participation.alike.search import message_of
from resident_participation.models import Feedback

MOST = 300  # newest open reports of a community that are grouped; comparing grows with the square


@dataclass(frozen=True)
class Member:
    """A report, the entrance it names, and what is compared: without the stair unit, which a cluster counts by."""

    case: Feedback
    place: Place
    message: Message

    @classmethod
    def of(cls, case):
        message = message_of(case)
        place = message.said.place
        building = replace(message.said, place=Place(place.buildings))
        return cls(case, place, replace(message, said=building))

    @property
    def order(self):
        return self.case.received_at, self.case.pk


@dataclass
class Group:
    """Reports of one matter in the order of their receipt."""

    members: list[Member] = field(default_factory=list)

    @property
    def cases(self):
        return [member.case for member in self.members]

    @property
    def matter(self):
        """The things and faults that at least half of the reports name, most named first; empty when there is none."""
        all_said = [member.message.said for member in self.members]
        named = Counter(word for said in all_said for word in (*sorted(said.things), *sorted(said.faults)))
        return [word for word, count in named.most_common() if 2 * count >= len(self.members)][:3]

    @property
    def entrances(self):
        return by_place(self.members)

    @property
    def tally(self):
        return Tally.of(self.cases)

    @property
    def days(self):
        """Of the first and of the last report."""
        return [self.cases[n].received_at for n in (0, -1)]


@dataclass(frozen=True)
class Tally:
    """Reports, all counted; the households they came from, told apart by telephone; those that left none."""

    reports: int
    households: int
    unknown: int

    @classmethod
    def of(cls, cases):
        phones = [digits(case.contact_phone) for case in cases]
        return cls(len(phones), len({*phones} - {""}), phones.count(""))

    def __str__(self):
        """6 次，4 户，1 次没留电话."""
        parts = [f"{self.reports} 次"]
        parts += [f"{self.households} 户"] if self.households else []
        parts += [f"{self.unknown} 次没留电话"] if self.unknown else []
        return "，".join(parts)


def digits(phone):
    return "".join(c for c in phone if c.isdigit())


def members(cases):
    """The Members of cases in the order of receipt."""
    return sorted(map(Member.of, cases), key=lambda member: member.order)


def grouped(every):
    """Groups of two and more of the members, the largest first.

    Each report joins the group whose reports it is like on average, the likest; else it begins one. On average, not by
    its likest: else 5幢 and 6幢 would meet over a report that names no building. Those that name a place begin.
    """
    groups = []
    for member in sorted(every, key=lambda member: not member.place.buildings):
        best = max(groups, key=lambda group: nearness(member, group), default=None)
        if best is None or nearness(member, best) < THRESHOLD:
            best = Group()
            groups.append(best)
        best.members.append(member)
    for group in groups:
        group.members.sort(key=lambda member: member.order)
    return sorted((group for group in groups if len(group.members) > 1), key=lambda group: -len(group.members))


def nearness(member, group):
    return mean(score(member.message, other.message) for other in group.members)


def by_place(every):
    """[(place, Tally)] by building and stair unit, most reports first; what names none comes last, as an empty text."""
    places = {}
    for member in every:
        places.setdefault(str(member.place), []).append(member.case)
    counted = [(place, Tally.of(cases)) for place, cases in places.items()]
    return sorted(counted, key=lambda one: (not one[0], -one[1].reports, one[0]))
