"""改造倡议: a household starts it, neighbours co-sign once each, enough of them oblige the street to answer."""

import re
import threading
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from communities.surveys.reference import catalogue
from core import waiting
from core.calendar import add_working_days
from core.errors import Refused
from core.models import Change
from resident_participation.cards.household import CardHolder
from resident_participation.initiatives import actions
from resident_participation.models import Initiative, Round, Signature
from tests import cards, votes
from tests.factories import AreaFactory
from tests.factories_voices import InitiativeFactory, SignatureFactory
from tests.uploads import picture

TODAY = timezone.localdate()
WHY = "飞线充电不安全，去年着过火"


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    votes.ready()
    return people["street"]


@pytest.fixture
def home(by):
    return votes.home(AreaFactory(code="330203006"), 24)  # a fifth of them, rounded up: 5


def rows_of(home):
    return list(home.roll.order_by("building", "unit", "floor", "room"))


def started(home, **values):
    values = {"title": "门口建电动车充电棚", "why": WHY} | values
    return actions.start(by=CardHolder(rows_of(home)[0]), **values)


def published(home, by, **values):
    return actions.publish(started(home), by=by, **values)


def signs(initiative, *rows):
    for row in rows:
        initiative = actions.sign(initiative, by=CardHolder(row))
    return initiative


def refused(code, act, *args, **kwargs):
    with pytest.raises(Refused) as found:
        act(*args, **kwargs)
    assert found.value.code == code
    return found.value


def test_a_household_starts_one_and_neighbours_co_sign_at_their_own_pages(home, by, as_):
    catalogue()
    first, second, *_ = rows_of(home)
    client = cards.at_home(first, by)
    assert "发起或联名改造倡议" in client.get("/h/home/").content.decode()
    page = client.post("/h/initiatives/new/", {"why": WHY})
    assert page.status_code == 409 and "从目录里选一项" in page.content.decode() and not Initiative.objects.exists()
    sent = client.post("/h/initiatives/new/", {"item": "W07", "why": WHY, "photo": picture()})
    initiative = Initiative.objects.get()
    assert sent["Location"] == f"/h/initiatives/{initiative.pk}/" and initiative.title == "电动自行车充电"
    assert initiative.review_due_on == add_working_days(TODAY, 5)
    assert initiative.files.get().is_public is False, "the street looks at a photo before anybody sees it"
    assert "已经有一件倡议在办" in client.post("/h/initiatives/new/", {"title": "绿化", "why": "x"}).content.decode()
    public = f"/c/{home.code}/initiatives/"
    assert "电动自行车充电" not in client.get(public).content.decode()
    assert client.get(f"{public}{initiative.pk}/").status_code == 404

    desk = as_("street")
    answer = desk.post(f"/initiatives/{initiative.pk}/publish/", {"title": "", "public_why": "飞线充电不安全"})
    assert answer.status_code == 302
    neighbour = cards.at_home(second, by)
    assert "1 件还没有联名" in neighbour.get("/h/home/").content.decode()
    neighbour.post(f"/h/initiatives/{initiative.pk}/", {"act": "sign"})
    page = neighbour.post(f"/h/initiatives/{initiative.pk}/", {"act": "sign"})
    assert page.status_code == 409 and "您家已经联名了" in page.content.decode()
    page = client.get(f"{public}{initiative.pk}/").content.decode()
    assert "1幢 1 户发起，2 户联名" in page and "到 5 户街道就要答复" in page and "去年着过火" not in page
    for secret in (first.owner_name, first.room, second.owner_name, second.owner_phone):
        assert secret not in page + client.get(public).content.decode()
    neighbour.post(f"/h/initiatives/{initiative.pk}/", {"act": "unsign"})
    assert "1 户联名" in client.get(public).content.decode()
    page = client.post(f"/h/initiatives/{initiative.pk}/", {"act": "unsign"}).content.decode()
    assert "发起的这一户不能退出" in page and initiative.signatures.count() == 1


def test_the_one_that_makes_it_enough_starts_the_duty(home, by, people):
    initiative = published(home, by)
    assert (initiative.households, initiative.needed) == (24, 5)
    initiative = signs(initiative, *rows_of(home)[1:4])
    assert initiative.state == "signing" and initiative.answer_due_on is None
    initiative = signs(initiative, rows_of(home)[4])
    assert (initiative.state, initiative.reached_on) == ("reached", TODAY)
    assert initiative.answer_due_on == add_working_days(TODAY, 15)
    assert waits_for(by) == {"改造倡议待答复": [initiative.title]} and waits_for(people["district"]) == {}
    signs(initiative, rows_of(home)[5])  # still welcome, but nobody leaves any more
    refused("wrong_state", actions.unsign, initiative, by=CardHolder(rows_of(home)[1]))
    assert Signature.objects.count() == 6
    late = TODAY - timedelta(days=1)
    Initiative.objects.filter(pk=initiative.pk).update(answer_due_on=late)
    assert waits_for(people["district"]) == {"改造倡议待答复": [initiative.title]}
    assert waits_for(people["street2"]) == {}


def waits_for(user):
    found = waiting.todos(user).items()
    return {source.title: [todo.title for todo in own] for source, own in found if "倡议" in source.title}


def test_the_district_sees_what_is_overdue(home, by, as_, api_):
    InitiativeFactory(row=rows_of(home)[0], review_due_on=TODAY - timedelta(days=1))
    InitiativeFactory(row=rows_of(home)[1], review_due_on=TODAY, title="绿化")
    page = as_("district").get("/initiatives/?overdue=true")
    assert [i.title for i in page.context["object_list"]] == ["门口建电动车充电棚"]
    assert ("超期", "1 件") in page.context["totals"]
    assert api_("district").get("/api/v1/initiatives/?overdue=true").json()["count"] == 1


def test_planning_it_drafts_the_consultation_in_the_same_act(home, by):
    initiative = signs(published(home, by), *rows_of(home)[1:5])
    refused("personal_data", actions.plan, initiative, by=by, answer="打 13800001234", draft_round=True)
    assert not Round.objects.exists(), "nothing is left behind"
    done = actions.plan(initiative, by=by, answer="列入明年计划候选", draft_round=True)
    round_ = Round.objects.get()
    assert (done.state, done.round, round_.kind, round_.status) == ("planned", round_, "consultation", "draft")
    assert round_.items.get().rule.purpose == "entry" and initiative.title in round_.title
    refused("wrong_state", actions.plan, initiative, by=by, answer="再来", draft_round=True)
    assert Round.objects.count() == 1


def test_every_answer_has_its_reason_and_a_closed_one_takes_no_names(home, by, client):
    initiative = published(home, by)
    refused("wrong_state", actions.decline, initiative, by=by, answer="不行")
    initiative = signs(initiative, *rows_of(home)[1:5])
    with pytest.raises(Exception, match="必须写理由"):
        actions.decline(initiative, by=by, answer=" ")
    actions.refer(initiative, by=by, office="区城管局", answer="占道由城管批")
    page = client.get(f"/c/{home.code}/initiatives/{initiative.pk}/").content.decode()
    assert "区城管局" in page and "占道由城管批" in page and "联名</a>" not in page
    refused("wrong_state", signs, initiative, rows_of(home)[7])
    assert started(home).state == "filed", "the household may start the next one"


def test_what_may_not_be_published_is_refused_at_its_field(home, by):
    initiative = started(home, why="找我 13912345678", title="充电棚")
    assert set(refused("personal_data", actions.publish, initiative, by=by).fields) == {"public_why"}
    assert set(
        refused("personal_data", actions.publish, initiative, by=by, title="13912345678", public_why="好").fields
    ) == {"title"}
    assert Initiative.objects.get().state == "filed" and Initiative.objects.get().needed is None
    actions.refuse(initiative, by=by, answer="请去掉电话再提")
    assert CardHolder(rows_of(home)[0]).row.initiatives.get().answer == "请去掉电话再提"


def test_only_its_own_household_takes_it_back_before_it_is_published(home, by):
    initiative = started(home)
    stranger = cards.at_home(rows_of(home)[3], by)
    assert stranger.post(f"/h/initiatives/{initiative.pk}/", {"act": "withdraw"}).status_code == 404
    with pytest.raises(PermissionDenied):
        actions.withdraw(initiative, by=CardHolder(rows_of(home)[3]))
    assert actions.withdraw(initiative, by=CardHolder(rows_of(home)[0])).state == "withdrawn"
    other = votes.home(AreaFactory(code="330203006"), 2, name="别处")
    shown = published(home, by)
    refused("other_community", signs, shown, other.roll.first())
    assert cards.at_home(other.roll.first(), by).get(f"/h/initiatives/{shown.pk}/").status_code == 404


def test_one_signature_and_one_running_initiative_a_household_by_the_database(home, by):
    initiative = published(home, by)
    with pytest.raises(IntegrityError, match="one_signature_a_household"), transaction.atomic():
        SignatureFactory(initiative=initiative, row=initiative.row)
    with pytest.raises(IntegrityError, match="one_running_initiative"), transaction.atomic():
        InitiativeFactory(row=initiative.row)
    with pytest.raises(IntegrityError, match="reached_initiative_is_due"), transaction.atomic():
        Initiative.objects.update(state="reached")


@pytest.mark.django_db(transaction=True)
def test_twenty_sign_at_the_threshold_each_is_counted_once_and_the_duty_starts_once(by):
    home = votes.home(AreaFactory(code="330203006"), 60)  # 12 are needed
    initiative, rows = published(home, by), rows_of(home)
    signs(initiative, *rows[1:6])  # six stand behind it
    gate, said = threading.Barrier(20), []

    def press(row):
        gate.wait()
        try:
            said.append(actions.sign(initiative, by=CardHolder(row)).state)
        except Refused as refusal:
            said.append(refusal.code)
        connection.close()

    threads = [
        threading.Thread(target=press, args=(row,)) for row in (*rows[6:16], *rows[6:16])
    ]  # each from two phones
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert said.count("signed_already") == 10 and said.count("signing") == 5 and said.count("reached") == 5
    assert initiative.signatures.count() == 16 == initiative.signatures.values("row").distinct().count()
    assert Change.objects.filter(act="initiative.reach").count() == 1
    initiative.refresh_from_db()
    assert initiative.state == "reached" and initiative.answer_due_on == add_working_days(TODAY, 15)


def test_visitors_get_no_private_words_and_lists_cost_the_same(home, by, as_, client):
    published(home, by, public_why="飞线不安全")
    InitiativeFactory(row=rows_of(home)[9])
    (row,) = client.get("/api/v1/initiatives/").json()["results"]
    assert (row["public_why"], row["signed"], row["needed"]) == ("飞线不安全", 1, 5)
    assert not {"why", "filed_on", "round", "version"} & set(row)
    urls = ["/initiatives/", f"/c/{home.code}/initiatives/", "/my-work/"]
    few = [spent(as_("street"), url) for url in urls]
    for n, row in enumerate(rows_of(home)[10:20]):
        made = InitiativeFactory(row=row) if n % 2 else InitiativeFactory(row=row, **signing())
        SignatureFactory(initiative=made, row=row)
    assert [spent(as_("street"), url) for url in urls] == few
    assert len(re.findall("户联名</p>", client.get(urls[1]).content.decode())) == 6


def signing():
    return {"state": "signing", "public_why": "x", "households": 24, "needed": 5, "published_on": TODAY}


def spent(client, url):
    client.get(url)
    with CaptureQueriesContext(connection) as found:
        assert client.get(url).status_code == 200, url
    return len(found)
