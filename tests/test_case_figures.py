"""Figures of cases agree with a count by hand and with a script that knows the exported file only."""

import csv
import io
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from resident_participation.cases import figures
from resident_participation.cases.models import Feedback
from tests.factories import AreaFactory, CommunityFactory, FeedbackCategoryFactory, FeedbackFactory

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 23, 10, tzinfo=SHANGHAI)
MONDAY = datetime(2026, 11, 2, 10, tzinfo=SHANGHAI)


def day(number, hour=10):
    return datetime(2026, 11, number, hour, tzinfo=SHANGHAI)


def replied(number, state="solved", **more):
    closed = {} if state in ("replied", "reopened") else {"closed_at": day(number, 16)}
    said = {"outcome": "solved", "satisfied": True} if state == "solved" else {}
    facts = {"state": state, "reply": "好了", "replied_at": day(number), "answered_at": day(3)}
    return facts | closed | said | more


LIMITS = {"received_at": MONDAY, "answer_due_at": day(3, 17), "due_at": day(5, 17)}
CASES = [
    replied(5),  # in time
    replied(6, satisfied=False),  # late
    replied(4, "unrated"),  # silence
    replied(4, "reopened", outcome="unsolved", satisfied=False, reopened=1),  # at work and late
    replied(5, "replied"),  # waits for the call-back: in time so far
    replied(9, "replied"),  # replied to late
    {"state": "accepted", "answered_at": day(4)},  # late, answered late
    {"state": "accepted", "paused_at": day(4), "pauses": 1},  # stands still before its limit, never answered
    {"state": "received", "due_at": day(30), "answer_due_at": day(29)},  # not due yet
    {"state": "accepted", "hand_overs": 3},  # late, not answered
]
EXPECTED = {
    "received": 10,
    "open": 7,
    "closed": 3,
    "overdue": 4,
    "merged": 0,
    "hand_overs_median": 0,
    "on_time_rate": {"numerator": 2, "denominator": 7},
    "response_rate": {"numerator": 6, "denominator": 9},
    "solved_rate": {"numerator": 2, "denominator": 3},
    "satisfied_rate": {"numerator": 1, "denominator": 3},
    "unanswered_rate": {"numerator": 1, "denominator": 3},
    "reopened_rate": {"numerator": 1, "denominator": 6},
    "paused_rate": {"numerator": 1, "denominator": 10},
    "small": True,
}


@pytest.fixture
def month(db):
    community = CommunityFactory(area=AreaFactory(code="330203006"))
    FeedbackCategoryFactory()
    return [FeedbackFactory(**LIMITS | facts, community=community) for facts in CASES]


def test_figures_equal_the_count_by_hand(month):
    found = figures.feedback("3302", at=NOW)
    oldest = found.pop("oldest_overdue")
    assert found == EXPECTED
    assert oldest["number"] == month[3].number
    assert figures.feedback("330212", at=NOW)["received"] == 0
    assert figures.feedback("3302", date(2026, 11, 3), at=NOW)["received"] == 0
    assert figures.feedback("3302", date(2026, 11, 2), date(2026, 11, 2), at=NOW)["received"] == 10
    places = figures.by_place("3302", at=NOW)
    assert places == {"330203": EXPECTED}
    assert figures.by_place("330203", at=NOW) == {"330203006": EXPECTED}
    assert figures.by_place("330203006", at=NOW) == {}


def test_the_query_and_the_record_agree_on_what_is_late(month):
    late = set(Feedback.objects.overdue(NOW).values_list("pk", flat=True))
    open_ones = [case for case in Feedback.objects.all() if not case.is_closed]
    assert late == {case.pk for case in open_ones if case.is_late(NOW)}


def test_merged_cases_count_one_by_one(month):
    FeedbackFactory(**LIMITS, state="merged", lead=month[6], community=month[6].community)
    found = figures.feedback("3302", at=NOW)
    assert (found["received"], found["merged"], found["overdue"]) == (11, 1, 5)


def recomputed(text, now):
    """The rates from the file alone: no model, no query."""

    def moment(words):
        return datetime.strptime(words, "%Y-%m-%d %H:%M:%S") if words else None

    counts = dict.fromkeys(("n", "open", "late", "ok", "due", "answered", "said", "solved", "asked", "happy"), 0)
    for row in csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))):
        due, reply, pause = moment(row["办理期限"]), moment(row["答复时间"]), moment(row["暂停起"])
        answer, answer_due = moment(row["首次答复时间"]), moment(row["答复期限"])
        closed = row["状态"] in ("已解决", "未评价")
        waits = row["状态"] == "待回访"
        counts["n"] += 1
        counts["open"] += not closed
        counts["late"] += not closed and (reply > due if waits else due < (pause or now))
        counts["ok"] += closed and reply <= due
        counts["due"] += answer is not None or answer_due < (pause or now)
        counts["answered"] += answer is not None and answer <= answer_due
        counts["said"] += row["回访结果"] != ""
        counts["solved"] += row["回访结果"] == "解决了"
        counts["asked"] += row["满意"] != ""
        counts["happy"] += row["满意"] == "是"
    return counts


def test_a_script_that_knows_the_export_only_finds_the_same(month, as_, api_):
    page = as_("street").get("/feedback/export/?as=csv&since=2026-11-02")
    text = b"".join(page.streaming_content).decode()
    ours = api_("street").get("/api/v1/figures/feedback/?from=2026-11-02&to=2026-11-30").json()
    c = recomputed(text, timezone.localtime().replace(tzinfo=None))
    assert (c["n"], c["open"], c["late"]) == (ours["received"], ours["open"], ours["overdue"])
    assert ours["on_time_rate"] == {"numerator": c["ok"], "denominator": c["n"] - c["open"] + c["late"]}
    assert ours["response_rate"] == {"numerator": c["answered"], "denominator": c["due"]}
    assert ours["solved_rate"] == {"numerator": c["solved"], "denominator": c["said"]}
    assert ours["satisfied_rate"] == {"numerator": c["happy"], "denominator": c["asked"]}
    assert c["n"] == 10 and ours["area"] == "330203006"


def test_few_cases_are_no_rank(month, as_):
    shown = as_("district").get("/feedback/figures/?from=2026-11-01").content.decode()
    assert "不足 20 件" in shown and "2/7" in shown and "%" not in shown
    FeedbackFactory.create_batch(12, community=month[0].community, received_at=MONDAY)
    assert not figures.feedback("330203", at=NOW)["small"]
    assert "%" in as_("district").get("/feedback/figures/?from=2026-11-01").content.decode()


def spent(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)


def test_inbox_board_map_and_figures_cost_the_same_for_few_and_many(month, as_, api_):
    pages = ["", "board/", "map/", "map/points/", "figures/", "?mine=true", "?q=灯", "?overdue=true"]
    doors = [(as_("street"), f"/feedback/{url}") for url in pages]
    doors += [(api_("street"), url) for url in ("/api/v1/feedback/", "/api/v1/figures/feedback/")]
    few = [spent(*door) for door in doors]
    FeedbackFactory.create_batch(45, community=month[0].community, received_at=MONDAY + timedelta(days=1))
    assert [spent(*door) for door in doors] == few
    assert few[-2] <= 4
