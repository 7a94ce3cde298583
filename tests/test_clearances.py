"""共建: each household asked once, its difficulty and money its own affair, the public told totals that name nobody."""

from decimal import Decimal
from itertools import product

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from core.errors import Refused
from core.ledger import sign
from core.models import Change
from resident_participation.cards.household import CardHolder
from resident_participation.clearances import actions, figures
from resident_participation.models import Clearance, ClearanceAsk
from resident_participation.voices import cells
from tests import cards, votes
from tests.factories import AreaFactory, ProjectFactory, RollRowFactory
from tests.factories_voices import ClearanceAskFactory

TODAY = timezone.localdate()


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    votes.ready()
    return people["street"]


@pytest.fixture
def home(by):
    return votes.home(AreaFactory(code="330203006"), 24)


@pytest.fixture
def project(home):
    return ProjectFactory(area=home.area, community=home, building=True)


def asked(project, by, **values):
    community = project.communities.get()
    values = {"kind": "cages", "title": "拆除外墙保笼", "due_on": TODAY} | values
    return actions.ask(by=by, project=project, community=community, **values)


def of(ask, n=0):
    return list(ask.households.order_by("row__building", "row__unit", "row__floor", "row__room"))[n]


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refused) as found:
        act(*args, **kwargs)
    assert found.value.code == code
    return found.value


def test_every_household_in_scope_is_asked_once_and_new_ones_when_it_is_edited(home, project, by):
    RollRowFactory(community=home, kind="parking", room="车位1")
    ask = asked(project, by)
    assert ask.households.count() == 24, "a parking space clears nothing"
    assert asked(project, by, building="1幢", unit="2单元").households.count() == 6
    refused("no_households", asked, project, by, building="9幢")
    assert ClearanceAsk.objects.count() == 2, "nothing is left behind"
    RollRowFactory(community=home, building="2幢", room="901室")
    actions.edit(ask, by=by, text="请在周末前拆")
    actions.edit(ask, by=by, text="请在周末前拆完")
    assert ask.households.count() == 25
    with pytest.raises(IntegrityError, match="clearance_once_a_household"), transaction.atomic():
        Clearance.objects.create(ask=ask, row=of(ask).row)


def test_a_household_answers_at_its_own_page_and_nobody_elses(home, project, by):
    one = of(asked(project, by))
    client = cards.at_home(one.row, by)
    assert "请您家：拆除外墙保笼" in client.get("/h/home/").content.decode()
    page = client.post(f"/h/clearances/{one.pk}/", {"said": "struggle", "reason": " "})
    assert page.status_code == 409 and "请写清楚有什么困难" in page.content.decode()
    assert (
        client.post(f"/h/clearances/{one.pk}/", {"said": "struggle", "reason": "老人瘫痪，没人拆"}).status_code == 302
    )
    one.refresh_from_db()
    assert (one.state, one.channel, one.reason) == ("difficult", "card", "老人瘫痪，没人拆")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reason FROM resident_participation_clearance WHERE id = %s", [one.pk])
        assert "瘫痪" not in cursor.fetchone()[0], "encrypted at rest"
    (logged,) = Change.objects.filter(act="clearance.answer")
    assert "瘫痪" not in str(logged.after) and logged.after["reason"] == sign("老人瘫痪，没人拆")[:16]
    client.post(f"/h/clearances/{one.pk}/", {"said": "finish"})
    one.refresh_from_db()
    assert (one.state, one.reason) == ("done", "")
    assert client.post(f"/h/clearances/{one.pk}/", {"said": "again"}).status_code == 200, "not offered"
    other = of(one.ask, 5)
    assert client.get(f"/h/clearances/{other.pk}/").status_code == 404
    with pytest.raises(PermissionDenied):
        actions.say(other, by=CardHolder(one.row), said="agree")


def test_money_counts_when_it_is_there(home, project, by):
    ask = asked(project, by, kind="share", title="加装电梯分摊", building="1幢", unit="1单元")
    actions.set_amounts(ask, by=by, amount=Decimal("0"), floor_from=1, floor_to=1)
    actions.set_amounts(ask, by=by, amount=Decimal("12000.50"), floor_from=2, floor_to=3)
    assert sorted(ask.households.values_list("amount", flat=True)) == [0, 0, *[Decimal("12000.50")] * 4]
    top = of(ask, 5)
    assert refused("paid_at_the_office", actions.say, top, by=CardHolder(top.row), said="finish").fields["said"]
    assert refused("no_receipt", actions.record, top, by=by, said="finish").fields["receipt"]
    actions.record(top, by=by, said="finish", receipt="甬收0001")
    actions.set_amounts(ask, by=by, amount=Decimal("9000"), floor_from=2, floor_to=3)
    top.refresh_from_db()
    assert top.amount == Decimal("12000.50"), "who has paid keeps the amount"
    total = figures.summed(figures.by_entrance([ask])[ask.pk].values())
    assert (total.due, total.paid, total.done) == (Decimal("39000.50"), Decimal("12000.50"), 1)
    refused("no_amount", actions.set_amounts, asked(project, by), by=by, amount=1, floor_from=1, floor_to=9)
    refused("no_amount", asked, project, by, amount=Decimal(5))
    page = cards.at_home(top.row, by).get(f"/h/clearances/{top.pk}/").content.decode()
    assert "12,000.50 元" in page and "甬收0001" in page


def test_an_ended_ask_takes_no_more_answers(home, project, by):
    ask = asked(project, by)
    one = of(ask)
    actions.record(one, by=by, said="finish")
    refused("wrong_state", actions.record, one, by=by, said="agree")
    assert actions.record(one, by=by, said="again").state == "agreed"
    actions.end(ask, by=by)
    refused("ended", actions.record, one, by=by, said="finish")
    refused("ended", actions.say, one, by=CardHolder(one.row), said="finish")
    refused("wrong_state", actions.edit, ask, by=by, title="又开")


def test_the_street_sees_every_entrance_and_the_public_no_refuser(home, project, by, as_, client):
    ask = asked(project, by, kind="share", amount=Decimal("500"))
    rows = list(ask.households.order_by("row__building", "row__unit", "row__floor", "row__room"))
    for one in rows[:11]:  # all of 1幢 but one, who finds it hard
        actions.record(one, by=by, said="finish", receipt="x")
    actions.record(rows[11], by=by, said="struggle", reason="没有钱")
    for one in rows[12:18]:  # half of 2幢
        actions.record(one, by=by, said="finish", receipt="x")
    board = as_("street").get(f"/clearances/{ask.pk}/?building=1幢")
    assert [(e.place, e.done, e.whole) for e in board.context["entrances"]] == [
        ("1幢 1单元", 6, 6), ("1幢 2单元", 5, 6), ("2幢 1单元", 6, 6), ("2幢 2单元", 0, 6),
    ]  # fmt: skip
    assert "没有钱" not in board.content.decode() and len(board.context["doors"]) == 12
    assert "没有钱" in as_("street").get(f"/clearance-doors/{rows[11].pk}/").content.decode()
    page = client.get(f"/c/{home.code}/clearances/").content.decode()
    assert "还差不到 5 户" in page and "6 户" in page and "至少 14 户" in page
    assert "12,000 元" in page and "已交" not in page, "the sum paid would tell how few have not"
    for secret in ("有困难", "没有钱", rows[11].row.room, "11 户", "17 户", "500 元"):
        assert secret not in page
    actions.record(rows[11], by=by, said="finish", receipt="x")
    page = client.get(f"/c/{home.code}/clearances/").content.decode()
    assert "12 户，全部" in page and "已交 9,000 元" in page
    assert client.get("/api/v1/clearances/").json()["count"] == 0


def test_a_stair_of_four_is_told_to_nobody(by, client):
    home = votes.home(AreaFactory(code="330203006"), 4)
    project = ProjectFactory(area=home.area, community=home, building=True)
    ask = asked(project, by, kind="share", amount=Decimal("700"))
    actions.record(of(ask), by=by, said="finish", receipt="x")
    page = client.get(f"/c/{home.code}/clearances/").content.decode()
    assert "户数少，不公布" in page and "700" not in page and "2,800" not in page and "已交" not in page


def test_nobody_is_picked_out_of_what_is_told():
    """All pairs of parts of 5 to 12 households: whatever is told leaves no cell and no rest of 1 to 4 certain."""
    for first, second in product(range(5, 13), range(5, 13)):
        truths = list(product(range(first + 1), range(second + 1)))
        told = {}
        for a, b in truths:
            parts = [cells.cell("1幢", a, first), cells.cell("2幢", b, second)]
            told.setdefault((*parts, cells.total(parts)), []).append((a, b))
        for possible in told.values():
            for place, whole in ((0, first), (1, second)):
                seen = {pair[place] for pair in possible}
                assert len(seen) > 1 or not (0 < min(seen) < 5 or 0 < whole - min(seen) < 5), possible


def test_small_parts_are_put_together():
    assert cells.merged([("1幢", 12, 3), ("2幢", 3, 1), ("3幢", 4, 2)]) == [("1幢", 12, 3), ("其他", 7, 3)]
    assert cells.merged([("1幢", 12, 3), ("2幢", 8, 1), ("3幢", 2, 2)]) == [("1幢", 12, 3), ("2幢等", 10, 3)]
    assert cells.merged([("1幢", 2, 1), ("2幢", 2, 1)]) == [("合计", 4, 2)]


def test_lists_and_boards_cost_the_same_for_few_and_many(home, project, by, as_):
    ask = asked(project, by, building="1幢", unit="1单元")
    urls = ["/clearances/", f"/projects/{project.pk}/clearances/", f"/c/{home.code}/clearances/"]
    urls += [f"/clearances/{ask.pk}/"]
    few = [spent(as_("street"), url) for url in urls]
    for _ in range(9):
        asked(project, by)
    ClearanceAskFactory.create_batch(3, community=home, project=project)
    for n in range(30):
        RollRowFactory(community=home, building="1幢", unit="1单元", room=f"{n + 20}01室")
    actions.edit(ask, by=by)
    assert [spent(as_("street"), url) for url in urls] == few


def spent(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)
