"""到会够不够: who is present against the roll, by heads and area in 0.01 m², for each class of items. Integers only.

The roll is the frozen one of the round that the meeting is about, else the living one. Heads are owners, not flats
(rolls.heads), and it is the count of votes itself that counts them (votes.tally): being present is taking part.
"""

from resident_participation.bodies.law import majority
from resident_participation.bodies.models import Member
from resident_participation.meetings.models import Attendance, Meeting
from resident_participation.rolls.heads import owners
from resident_participation.rolls.models import RollRow
from resident_participation.votes import freezing, rule_sets
from resident_participation.votes.models import RuleSet
from resident_participation.votes.rule import SPECIAL_MATTERS, Part, Requirement, tests_of
from resident_participation.votes.tally import Choice, Title, count

COUNTED = (
    "community", "building", "unit", "room", "floor", "kind", "area_m2", "holder", "owner_mark", "owner_group",
)  # fmt: skip
FROZEN, LIVING, MEMBERS = "frozen", "living", "members"
Class = RuleSet.Class


def basis(meeting):
    if meeting.audience == Meeting.Audience.MEMBERS:
        return MEMBERS
    return FROZEN if meeting.round and meeting.round.package else LIVING


def titles(meeting):
    """{(building, unit, room): Title} of the roll that the meeting is counted against; none for a members' meeting."""
    found = basis(meeting)
    if found == MEMBERS:
        return {}
    if found == FROZEN:
        rows = meeting.round.seats.values_list("building", "unit", "room", "owner", "area_cm2", "votes")
        return {tuple(place): Title(tuple(place), owner, area, votes) for *place, owner, area, votes in rows}
    made = {}
    for row, owner in living(meeting):
        place = (row.building, row.unit, row.room)
        made[place] = Title(place, owner, int(row.area_m2 * 100), row.votes)
    return made


def living(meeting):
    """[(row of the living roll, number of its owner)]; where residents meet, each household stands for itself."""
    if meeting.round:
        return freezing.owned(meeting.round, list(freezing.rows_in_scope(meeting.round).only(*COUNTED)))
    rows = list(RollRow.objects.filter(community=meeting.community_id).only(*COUNTED))
    return owners(rows) if meeting.audience == Meeting.Audience.OWNERS else [(row, n) for n, row in enumerate(rows, 1)]


def classes(meeting):
    """{(class, tests): [titles of the items]}: those that need so many of the owners or households present."""
    made = {}
    for klass, tests, title in asked(meeting):
        made.setdefault((str(klass), tuple(tests)), []).append(title)
    return made


def asked(meeting):
    if meeting.round and meeting.round.package:
        for item in meeting.round.package["items"]:
            yield item["rule"]["klass"], [Requirement(**test) for test in item["tests"]], item["title"]
    elif meeting.round:
        for item in meeting.round.items.select_related("rule"):
            yield item.rule.klass, rule_sets.tests(item.rule, item.matter), item.title
    else:
        for item in meeting.agenda.exclude(matter=None):
            klass = Class.SPECIAL if item.matter in SPECIAL_MATTERS else Class.ORDINARY
            yield klass, tests_of(item.matter), item.title


def board(meeting):
    """What the quorum board shows, as plain values; of a meeting that is over, as it stood at its end.

    {"basis", "roll", "present": {"heads", "area_cm2", "rooms"}, "members": {"all", "present"}, "residents", "guests",
    "classes": [{"class", "name", "items", "tests", "passed", "to_agree"}]}
    """
    return meeting.result or counted(meeting)


def counted(meeting):
    came = list(meeting.attendances.values_list("member_id", "building", "unit", "room", "guest", "capacity"))
    sitting = set(Member.objects.filter(body=meeting.body_id).sitting(meeting.day).values_list("pk", flat=True))
    members = {"all": len(sitting), "present": len(sitting & {one[0] for one in came})}
    told = {"basis": basis(meeting), "members": members, "guests": sum(bool(one[4]) for one in came)}
    rooms = {tuple(one[1:4]): one[5] for one in came if one[3]}
    told["residents"] = sum(capacity == Attendance.Capacity.RESIDENT for capacity in rooms.values())
    if told["basis"] == MEMBERS:
        return told | {"roll": None, "present": None, "classes": [of_members(meeting.body, members)]}
    roll, found = titles(meeting), classes(meeting)
    everybody = meeting.audience == Meeting.Audience.RESIDENTS
    here = {
        place: Choice.ABSTAIN
        for place, capacity in rooms.items()
        if place in roll and roll[place].votes and (everybody or capacity != Attendance.Capacity.RESIDENT)
    }
    tally = count(roll.values(), here, ())
    told |= {"roll": share(tally.roll), "present": share(tally.participating) | {"rooms": len(here)}}
    return told | {"classes": [of_class(*key, items, roll, here) for key, items in found.items()]}


def share(one):
    return {"heads": one.heads, "area_cm2": one.area}


def of_class(klass, tests, items, roll, here):
    """Whether enough are present for a class of items, and how many of those present would have to agree."""
    tally = count(roll.values(), here, [test for test in tests if test.part == Part.PARTICIPATING])
    shown = [
        {
            "name": one.test.name,
            "measure": str(one.test.measure),
            "needed": one.needed,
            "actual": one.actual,
            "short_by": one.short_by,
            "passed": one.passed,
        }
        for one in tally.outcomes
    ]
    agree = [
        {"measure": str(test.measure), "needed": test.needed(tally.participating.of(test.measure))}
        for test in tests
        if test.part == Part.AGREE
    ]
    name, passed = Class(klass).label, all(one["passed"] for one in shown)
    return {"class": klass, "name": name, "items": items, "tests": shown, "passed": passed, "to_agree": agree}


def of_members(body, members):
    """More than half of the members attend (art. 33); a committee's decision needs more than half of all of them."""
    needed = majority(members["all"])
    short = max(needed - members["present"], 0)
    test = {"name": "members_present", "measure": "members", "needed": needed, "actual": members["present"]}
    test |= {"short_by": short, "passed": not short}
    agree = [{"measure": "members", "needed": needed}] if body.by_law else []
    named = {"class": "members", "name": "成员会议", "items": []}
    return named | {"tests": [test], "passed": test["passed"], "to_agree": agree}
