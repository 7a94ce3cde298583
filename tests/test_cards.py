"""参与卡: printed once by two people, kept nowhere in clear, proves one household, needs no account and no scripts."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from core.errors import Refused
from resident_participation.cards import actions
from resident_participation.models import CardBatch
from resident_participation.slips import codes
from tests import cards, votes
from tests.factories import AreaFactory, RollRowFactory


@pytest.fixture
def by(people, settings, tmp_path):
    settings.MEDIA_ROOT, settings.KEYS_DIR = tmp_path / "media", tmp_path / "keys"
    cache.clear()
    return people["street"]


@pytest.fixture
def home(by):
    return votes.home(AreaFactory(code="330203006"), 12)


def test_cards_are_printed_once_by_another_person(home, by, people):
    RollRowFactory(community=home, kind="parking", room="车位1")
    batch, job = actions.ask(home, by=by, site=cards.SITE)
    assert batch.count == 12, "a parking space holds no card"
    actions.make(batch, job.params["rows"], cards.SITE)
    actions.make(batch, job.params["rows"], cards.SITE)  # a worker killed and run again
    assert batch.cards.filter(live=True).count() == 12
    with pytest.raises(Refused, match="两个人办"):
        actions.take(batch, by=by)
    html = actions.take(batch, by=people["district"])
    assert len(re.findall(r'class="code">([^<]+)<', html)) == 12 and html.count("<svg") == 12
    with pytest.raises(Refused, match="打印过"):
        actions.take(batch, by=people["city"])
    with pytest.raises(Refused, match="每一户都已经有参与卡"):
        actions.ask(home, by=by, site=cards.SITE)
    CardBatch.objects.get().forget(act="card.destroy")
    assert not CardBatch.objects.get().sheet


def test_a_card_and_a_second_factor_open_the_households_own_page(home, by):
    row = home.roll.first()
    code = cards.code_of(row, by)
    page = Client().post("/h/", {"code": code.lower()})
    assert str(row) in page.content.decode() and row.owner_name not in page.content.decode()
    client = cards.at_home(row, by)
    page = client.get("/h/home/").content.decode()
    assert str(row) in page and "现在没有要您办的事" in page
    assert "没有这个参与码" in Client().get(f"/h/{code}").content.decode(), "a new card kills the old one"
    assert "投票码" not in Client().post("/h/", {"code": "1"}).content.decode()
    client.post("/h/leave/")
    assert client.get("/h/home/").status_code == 302


def test_guessing_is_locked(home, by):
    row = home.roll.first()
    client = Client()
    token = cards.hidden(client.get(f"/h/{cards.code_of(row, by)}"), "token")
    for _ in range(5):
        assert "对不上" in client.post("/h/open/", {"token": token, "factor": "9999"}).content.decode()
    words = client.post("/h/open/", {"token": token, "factor": row.owner_name[-2:]}).content.decode()
    assert "请过 10 分钟再来" in words and client.get("/h/home/").status_code == 302
    for _ in range(60):
        client.post("/h/", {"code": codes.new_code()})
    assert "请过 10 分钟再来" in client.post("/h/", {"code": codes.new_code()}).content.decode()


def test_the_tablet_of_a_clerk_says_so(home, by, as_):
    client = cards.at_home(home.roll.first(), by, as_("street"))
    assert "现场协助" in client.get("/h/home/").content.decode()
